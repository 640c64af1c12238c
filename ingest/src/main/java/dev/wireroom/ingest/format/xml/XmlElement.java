package dev.wireroom.ingest.format.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An element of a small XML tree. Names are local names and are compared without case, because
 * wires vary both prefix and case of the same vocabulary; an attribute whose prefix matters, such
 * as xml:lang, is asked for with it. Filled by {@link XmlDocuments}, then never changed.
 */
public final class XmlElement implements XmlNode {

    private final String name;
    private final String localName;
    private final String[] attributes;
    private List<XmlNode> nodes = List.of();

    /**
     * @param name as written, with its prefix
     * @param attributes names and values by turns
     */
    XmlElement(String name, String[] attributes) {
        this.name = name;
        this.localName = localName(name);
        this.attributes = attributes;
    }

    void add(XmlNode node) {
        if (nodes.isEmpty()) {
            nodes = new ArrayList<>(2);
        }
        nodes.add(node);
    }

    /** The name as written, with its prefix. */
    public String name() {
        return name;
    }

    public String localName() {
        return localName;
    }

    public boolean is(String otherName) {
        return localName.equalsIgnoreCase(otherName);
    }

    /** Elements and text in document order. */
    public List<XmlNode> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    public List<XmlElement> elements() {
        List<XmlElement> found = new ArrayList<>();
        for (XmlNode node : nodes) {
            if (node instanceof XmlElement element) {
                found.add(element);
            }
        }
        return found;
    }

    public List<XmlElement> children(String childName) {
        List<XmlElement> found = new ArrayList<>();
        for (XmlNode node : nodes) {
            if (node instanceof XmlElement element && element.is(childName)) {
                found.add(element);
            }
        }
        return found;
    }

    public Optional<XmlElement> child(String childName) {
        for (XmlNode node : nodes) {
            if (node instanceof XmlElement element && element.is(childName)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    /** The first child of the first child of … by these names. */
    public Optional<XmlElement> path(String... names) {
        Optional<XmlElement> found = Optional.of(this);
        for (String step : names) {
            found = found.flatMap(element -> element.child(step));
        }
        return found;
    }

    /** The text of the first child of this name; empty where it is blank. */
    public Optional<String> childText(String childName) {
        return child(childName).flatMap(XmlElement::line);
    }

    /** Elements of this name at any depth below this one, in document order. */
    public List<XmlElement> descendants(String descendantName) {
        List<XmlElement> found = new ArrayList<>();
        Deque<XmlElement> open = new ArrayDeque<>();
        pushChildren(open, this);
        while (!open.isEmpty()) {
            XmlElement element = open.pop();
            if (element.is(descendantName)) {
                found.add(element);
            }
            pushChildren(open, element);
        }
        return found;
    }

    public Optional<XmlElement> descendant(String descendantName) {
        Deque<XmlElement> open = new ArrayDeque<>();
        pushChildren(open, this);
        while (!open.isEmpty()) {
            XmlElement element = open.pop();
            if (element.is(descendantName)) {
                return Optional.of(element);
            }
            pushChildren(open, element);
        }
        return Optional.empty();
    }

    private static void pushChildren(Deque<XmlElement> open, XmlElement parent) {
        for (int i = parent.nodes.size() - 1; i >= 0; i--) {
            if (parent.nodes.get(i) instanceof XmlElement element) {
                open.push(element);
            }
        }
    }

    /** The value of an attribute, stripped; empty where it is blank. */
    public Optional<String> attribute(String attributeName) {
        String value = value(attributeName);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    private @Nullable String value(String attributeName) {
        boolean qualified = attributeName.indexOf(':') >= 0;
        for (int i = 0; i < attributes.length; i += 2) {
            String candidate = qualified ? attributes[i] : localName(attributes[i]);
            if (candidate.equalsIgnoreCase(attributeName)) {
                return attributes[i + 1];
            }
        }
        return null;
    }

    /** All text in it and below, as it stands. */
    public String text() {
        if (nodes.size() == 1 && nodes.get(0) instanceof XmlText only) {
            return only.value();
        }
        StringBuilder out = new StringBuilder();
        Deque<XmlNode> open = new ArrayDeque<>();
        open.push(this);
        while (!open.isEmpty()) {
            switch (open.pop()) {
                case XmlText run -> out.append(run.value());
                case XmlElement element -> {
                    for (int i = element.nodes.size() - 1; i >= 0; i--) {
                        open.push(element.nodes.get(i));
                    }
                }
            }
        }
        return out.toString();
    }

    /** All text in it and below on one line, white space collapsed; empty where it is blank. */
    public Optional<String> line() {
        String line = collapsed(text());
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }

    /** Whether it holds no element. */
    public boolean isTextOnly() {
        for (XmlNode node : nodes) {
            if (node instanceof XmlElement) {
                return false;
            }
        }
        return true;
    }

    /** Runs of white space as one space each, none at the ends. */
    public static String collapsed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || c == '\u00A0') {
                space = !out.isEmpty();
            } else {
                if (space) {
                    out.append(' ');
                    space = false;
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String localName(String qualifiedName) {
        return qualifiedName.substring(qualifiedName.indexOf(':') + 1);
    }
}
