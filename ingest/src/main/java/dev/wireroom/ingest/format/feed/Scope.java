package dev.wireroom.ingest.format.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What elements inherit from those around them: namespaces, xml:base and xml:lang. Not thread-safe.
 */
final class Scope {

    private record Inherited(@Nullable String value, int depth) {}

    private final Namespaces namespaces = new Namespaces();
    private final Deque<Inherited> bases = new ArrayDeque<>();
    private final Deque<Inherited> languages = new ArrayDeque<>();

    /** Takes in the attributes of the element that was opened at the depth. */
    void enter(ElementName element, Attributes attributes, int depth) {
        for (int i = 0; i < attributes.count(); i++) {
            if (!attributes.startsWith(i, "xml")) {
                continue;
            }
            String name = attributes.name(i);
            if (name.equals("xmlns")) {
                bindDefault(element, attributes.value(i), depth);
            } else if (name.startsWith("xmlns:")) {
                namespaces.bind(name.substring(6), attributes.value(i), depth);
            } else if (name.equals("xml:base")) {
                String base = attributes.value(i).strip();
                bases.push(new Inherited(WebLinks.resolve(base(), base), depth));
            } else if (name.equals("xml:lang")) {
                languages.push(new Inherited(attributes.value(i).strip(), depth));
            }
        }
    }

    /** A default namespace on the outer elements of RSS is a slip: what is in them is RSS. */
    private void bindDefault(ElementName element, String address, int depth) {
        boolean rss =
                switch (element.local()) {
                    case "rss", "channel", "item", "rdf" -> element.prefix().isEmpty() || depth < 2;
                    default -> false;
                };
        if (!rss) {
            namespaces.bind("", address, depth);
        }
    }

    void leave(int depth) {
        namespaces.leave(depth);
        leave(bases, depth);
        leave(languages, depth);
    }

    private static void leave(Deque<Inherited> stack, int depth) {
        while (!stack.isEmpty() && stack.peek().depth > depth) {
            stack.pop();
        }
    }

    Namespaces namespaces() {
        return namespaces;
    }

    /** The xml:base in force; null where none is. */
    @Nullable String base() {
        return bases.isEmpty() ? null : bases.peek().value;
    }

    /** The xml:lang in force; null where none is, or an empty one took it back. */
    @Nullable String language() {
        Inherited inherited = languages.peek();
        return inherited == null || inherited.value == null || inherited.value.isEmpty()
                ? null
                : inherited.value;
    }
}
