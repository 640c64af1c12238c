package dev.wireroom.benchmarks.feeds;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Makes well-formed feeds as news sites serve them: RSS 2.0 with content:encoded in CDATA or
 * escaped, and Atom with HTML, some with letters beyond ASCII. The same seed makes the same feeds.
 * Not thread-safe.
 */
final class FeedGenerator {

    private static final List<String> WORDS =
            List.of(
                    "harbour",
                    "minister",
                    "ferry",
                    "strike",
                    "council",
                    "water",
                    "price",
                    "court",
                    "river",
                    "election",
                    "report",
                    "harvest",
                    "border",
                    "school",
                    "doctors",
                    "railway",
                    "storm",
                    "budget",
                    "talks",
                    "island",
                    "bridge",
                    "market",
                    "café",
                    "Zürich",
                    "mañana");

    private static final DateTimeFormatter RFC_822 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT);

    private final RandomGenerator random;

    FeedGenerator(RandomGenerator random) {
        this.random = random;
    }

    byte[] rss(int feed, int items, int words) {
        StringBuilder out = new StringBuilder();
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"")
                .append(" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"")
                .append(" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"")
                .append(" xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n")
                .append("<title>Paper ")
                .append(feed)
                .append("</title>\n")
                .append("<link>https://paper")
                .append(feed)
                .append(".example/</link>\n")
                .append("<description>All the news</description>\n<language>en</language>\n");
        for (int i = 0; i < items; i++) {
            String link = "https://paper%d.example/2026/%d-%s".formatted(feed, i, word("-"));
            String body = html(words);
            out.append("<item>\n<title>")
                    .append(escaped(sentence(9)))
                    .append("</title>\n<link>")
                    .append(link)
                    .append("</link>\n<guid isPermaLink=\"true\">")
                    .append(link)
                    .append("</guid>\n<pubDate>")
                    .append(RFC_822.format(time(i).atOffset(ZoneOffset.ofHours(feed % 5))))
                    .append("</pubDate>\n<dc:creator>")
                    .append(sentence(2))
                    .append("</dc:creator>\n<category>")
                    .append(word(""))
                    .append("</category>\n<description>")
                    .append(escaped(sentence(25)))
                    .append("</description>\n<media:thumbnail url=\"")
                    .append(link)
                    .append(".jpg\" width=\"240\" height=\"135\"/>\n<content:encoded>")
                    .append(feed % 2 == 0 ? "<![CDATA[" + body + "]]>" : escaped(body))
                    .append("</content:encoded>\n</item>\n");
        }
        return out.append("</channel>\n</rss>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] atom(int feed, int items, int words) {
        StringBuilder out = new StringBuilder();
        out.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
                .append(
                        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n"
                                + "<title>Paper ")
                .append(feed)
                .append("</title>\n<id>urn:paper:")
                .append(feed)
                .append("</id>\n<updated>2026-11-23T10:00:00Z</updated>\n");
        for (int i = 0; i < items; i++) {
            String link = "https://paper%d.example/2026/%d-%s".formatted(feed, i, word("-"));
            out.append("<entry>\n<title>")
                    .append(escaped(sentence(9)))
                    .append("</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"")
                    .append(link)
                    .append("\"/>\n<id>urn:paper:")
                    .append(feed)
                    .append(':')
                    .append(i)
                    .append("</id>\n<published>")
                    .append(time(i))
                    .append("</published>\n<updated>")
                    .append(time(i).plusSeconds(60))
                    .append("</updated>\n<author><name>")
                    .append(sentence(2))
                    .append("</name></author>\n<category term=\"")
                    .append(word(""))
                    .append("\"/>\n<summary>")
                    .append(escaped(sentence(25)))
                    .append("</summary>\n<content type=\"html\">")
                    .append(escaped(html(words)))
                    .append("</content>\n</entry>\n");
        }
        return out.append("</feed>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private Instant time(int item) {
        return Instant.parse("2026-11-23T10:00:00Z")
                .minusSeconds(600L * item + random.nextInt(600));
    }

    private String html(int words) {
        StringBuilder out = new StringBuilder();
        for (int written = 0; written < words; written += 50) {
            out.append("<p>")
                    .append(sentence(20))
                    .append(" <a href=\"https://paper.example/?a=1&amp;b=")
                    .append(random.nextInt(1_000))
                    .append("\">")
                    .append(sentence(4))
                    .append("</a> &mdash; ")
                    .append(sentence(20))
                    .append(" <em>")
                    .append(word(""))
                    .append("</em> &amp; ")
                    .append(sentence(5))
                    .append("</p>\n");
        }
        return out.toString();
    }

    private String sentence(int words) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < words; i++) {
            out.append(i == 0 ? "" : " ").append(word(""));
        }
        return out.toString();
    }

    private String word(String before) {
        return before + WORDS.get(random.nextInt(WORDS.size())) + random.nextInt(100);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
