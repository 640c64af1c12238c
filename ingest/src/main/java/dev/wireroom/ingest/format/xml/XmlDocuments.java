package dev.wireroom.ingest.format.xml;

import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML documents whole into a small tree, with bounds; one that is not well-formed is told by
 * line and column. Bytes are decoded by {@link XmlEncoding} and mended by {@link XmlRepair}, which
 * leaves no document type, so nothing is expanded and nothing is fetched; the JDK's parser then
 * reads what is left, DTDs and external entities switched off besides. Pure; the work is linear in
 * the document.
 */
public final class XmlDocuments {

    /** News nests some thirty levels deep. Trees may be walked by recursion below this bound. */
    public static final int MAX_DEPTH = 256;

    /** Elements, attributes and runs of text together; a tree of so many takes about 100 MB. */
    static final int MAX_NODES = 1_000_000;

    static final int MAX_ATTRIBUTES = 200;

    private static final int EXCERPT_BEFORE = 30;
    private static final int EXCERPT_CHARS = 70;

    private static final Pattern PARSER_MESSAGE = Pattern.compile("(?s).*?Message: (.*)");

    private XmlDocuments() {}

    /** Either a tree or the fault of a document that is no XML. */
    public sealed interface Read {
        record Tree(XmlElement root) implements Read {}

        record Malformed(Fault fault) implements Read {}
    }

    /** Reads a document; what had to be mended is a warning in {@code findings}. */
    public static Read read(byte[] content, Arrival arrival, Findings findings) {
        return read(XmlEncoding.decode(content, arrival.charset(), findings), findings);
    }

    /** Reads a document that is text already, such as one carried in another's CDATA section. */
    public static Read read(String text, Findings findings) {
        String mended = XmlRepair.repair(text, findings);
        if (mended.isBlank()) {
            return new Read.Malformed(
                    new Fault(
                            "empty-document",
                            "",
                            "",
                            "The document is empty.",
                            "Send a whole XML document."));
        }
        return new TreeBuilder(mended, findings).build();
    }

    /** A factory is made for each document: one that is shared keeps the last document alive. */
    private static XMLInputFactory strictFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // an undeclared prefix is no reason to lose the news; names are compared by local name
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty("jdk.xml.elementAttributeLimit", String.valueOf(MAX_ATTRIBUTES));
        // these two count the document itself as an entity, and bound it at 100,000 characters
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        return factory;
    }

    /** One parse. */
    private static final class TreeBuilder {
        private final String text;
        private final Findings findings;
        private final Deque<XmlElement> open = new ArrayDeque<>();
        private final StringBuilder run = new StringBuilder();
        private int nodes;
        private @Nullable XmlElement root;

        TreeBuilder(String text, Findings findings) {
            this.text = text;
            this.findings = findings;
        }

        Read build() {
            XMLStreamReader reader = null;
            try {
                reader = strictFactory().createXMLStreamReader(new StringReader(text));
                while (reader.hasNext()) {
                    Fault fault = take(reader, reader.next());
                    if (fault != null) {
                        return new Read.Malformed(fault);
                    }
                    XmlElement whole = root;
                    if (whole != null && open.isEmpty()) {
                        noteRest(reader.getLocation().getCharacterOffset());
                        return new Read.Tree(whole);
                    }
                }
                return new Read.Malformed(malformed("it has no element", 1, 1, 0));
            } catch (XMLStreamException e) {
                return new Read.Malformed(malformed(e));
            } catch (RuntimeException e) {
                // the JDK's parser lets some of its own faults through on broken input
                Location at = reader == null ? null : reader.getLocation();
                return new Read.Malformed(
                        malformed(
                                "the parser gave up",
                                at == null ? 1 : at.getLineNumber(),
                                at == null ? 1 : at.getColumnNumber(),
                                at == null ? 0 : at.getCharacterOffset()));
            }
        }

        private @Nullable Fault take(XMLStreamReader reader, int event) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    endRun();
                    return start(reader);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    endRun();
                    open.pop();
                }
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE ->
                        run.append(
                                reader.getTextCharacters(),
                                reader.getTextStart(),
                                reader.getTextLength());
                default -> {
                    // nothing else is left after the repair
                }
            }
            return null;
        }

        private @Nullable Fault start(XMLStreamReader reader) {
            int count = reader.getAttributeCount();
            nodes += 1 + count;
            Location at = reader.getLocation();
            if (open.size() >= MAX_DEPTH) {
                return tooMuch("too-deep", "elements nest more than %d deep", MAX_DEPTH, at);
            }
            if (nodes > MAX_NODES) {
                return tooMuch("too-large", "it has more than %d parts", MAX_NODES, at);
            }
            String[] attributes = new String[2 * count];
            for (int i = 0; i < count; i++) {
                String prefix = reader.getAttributePrefix(i);
                String local = reader.getAttributeLocalName(i);
                boolean prefixed = prefix != null && !prefix.isEmpty();
                attributes[2 * i] = prefixed ? prefix + ":" + local : local;
                attributes[2 * i + 1] = reader.getAttributeValue(i);
            }
            XmlElement element = new XmlElement(reader.getLocalName(), attributes);
            XmlElement parent = open.peek();
            if (parent == null) {
                root = element;
            } else {
                parent.add(element);
            }
            open.push(element);
            return null;
        }

        private void endRun() {
            XmlElement parent = open.peek();
            if (!run.isEmpty() && parent != null) {
                nodes++;
                parent.add(new XmlText(isBlankRun() ? blank() : run.toString()));
            }
            run.setLength(0);
        }

        private boolean isBlankRun() {
            for (int i = 0; i < run.length(); i++) {
                if (run.charAt(i) > ' ') {
                    return false;
                }
            }
            return true;
        }

        /** Indentation, however much of it: its length says nothing. */
        private String blank() {
            return run.indexOf("\n") >= 0 ? "\n" : " ";
        }

        private void noteRest(int end) {
            int from = Math.clamp(end, 0, text.length());
            if (!text.substring(from).isBlank()) {
                findings.warn(
                        "trailing-content",
                        "",
                        "%d characters after the document's end were left out"
                                .formatted(text.length() - from));
            }
        }

        private static Fault tooMuch(String code, String what, int bound, Location at) {
            return new Fault(
                    code,
                    "",
                    "",
                    "The document is refused at line %d, column %d: %s."
                            .formatted(
                                    at.getLineNumber(),
                                    at.getColumnNumber(),
                                    what.formatted(bound)),
                    "Send news by itself, in several documents if need be.");
        }

        private Fault malformed(XMLStreamException e) {
            String raw = e.getMessage() == null ? "" : e.getMessage();
            Matcher message = PARSER_MESSAGE.matcher(raw);
            String first =
                    (message.matches() ? message.group(1) : raw).lines().findFirst().orElse("");
            String what =
                    first.replaceFirst(" Line number = .*", "").replaceFirst("\\.$", "").strip();
            Location at = e.getLocation();
            return at == null
                    ? malformed(what, 1, 1, 0)
                    : malformed(
                            what,
                            at.getLineNumber(),
                            at.getColumnNumber(),
                            at.getCharacterOffset());
        }

        private Fault malformed(String what, int line, int column, int offset) {
            int from = Math.clamp((long) offset - EXCERPT_BEFORE, 0, text.length());
            int to = Math.min(text.length(), from + EXCERPT_CHARS);
            return new Fault(
                    "malformed-xml",
                    "",
                    Findings.excerpt(text.substring(from, to)),
                    "The document is not well-formed XML at line %d, column %d: %s."
                            .formatted(line, column, what),
                    "Send a whole XML document, every tag closed and every & written as &amp;.");
        }
    }
}
