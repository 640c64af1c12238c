package dev.wireroom.ingest.format.feed;

import dev.wireroom.contract.MediaLink;
import dev.wireroom.ingest.format.feed.MarkupScanner.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what items carry besides text: enclosures, Media RSS, pictures of podcasts. */
final class MediaReader {

    private static final int MAX_PIXELS = 1_000_000;

    private static final Map<String, String> TYPE_OF_MEDIUM =
            Map.of("image", "image/*", "video", "video/*", "audio", "audio/*");

    private final MarkupScanner scanner;
    private final FieldReader fields;
    private final LinkBase base;

    MediaReader(MarkupScanner scanner, FieldReader fields, LinkBase base) {
        this.scanner = scanner;
        this.fields = fields;
        this.base = base;
    }

    /** An element that names one file by an attribute. */
    void file(ItemFields item, String addressAttribute, String role) {
        item.media(link(scanner.attribute(addressAttribute), role));
        scanner.skip(scanner.depth());
    }

    /** media:content, with what stands in it. */
    void content(ItemFields item) {
        List<MediaLink> found = new ArrayList<>(1);
        found.add(orEmpty(link(scanner.attribute("url"), "content")));
        inside(item, found, scanner.depth());
        found.stream().filter(media -> !media.getUrl().isEmpty()).forEach(item::media);
    }

    /** media:group: renditions of one thing, of which the default or else the largest is kept. */
    void group(ItemFields item) {
        List<MediaLink> renditions = new ArrayList<>();
        inside(item, renditions, scanner.depth());
        String caption =
                renditions.stream()
                        .map(MediaLink::getCaption)
                        .filter(text -> text != null)
                        .findFirst()
                        .orElse(null);
        renditions.stream()
                .filter(media -> !media.getUrl().isEmpty())
                .filter(media -> !"thumbnail".equals(media.getRole()))
                .max(
                        Comparator.comparing(MediaReader::isDefault)
                                .thenComparingInt(MediaReader::width))
                .ifPresent(
                        best -> {
                            best.setRole("content");
                            if (best.getCaption() == null) {
                                best.setCaption(caption);
                            }
                            item.media(best);
                        });
        renditions.stream()
                .filter(media -> "thumbnail".equals(media.getRole()))
                .forEach(item::media);
    }

    private static boolean isDefault(MediaLink media) {
        return "default".equals(media.getRole());
    }

    private static int width(MediaLink media) {
        return media.getWidth() == null ? 0 : media.getWidth();
    }

    /** Elements within media:content or media:group; the first link of the list is the former's. */
    private void inside(ItemFields item, List<MediaLink> found, int depth) {
        boolean group = found.isEmpty();
        String title = null;
        String description = null;
        while (scanner.depth() >= depth) {
            Event event = scanner.next();
            if (event == Event.EOF) {
                break;
            }
            if (event != Event.START) {
                continue;
            }
            String key = scanner.key();
            if (FieldReader.startsItem(key)) {
                scanner.pushBack();
                break;
            }
            switch (key) {
                case "media:content" -> {
                    String role =
                            "true".equalsIgnoreCase(scanner.attribute("isDefault"))
                                    ? "default"
                                    : "content";
                    List<MediaLink> one = new ArrayList<>(1);
                    one.add(orEmpty(link(scanner.attribute("url"), role)));
                    if (group) {
                        inside(item, one, scanner.depth());
                    }
                    found.addAll(one);
                }
                case "media:thumbnail" -> {
                    MediaLink thumbnail = link(scanner.attribute("url"), "thumbnail");
                    if (thumbnail == null) {
                        thumbnail = link(fields.words(), "thumbnail");
                    }
                    if (thumbnail != null && group) {
                        found.add(thumbnail);
                    } else {
                        item.media(thumbnail);
                    }
                }
                case "media:title" -> title = line(title);
                case "media:description", "media:text" -> description = line(description);
                default -> shared(item, key);
            }
        }
        String caption = description == null ? title : description;
        if (group) {
            item.title(title == null ? null : FieldText.of(title, FieldText.Kind.PLAIN), 9);
            item.description(
                    description == null ? null : FieldText.of(description, FieldText.Kind.PLAIN),
                    9);
        }
        for (MediaLink media : found) {
            if (media.getCaption() == null && caption != null) {
                media.setCaption(caption);
            }
        }
    }

    /** Elements of Media RSS that may stand in an item as well as in its media. */
    void shared(ItemFields item, String key) {
        switch (key) {
            case "media:keywords" -> keywords(item, fields.words());
            case "media:category" -> {
                String label = scanner.attribute("label");
                String text = fields.words();
                keyword(item, label == null ? text : label);
            }
            case "media:credit" -> {
                boolean author = "author".equalsIgnoreCase(scanner.attribute("role"));
                String name = fields.words();
                if (author && name != null && item.authors.isEmpty()) {
                    item.authors.add(PersonName.of(name));
                }
            }
            case "media:copyright" -> {
                String notice = fields.words();
                if (item.rights == null) {
                    item.rights = notice;
                }
            }
            default -> scanner.skip(scanner.depth());
        }
    }

    static void keywords(ItemFields item, @Nullable String list) {
        if (list != null) {
            for (String word : list.split("[,;]", -1)) {
                keyword(item, word);
            }
        }
    }

    static void keyword(ItemFields item, @Nullable String word) {
        String line = word == null ? "" : FieldText.collapsed(word).strip();
        if (!line.isEmpty()) {
            item.keywords.add(line);
        }
    }

    private @Nullable String line(@Nullable String before) {
        FieldText text = fields.html();
        if (before != null || text == null) {
            return before;
        }
        String line = text.line();
        return line.isEmpty() ? null : line;
    }

    private @Nullable MediaLink link(@Nullable String address, String role) {
        String url = base.resolve(address);
        if (url == null) {
            return null;
        }
        String type = scanner.attribute("type");
        if (type == null || type.isEmpty()) {
            String medium = scanner.attribute("medium");
            type = medium == null ? null : TYPE_OF_MEDIUM.get(medium.toLowerCase(Locale.ROOT));
        }
        return new MediaLink(
                url,
                type,
                role,
                null,
                pixels(scanner.attribute("width")),
                pixels(scanner.attribute("height")));
    }

    private static MediaLink orEmpty(@Nullable MediaLink link) {
        return link == null ? new MediaLink("", null, "content", null, null, null) : link;
    }

    static @Nullable Integer pixels(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 7) {
            return null;
        }
        int pixels = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return i > 0 && text.startsWith("px", i) ? nullIfOdd(pixels) : null;
            }
            pixels = pixels * 10 + (c - '0');
        }
        return nullIfOdd(pixels);
    }

    private static @Nullable Integer nullIfOdd(int pixels) {
        return pixels > 0 && pixels <= MAX_PIXELS ? pixels : null;
    }
}
