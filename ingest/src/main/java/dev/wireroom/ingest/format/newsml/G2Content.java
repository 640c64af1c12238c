package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.MediaLink;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.xml.XmlElement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contentSet of a NewsML-G2 news item. Its parts are renderings of one content, so one is
 * chosen: marked-up before plain, the item's language before others; of remote renditions the
 * largest.
 */
final class G2Content {

    private G2Content() {}

    /** The best of the inline renderings that can be read. */
    static Optional<Story> story(XmlElement contentSet, String language, Findings findings) {
        List<XmlElement> inline = new ArrayList<>(contentSet.children("inlineXML"));
        inline.addAll(contentSet.children("inlineData"));
        inline.sort(Comparator.comparingInt(part -> rank(part, language)));
        for (XmlElement part : inline) {
            boolean base64 =
                    part.attribute("encoding")
                            .filter(e -> e.toLowerCase(Locale.ROOT).contains("base64"))
                            .isPresent();
            Optional<Story> story = Carried.in(part, base64, findings);
            if (story.isPresent()) {
                return story;
            }
            if (!part.elements().isEmpty()) {
                findings.warn(
                        "content-skipped",
                        "contentSet/" + part.localName(),
                        "Content of type %s has no text that can be read"
                                .formatted(part.attribute("contenttype").orElse("unknown")));
            }
        }
        return Optional.empty();
    }

    private static int rank(XmlElement part, String language) {
        boolean foreign =
                part.attribute("xml:lang").isPresent() && !G2Concepts.speaks(part, language);
        String type = part.attribute("contenttype").orElse("").toLowerCase(Locale.ROOT);
        int kind;
        if (part.is("inlineXML")) {
            kind = type.contains("html") || type.contains("nitf") ? 0 : 1;
        } else {
            kind = type.contains("html") || type.contains("xml") ? 2 : 3;
        }
        return kind + (foreign ? 10 : 0);
    }

    /**
     * Links to the media of the item.
     *
     * @param alternatives whether all remote parts are renditions of one thing, as in a picture's
     *     item; in a text's, a rendition that comes again begins another picture
     */
    static List<MediaLink> media(
            XmlElement contentSet, boolean alternatives, @Nullable String caption) {
        List<List<XmlElement>> groups = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (XmlElement remote : contentSet.children("remoteContent")) {
            if (href(remote).isEmpty() || isText(remote)) {
                continue;
            }
            String rendition = G2Vocabulary.word(remote, "rendition");
            boolean again = !seen.add(rendition) || rendition.isEmpty();
            if (groups.isEmpty() || (again && !alternatives)) {
                groups.add(new ArrayList<>());
                seen.clear();
                seen.add(rendition);
            }
            groups.get(groups.size() - 1).add(remote);
        }
        return groups.stream().map(group -> link(best(group), caption)).toList();
    }

    private static Optional<String> href(XmlElement remote) {
        return remote.attribute("href").or(() -> remote.attribute("residref"));
    }

    private static boolean isText(XmlElement remote) {
        String type = remote.attribute("contenttype").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("text/") || type.endsWith("+xml");
    }

    private static XmlElement best(List<XmlElement> renditions) {
        XmlElement best = renditions.get(0);
        for (XmlElement candidate : renditions) {
            if (weight(candidate) > weight(best)) {
                best = candidate;
            }
        }
        return best;
    }

    /** The width, or a guess by the rendition's name where none is given. */
    private static int weight(XmlElement remote) {
        Integer width = Pixels.of(remote.attribute("width"));
        if (width != null) {
            return width;
        }
        String rendition = G2Vocabulary.word(remote, "rendition");
        if (rendition.contains("thumb")) {
            return 0;
        }
        return rendition.contains("high") || rendition.contains("hd") ? 3 : 1;
    }

    private static MediaLink link(XmlElement remote, @Nullable String caption) {
        return new MediaLink(
                href(remote).orElse(""),
                remote.attribute("contenttype").orElse(null),
                "main",
                caption,
                Pixels.of(remote.attribute("width")),
                Pixels.of(remote.attribute("height")));
    }
}
