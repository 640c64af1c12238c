package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.MediaLink;
import dev.wireroom.ingest.format.NewsTimes;
import dev.wireroom.ingest.format.xml.XmlElement;
import dev.wireroom.ingest.format.xml.XmlNode;
import dev.wireroom.ingest.format.xml.XmlProse;
import dev.wireroom.ingest.format.xml.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the body of NITF, whether it is a document of its own or carried in NewsML: headline,
 * byline, dateline and abstract from body.head, text and media from body.content. The tagline and
 * whatever else is in body.end stays out.
 */
final class NitfStory {

    private static final Set<String> NOT_TEXT = Set.of("head", "body.head", "body.end", "note");

    /** A deck is a sentence; what is shorter is a label of the desk. */
    private static final int LEAST_WORDS_OF_DECK = 4;

    private NitfStory() {}

    /** From an element nitf or whatever holds its body. */
    static Story of(XmlElement nitf) {
        XmlElement body = nitf.child("body").orElse(nitf);
        Optional<XmlElement> head = body.child("body.head");
        Optional<XmlElement> lines =
                head.flatMap(
                        h ->
                                h.child("hedline")
                                        .or(() -> h.child("headline"))
                                        .or(() -> h.child("hl1").map(line -> h)));
        Optional<String> title =
                lines.flatMap(NitfStory::headline)
                        .or(() -> nitf.path("head", "title").flatMap(XmlElement::line));
        Optional<String> deck =
                lines.flatMap(l -> l.childText("hl2")).filter(d -> isDeck(d, title.orElse("")));
        Optional<XmlElement> byline =
                head.flatMap(h -> h.child("byline")).or(() -> body.child("byline"));
        XmlElement content = body.child("body.content").orElse(body);
        return new Story(
                title,
                byline.flatMap(NitfStory::byline),
                byline.map(b -> persons(b)).orElse(List.of()),
                head.flatMap(h -> h.child("dateline")).flatMap(NitfStory::dateline),
                head.flatMap(h -> h.child("abstract"))
                        .map(XmlProse::of)
                        .filter(t -> !t.isEmpty())
                        .or(() -> deck),
                head.flatMap(h -> h.child("note")).map(XmlProse::of).filter(t -> !t.isEmpty()),
                head.flatMap(h -> h.childText("rights")),
                XmlProse.of(content, part -> NOT_TEXT.contains(lower(part))),
                media(body));
    }

    private static String lower(XmlElement element) {
        return element.localName().toLowerCase(java.util.Locale.ROOT);
    }

    /** The first line of level one that says something; text straight in hedline will do. */
    private static Optional<String> headline(XmlElement lines) {
        for (XmlElement line : lines.children("hl1")) {
            if (line.line().isPresent()) {
                return line.line();
            }
        }
        return lines.elements().isEmpty() ? lines.line() : lines.childText("hl2");
    }

    private static boolean isDeck(String deck, String title) {
        return !deck.equalsIgnoreCase(title) && deck.split(" ").length >= LEAST_WORDS_OF_DECK;
    }

    /** The byline as printed: the writer's title, which has an element of its own, at its end. */
    private static Optional<String> byline(XmlElement byline) {
        String title = byline.childText("byttl").orElse("");
        StringBuilder names = new StringBuilder();
        for (XmlNode node : byline.nodes()) {
            switch (node) {
                case XmlText run -> names.append(run.value());
                case XmlElement part -> {
                    String name = part.is("byttl") ? "" : part.text();
                    names.append(' ').append(name).append(' ');
                }
            }
        }
        String printed = tidy(names.toString());
        if (title.isEmpty()) {
            return printed.isEmpty() ? Optional.empty() : Optional.of(printed);
        }
        String bare = printed.endsWith(",") ? printed.substring(0, printed.length() - 1) : printed;
        return Optional.of(bare.isEmpty() ? title : bare + ", " + title);
    }

    private static List<String> persons(XmlElement byline) {
        List<String> persons = new ArrayList<>();
        for (XmlElement person : byline.descendants("person")) {
            person.line().ifPresent(persons::add);
        }
        return persons;
    }

    /** Place and date as printed; a story.date that is a timestamp for machines is not. */
    private static Optional<String> dateline(XmlElement dateline) {
        String text = tidy(listed(dateline));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The text of an element, with a comma before each element in it that follows a word. */
    private static String listed(XmlElement element) {
        StringBuilder out = new StringBuilder();
        for (XmlNode node : element.nodes()) {
            switch (node) {
                case XmlText run -> out.append(' ').append(run.value());
                case XmlElement part -> {
                    boolean forMachines =
                            part.is("story.date") && NewsTimes.parse(part.text()).isPresent();
                    String text = forMachines ? "" : listed(part).strip();
                    if (!text.isEmpty()) {
                        out.append(endsInWord(out) ? ", " : " ").append(text);
                    }
                }
            }
        }
        return out.toString();
    }

    private static boolean endsInWord(CharSequence text) {
        int last = text.length() - 1;
        while (last >= 0 && Character.isWhitespace(text.charAt(last))) {
            last--;
        }
        return last >= 0 && Character.isLetterOrDigit(text.charAt(last));
    }

    private static String tidy(String text) {
        return XmlElement.collapsed(text).replace(" ,", ",").replace(" .", ".");
    }

    private static List<MediaLink> media(XmlElement body) {
        List<MediaLink> links = new ArrayList<>();
        for (XmlElement media : body.descendants("media")) {
            best(media).ifPresent(reference -> links.add(link(media, reference)));
        }
        return links;
    }

    private static MediaLink link(XmlElement media, XmlElement reference) {
        return new MediaLink(
                source(reference).orElse(""),
                reference.attribute("mime-type").orElse(null),
                "inline",
                caption(media).orElse(null),
                Pixels.of(reference.attribute("width")),
                Pixels.of(reference.attribute("height")));
    }

    private static Optional<String> caption(XmlElement media) {
        for (XmlElement caption : media.children("media-caption")) {
            String text = XmlProse.of(caption);
            if (!text.isEmpty()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    /** The widest of several renditions, the first where no widths are given. */
    private static Optional<XmlElement> best(XmlElement media) {
        XmlElement best = null;
        int widest = -1;
        for (XmlElement reference : media.children("media-reference")) {
            Integer width = Pixels.of(reference.attribute("width"));
            int known = width == null ? 0 : width;
            if (known > widest && source(reference).isPresent()) {
                best = reference;
                widest = known;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Where the media is; a pointer into the same document is nowhere to a reader. */
    private static Optional<String> source(XmlElement reference) {
        return reference
                .attribute("source")
                .or(() -> reference.attribute("data-location"))
                .or(reference::line)
                .filter(href -> !href.startsWith("#"));
    }
}
