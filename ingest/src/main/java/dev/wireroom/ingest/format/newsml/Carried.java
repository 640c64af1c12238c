package dev.wireroom.ingest.format.newsml;

import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.IndentedParagraphs;
import dev.wireroom.ingest.format.XhtmlText;
import dev.wireroom.ingest.format.text.PlainText;
import dev.wireroom.ingest.format.xml.XmlDocuments;
import dev.wireroom.ingest.format.xml.XmlElement;
import dev.wireroom.ingest.format.xml.XmlProse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the content that an element of NewsML carries, whatever its sender says it is: NITF, XHTML
 * or paragraphs as elements, any of them as escaped text or in a CDATA section, plain text, and
 * text in base 64.
 */
final class Carried {

    private static final Set<String> PROSE =
            Set.of(
                    "p",
                    "body",
                    "body.content",
                    "div",
                    "section",
                    "article",
                    "block",
                    "hl2",
                    "table",
                    "pre",
                    "ul",
                    "ol",
                    "h1",
                    "h2",
                    "br",
                    "span",
                    "b",
                    "i",
                    "em",
                    "strong",
                    "a",
                    "media");

    private static final Pattern NITF =
            Pattern.compile("(?i)<(?:[a-z]+:)?(?:nitf|body\\.content)[\\s>]");

    private Carried() {}

    /**
     * Reads the story that an element carries.
     *
     * @param base64 whether the sender says that it is in base 64
     * @return empty where there is no text that can be read
     */
    static Optional<Story> in(XmlElement holder, boolean base64, Findings findings) {
        Optional<Story> story =
                holder.isTextOnly()
                        ? ofText(base64 ? decoded(holder.text()) : holder.text(), findings)
                        : ofMarkup(holder);
        return story.filter(s -> !s.body().isEmpty() || s.title().isPresent());
    }

    private static Optional<Story> ofMarkup(XmlElement holder) {
        Optional<XmlElement> nitf = holder.descendant("nitf");
        if (nitf.isPresent()) {
            return nitf.map(NitfStory::of);
        }
        if (holder.descendant("body.content").isPresent()) {
            return Optional.of(NitfStory.of(holder));
        }
        Optional<XmlElement> html = holder.descendant("html");
        if (html.isPresent()) {
            return html.map(XhtmlStory::of);
        }
        boolean prose =
                holder.elements().stream()
                        .anyMatch(
                                e ->
                                        PROSE.contains(
                                                e.localName().toLowerCase(java.util.Locale.ROOT)));
        if (!prose) {
            return Optional.empty();
        }
        Story nitfLike = NitfStory.of(holder);
        return Optional.of(nitfLike.media().isEmpty() ? XhtmlStory.of(holder) : nitfLike);
    }

    private static Optional<Story> ofText(String text, Findings findings) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (!XhtmlText.looksLikeMarkup(text)) {
            return Optional.of(Story.ofBody(plain(text)));
        }
        if (NITF.matcher(text).find()
                && XmlDocuments.read(text, findings) instanceof XmlDocuments.Read.Tree tree) {
            XmlElement root = tree.root();
            return Optional.of(NitfStory.of(root.descendant("nitf").orElse(root)));
        }
        return Optional.of(Story.ofBody(XhtmlText.ofHtml(text)));
    }

    private static String plain(String text) {
        if (!IndentedParagraphs.areIn(text)) {
            return PlainText.normalised(text);
        }
        return IndentedParagraphs.of(text).stream()
                .map(XmlElement::collapsed)
                .collect(Collectors.joining("\n\n"));
    }

    /** Bytes that are no text, such as a picture's, give none. */
    private static String decoded(String text) {
        try {
            String decoded =
                    new String(
                            Base64.getMimeDecoder().decode(text.strip()), StandardCharsets.UTF_8);
            boolean binary = decoded.indexOf('\uFFFD') >= 0 || decoded.indexOf('\0') >= 0;
            return binary ? "" : decoded;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The text of an element that holds prose, with or without tags, or tags as text. */
    static Optional<String> prose(XmlElement element) {
        String text = element.isTextOnly() ? element.text() : XmlProse.of(element);
        String prose =
                element.isTextOnly() && XhtmlText.looksLikeMarkup(text)
                        ? XhtmlText.ofHtml(text)
                        : element.isTextOnly() ? XmlElement.collapsed(text) : text;
        return prose.isEmpty() ? Optional.empty() : Optional.of(prose);
    }
}
