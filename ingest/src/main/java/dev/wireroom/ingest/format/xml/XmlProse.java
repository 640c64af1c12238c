package dev.wireroom.ingest.format.xml;

import dev.wireroom.ingest.format.IndentedParagraphs;
import dev.wireroom.ingest.format.ProseWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The plain text of a part of an XML tree, by the rules of {@link ProseWriter}. */
public final class XmlProse {

    private XmlProse() {}

    /** The text in an element and below; empty where there is none. */
    public static String of(XmlElement element) {
        return of(element, child -> false);
    }

    /** As {@link #of(XmlElement)}, without the elements that {@code leftOut} says. */
    public static String of(XmlElement element, Predicate<XmlElement> leftOut) {
        ProseWriter writer = new ProseWriter();
        write(element, writer, leftOut);
        return writer.finish();
    }

    /** Recursion is bounded by {@link XmlDocuments#MAX_DEPTH}. */
    private static void write(
            XmlElement element, ProseWriter writer, Predicate<XmlElement> leftOut) {
        for (XmlNode node : element.nodes()) {
            switch (node) {
                case XmlText run -> run(element, run.value(), writer);
                case XmlElement child -> {
                    String name = child.localName().toLowerCase(Locale.ROOT);
                    if (!leftOut.test(child) && writer.open(name)) {
                        write(child, writer, leftOut);
                        writer.close(name);
                    }
                }
            }
        }
    }

    private static void run(XmlElement parent, String text, ProseWriter writer) {
        boolean whole = parent.is("p") && parent.nodes().size() == 1;
        if (!whole || !IndentedParagraphs.areIn(text)) {
            writer.text(text);
            return;
        }
        List<String> paragraphs = IndentedParagraphs.of(text);
        for (String paragraph : paragraphs) {
            writer.paragraph();
            writer.text(paragraph);
        }
    }
}
