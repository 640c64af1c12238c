package dev.wireroom.ingest.format.archive;

import dev.wireroom.contract.MediaLink;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.XhtmlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The content of a post as WordPress would show it: shortcodes run (here: taken out), blank lines
 * made paragraphs where the old editor wrote it, the comments of the block editor left out.
 *
 * @param text plain text, empty where the post has none
 * @param media pictures, videos and audio in the post that have an address
 * @param galleryIds posts of type attachment that a gallery in it shows
 */
record WordPressHtml(String text, List<MediaLink> media, List<String> galleryIds) {

    private static final String BLOCK_COMMENT = "<!-- wp:";
    private static final int SHORTCODE_MAX_CHARS = 2_000;
    private static final int MAX_MEDIA = 200;

    /** Shortcodes whose content is no prose. */
    private static final Set<String> NO_PROSE =
            Set.of(
                    "caption",
                    "wp_caption",
                    "gallery",
                    "embed",
                    "audio",
                    "video",
                    "playlist",
                    "youtube",
                    "vimeo",
                    "twitter",
                    "tweet",
                    "instagram",
                    "facebook",
                    "soundcloud",
                    "contact-form",
                    "contact-form-7",
                    "gravityform",
                    "ad",
                    "adsense");

    private static final Pattern SHORTCODE =
            Pattern.compile("\\[(/?)([a-zA-Z][\\w-]{0,60})((?:[\\s=][^\\]\\[]*)?)(/?)\\]");

    /** What page builders wrap around text. */
    private static final Pattern BUILDER =
            Pattern.compile("(?:vc|et_pb|fusion|av|su|mk|tatsu|cs|x|ux|row|column|one|two)_.*");

    private static final Pattern IDS =
            Pattern.compile("(?:ids|include)\\s*=\\s*[\"']?([\\d, ]{1,1000})");
    private static final Pattern VERBATIM =
            Pattern.compile("(?i)</?(pre|script|style|textarea)\\b");

    static WordPressHtml of(String content) {
        List<String> captions = new ArrayList<>();
        List<String> galleryIds = new ArrayList<>();
        String bare = withoutShortcodes(content, captions, galleryIds);
        String html = content.contains(BLOCK_COMMENT) ? bare : withParagraphs(bare);
        Document document = Jsoup.parse(html);
        List<MediaLink> media = new ArrayList<>();
        collectMedia(document.body(), media);
        for (String caption : captions) {
            Element body = Jsoup.parse(caption).body();
            collectCaptioned(body, media);
        }
        return new WordPressHtml(XhtmlText.of(document.body()), media, galleryIds);
    }

    /** One pass; where each name's next end tag is, is looked up once. */
    private static String withoutShortcodes(
            String content, List<String> captions, List<String> galleryIds) {
        if (content.indexOf('[') < 0) {
            return content;
        }
        StringBuilder out = new StringBuilder(content.length());
        Map<String, Integer> closings = new HashMap<>();
        Matcher matcher = SHORTCODE.matcher(content);
        int at = 0;
        int open = content.indexOf('[');
        while (open >= 0) {
            matcher.region(open, Math.min(content.length(), open + SHORTCODE_MAX_CHARS));
            if (!matcher.lookingAt() || (open > 0 && content.charAt(open - 1) == '[')) {
                open = content.indexOf('[', open + 1);
                continue;
            }
            String name = matcher.group(2).toLowerCase(Locale.ROOT);
            int end = matcher.end();
            boolean closing = !matcher.group(1).isEmpty();
            if (!closing && NO_PROSE.contains(name)) {
                out.append(content, at, open);
                int close = closing(content, matcher.group(2), end, closings);
                if (close >= 0 && name.endsWith("caption") && captions.size() < MAX_MEDIA) {
                    captions.add(content.substring(end, close));
                }
                if (name.equals("gallery")) {
                    addIds(matcher.group(3), galleryIds);
                }
                at = close < 0 ? end : content.indexOf(']', close) + 1;
            } else if (closing
                    || BUILDER.matcher(name).matches()
                    || matcher.group(3).contains("=")) {
                out.append(content, at, open);
                at = end;
            } else {
                open = content.indexOf('[', end);
                continue;
            }
            open = content.indexOf('[', at);
        }
        return out.append(content, at, content.length()).toString();
    }

    private static int closing(
            String content, String name, int from, Map<String, Integer> closings) {
        int known = closings.getOrDefault(name, 0);
        if (known >= 0 && known < from) {
            known = content.indexOf("[/" + name + "]", from);
            closings.put(name, known);
        }
        return known;
    }

    private static void addIds(String attributes, List<String> galleryIds) {
        Matcher ids = IDS.matcher(attributes);
        if (ids.find()) {
            for (String id : ids.group(1).split(",", -1)) {
                if (!id.isBlank() && galleryIds.size() < MAX_MEDIA) {
                    galleryIds.add(id.strip());
                }
            }
        }
    }

    /**
     * As WordPress's wpautop: a blank line begins a paragraph, a line end is a break; not within
     * tags, nor in elements whose text is verbatim.
     */
    private static String withParagraphs(String content) {
        StringBuilder out = new StringBuilder(content.length() + content.length() / 8);
        boolean inTag = false;
        boolean verbatim = false;
        Matcher special = VERBATIM.matcher(content);
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '<') {
                special.region(i, Math.min(content.length(), i + 12));
                inTag = startsTag(content, i);
                if (inTag && special.lookingAt()) {
                    verbatim = content.charAt(i + 1) != '/';
                }
            } else if (c == '>') {
                inTag = false;
            }
            if (c != '\n' || inTag || verbatim) {
                out.append(c);
                continue;
            }
            int end = i;
            int lineEnds = 0;
            while (end < content.length() && Character.isWhitespace(content.charAt(end))) {
                lineEnds += content.charAt(end) == '\n' ? 1 : 0;
                end++;
            }
            out.append(lineEnds > 1 ? "<p>" : "<br>");
            i = end - 1;
        }
        return out.toString();
    }

    private static boolean startsTag(String content, int at) {
        if (at + 1 >= content.length()) {
            return false;
        }
        char c = content.charAt(at + 1);
        return c == '/' || c == '!' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static void collectMedia(Element body, List<MediaLink> media) {
        for (Element element : body.select("img[src], video[src], audio[src], source[src]")) {
            Element figure = element.closest("figure");
            Element caption = figure == null ? null : figure.selectFirst("figcaption");
            add(element, caption == null ? null : caption.text(), media);
        }
    }

    private static void collectCaptioned(Element body, List<MediaLink> media) {
        Element image = body.selectFirst("img[src]");
        if (image != null) {
            add(image, body.text(), media);
        }
    }

    private static void add(Element element, @Nullable String caption, List<MediaLink> media) {
        String url = element.attr("src").strip();
        boolean known = media.stream().anyMatch(link -> link.getUrl().equals(url));
        if (CanonicalUrl.parse(url).isEmpty() || known || media.size() >= MAX_MEDIA) {
            return;
        }
        String text = caption == null || caption.isBlank() ? element.attr("alt") : caption;
        media.add(
                new MediaLink(
                        url,
                        null,
                        "inline",
                        text.isBlank() ? null : text.strip(),
                        pixels(element.attr("width")),
                        pixels(element.attr("height"))));
    }

    private static @Nullable Integer pixels(String text) {
        return text.matches("[1-9]\\d{0,4}") ? Integer.valueOf(text) : null;
    }
}
