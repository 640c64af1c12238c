package dev.wireroom.ingest.format.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.detect.ParsedItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Documents made to break parsers: nesting, bombs, outside entities, endless tokens. */
class HostileInputTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int DEEP = 100_000;
    private static final int LONG = 600_000;
    private static final int WHITESPACE = 64 * 1024 * 1024;
    private static final String SECRET = "the-content-of-a-file-that-no-feed-may-read";

    private static final String RSS =
            "<?xml version=\"1.0\"?>%s<rss version=\"2.0\""
                + " xmlns:wp=\"http://wordpress.org/export/1.2/\""
                + " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>c</title>"
                + "<item><title>%s</title><guid>g</guid><link>https://a.example/1</link>"
                + "<content:encoded>%s</content:encoded></item></channel></rss>";

    private static final String G2 =
            "<?xml version=\"1.0\"?>%s<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\""
                + " guid=\"g\" version=\"1\" standard=\"NewsML-G2\""
                + " standardversion=\"2.30\"><contentMeta><headline>%s"
                + "</headline></contentMeta><contentSet><inlineXML><p>%s</p></inlineXML></contentSet>"
                + "</newsItem>";

    @TestFactory
    List<DynamicTest> survivesNestingAndEndlessTokens() {
        Map<String, String> inputs = new TreeMap<>();
        String tags = "<a>".repeat(DEEP);
        inputs.put("json arrays", "[".repeat(DEEP));
        inputs.put("json objects", "{\"a\":".repeat(DEEP));
        inputs.put("ninjs associations", "{\"uri\":\"u\",\"associations\":{\"a\":".repeat(DEEP));
        inputs.put("xml", tags);
        inputs.put("xml closed", tags + "x" + "</a>".repeat(DEEP));
        inputs.put("html", "<html><body>" + "<div>".repeat(DEEP) + "x");
        inputs.put("html tables", "<html><body>" + "<table><tr><td>".repeat(20_000) + "x");
        inputs.put("html formatting", "<html><body>" + "<b><i><a href=x>".repeat(5_000) + "x");
        inputs.put("html in rss", RSS.formatted("", "t", "&lt;div>".repeat(DEEP)));
        inputs.put("xml in rss", RSS.formatted("", "t", tags));
        inputs.put("shortcodes in wxr", RSS.formatted("", "t", "[caption]".repeat(DEEP)));
        inputs.put("shortcodes unclosed in wxr", RSS.formatted("", "t", "[caption ".repeat(DEEP)));
        inputs.put("cdata in wxr", RSS.formatted("", "t", "<![CDATA[".repeat(DEEP)));
        inputs.put("xml in newsml-g2", G2.formatted("", "h", tags));
        inputs.put("xhtml", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>" + tags);
        inputs.put("nitf", "<nitf><body><body.content>" + "<block>".repeat(DEEP));
        inputs.put("mime multipart", mime(DEEP, "multipart/mixed"));
        inputs.put("mime message", "Content-Type: message/rfc822\n\n".repeat(DEEP));
        inputs.put(
                "mime boundary of nothing", mailHead() + "boundary=\"\"\n\n--\n--\n".repeat(DEEP));
        inputs.put("mail header line", "Subject: " + "x".repeat(LONG) + "\nFrom: a@b.example\n\nx");
        inputs.put(
                "mail header folded", "From: a@b\nSubject: x" + "\n x".repeat(LONG / 3) + "\n\nx");
        inputs.put("mail header fields", "X-A: b\n".repeat(DEEP) + "\nx");
        inputs.put(
                "mail encoded words",
                "From: a@b\nSubject: " + "=?utf-8?Q?a?= ".repeat(DEEP) + "\n\nx");
        inputs.put("mail rules", mailHead() + "\n\n" + ("_".repeat(25) + "\n").repeat(DEEP));
        inputs.put("mail quotes", mailHead() + "\n\n" + "> a\n".repeat(DEEP));
        inputs.put("mbox from lines", "From a Mon Nov 23 10:00:00 2026\n\n".repeat(20_000));
        inputs.put("attribute", "<rss a=\"" + "x".repeat(LONG) + "\"><channel/></rss>");
        inputs.put("attributes", "<rss " + "a=\"x\" ".repeat(DEEP) + "><channel/></rss>");
        inputs.put("attribute unclosed", "<rss a=\"" + "x".repeat(LONG));
        inputs.put("quotes in a tag", RSS.formatted("", "t", "<a " + "\"".repeat(LONG)));
        inputs.put("tag name", "<" + "x".repeat(LONG) + "></x>");
        inputs.put("comment", "<!-- " + "- ".repeat(LONG / 2));
        inputs.put("comments", "<!---->".repeat(DEEP));
        inputs.put("prolog", "<?a?>".repeat(DEEP) + "<rss/>");
        inputs.put("number", "{\"title\": \"t\", \"urgency\": " + "9".repeat(LONG) + "}");
        inputs.put("json name", "{\"" + "x".repeat(LONG) + "\": 1}");
        inputs.put("json names", "{" + names() + "\"title\": \"t\"}");
        inputs.put("line", "x".repeat(LONG));
        inputs.put("words", "x ".repeat(LONG / 2));
        inputs.put("lines", "x\n".repeat(LONG / 2));
        inputs.put("paragraphs", "x\n\n".repeat(LONG / 3));
        inputs.put("capitals", "A-".repeat(LONG / 2));
        inputs.put("hashes", "# " + "# ".repeat(LONG / 2) + "x\n\ny");
        inputs.put("slashes", "A/".repeat(LONG / 2) + "\nb\n\nc");
        inputs.put("by", "h\n\n" + "By A B, ".repeat(DEEP) + "\n\nc");
        inputs.put("angle brackets", "<".repeat(LONG));
        inputs.put("square brackets", "[".repeat(LONG));
        inputs.put("ampersands in rss", RSS.formatted("", "&".repeat(LONG), "&#".repeat(LONG / 2)));
        inputs.put("line ends in wxr", RSS.formatted("", "t", "a\n\n".repeat(LONG / 3)));
        inputs.put(
                "images in wxr",
                RSS.formatted("", "t", "&lt;img src=http://a.b/" + "c>".repeat(10) + imgs()));
        inputs.put("marks of a wire", "\u0001" + "\u0002\u0003".repeat(LONG / 2));
        inputs.put("surrogates", "\\uD800".repeat(DEEP));
        return inputs.entrySet().stream()
                .map(
                        input ->
                                DynamicTest.dynamicTest(
                                        input.getKey(), () -> survives(utf8(input.getValue()))))
                .toList();
    }

    @TestFactory
    List<DynamicTest> survivesWhiteSpaceWithoutEnd() {
        return List.of("", "{\"title\": \"t\"}", "<rss><channel/></rss>", "Title\n\nBody").stream()
                .map(
                        document ->
                                DynamicTest.dynamicTest(
                                        "before '" + document.lines().findFirst().orElse("") + "'",
                                        () -> survivesOnce(padded(document))))
                .toList();
    }

    @Test
    void expandsNoBombOfEntities() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE x [<!ENTITY e0 \"0123456789\">");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY e%d \"%s\">".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
        }
        bomb.append("]>");
        for (String document : List.of(RSS, G2)) {
            survives(utf8(document.formatted(bomb, "&e29;", "&e29;")));
        }
    }

    @Test
    void readsNoFileThatAnEntityPointsTo(@TempDir Path temp) throws IOException {
        Path secret = Files.writeString(temp.resolve("secret.txt"), SECRET);
        List<String> types =
                List.of(
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"%s\">]>".formatted(secret.toUri()),
                        "<!DOCTYPE x [<!ENTITY %% p SYSTEM \"%s\"> %%p;]>"
                                .formatted(secret.toUri()),
                        "<!DOCTYPE x SYSTEM \"%s\">".formatted(secret.toUri()));
        for (String document : List.of(RSS, G2)) {
            for (String type : types) {
                String xxe = document.formatted(type, "&e;", "&e;");
                String include =
                        document.formatted(
                                "",
                                "t",
                                "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\""
                                        + " parse=\"text\""
                                        + " href=\"%s\"/>".formatted(secret.toUri()));
                for (byte[] bytes : List.of(utf8(xxe), utf8(include))) {
                    for (Optional<String> mediaType : ParseCheck.MEDIA_TYPES) {
                        List<ParsedItem> items =
                                ParseCheck.check(bytes, ParseCheck.arrival(mediaType), LIMIT);
                        assertThat(items.toString()).doesNotContain(SECRET);
                    }
                }
            }
        }
    }

    @Test
    void survivesEveryPairOfBytes() {
        for (int first = 0; first < 256; first++) {
            byte[] bytes = new byte[512];
            for (int second = 0; second < 256; second++) {
                bytes[second * 2] = (byte) first;
                bytes[second * 2 + 1] = (byte) second;
            }
            ParseCheck.check(bytes, ParseCheck.arrival(Optional.empty()), LIMIT);
            ParseCheck.check(
                    Arrays.copyOf(bytes, first % 7), ParseCheck.arrival(Optional.empty()), LIMIT);
        }
    }

    private static void survives(byte[] bytes) {
        for (String type : List.of("", "application/xml")) {
            Arrival arrival = ParseCheck.arrival(Optional.of(type).filter(t -> !t.isEmpty()));
            ParseCheck.check(bytes, arrival, LIMIT);
        }
    }

    private static void survivesOnce(byte[] bytes) {
        ParseCheck.check(bytes, ParseCheck.arrival(Optional.empty()), LIMIT);
    }

    private static byte[] padded(String document) {
        byte[] end = utf8(document);
        byte[] bytes = new byte[WHITESPACE + end.length];
        Arrays.fill(bytes, 0, WHITESPACE, (byte) ' ');
        for (int i = 100; i < WHITESPACE; i += 100) {
            bytes[i] = '\n';
        }
        System.arraycopy(end, 0, bytes, WHITESPACE, end.length);
        return bytes;
    }

    private static String mailHead() {
        return "From: a@b.example\nSubject: s\nMIME-Version: 1.0\n";
    }

    private static String mime(int depth, String type) {
        StringBuilder mail = new StringBuilder(mailHead());
        for (int i = 0; i < depth; i++) {
            mail.append("Content-Type: %s; boundary=b%d\n\n--b%d\n".formatted(type, i, i));
        }
        return mail.toString();
    }

    private static String names() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < DEEP; i++) {
            names.append("\"n").append(i).append("\": 1, ");
        }
        return names.toString();
    }

    private static String imgs() {
        StringBuilder images = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            images.append("&lt;img src=\"http://a.example/").append(i).append("\">");
        }
        return images.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
