package dev.wireroom.ingest.format.archive;

import dev.wireroom.ingest.format.archive.ExportScanner.Token;
import dev.wireroom.ingest.format.text.TextEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/**
 * Reads an export item by item, with only the fields that are asked for decoded, so that a hundred
 * megabytes cost one pass and the memory of one item. Not thread-safe.
 */
final class WxrReader {

    private static final Pattern XMLNS =
            Pattern.compile("xmlns:([\\w.-]{1,40})\\s*=\\s*[\"']([^\"']*)");
    private static final Pattern NICENAME =
            Pattern.compile("nicename\\s*=\\s*[\"']([^\"']{0,300})");
    private static final Pattern DOMAIN = Pattern.compile("domain\\s*=\\s*[\"']([^\"']{0,300})");

    /** Whose parts are no field of the item. */
    private static final Set<String> PASSED_OVER = Set.of("wp:comment", "wp:commentmeta");

    private final ExportScanner scanner;
    private final Set<String> wanted;

    /** What stands before the items: the channel's own fields, by name. */
    private final Map<String, String> channel = new HashMap<>();

    /** Names to show by login name. */
    private final Map<String, String> authors = new HashMap<>();

    private final Map<String, String> prefixes = new HashMap<>();
    private boolean cutOff;

    /**
     * @param wanted fields to decode
     */
    WxrReader(byte[] content, int from, Charset charset, Set<String> wanted) {
        this.scanner = new ExportScanner(content, from, charset);
        this.wanted = wanted;
    }

    Map<String, String> channel() {
        return channel;
    }

    Map<String, String> authors() {
        return authors;
    }

    /** Whether the export ends in the middle of an item. */
    boolean isCutOff() {
        return cutOff;
    }

    /** Hands on every item that is whole. */
    void items(Consumer<WxrItem> each) {
        for (Token token = scanner.next(); token != Token.DONE; token = scanner.next()) {
            if (token != Token.START) {
                continue;
            }
            String name = name();
            switch (name) {
                case "rss", "channel" -> namespaces(scanner.tag());
                case "item" -> {
                    WxrItem item = new WxrItem();
                    if (scanner.isSelfClosed() || !readInto(item, "item")) {
                        cutOff |= !scanner.isSelfClosed();
                    } else {
                        each.accept(item);
                    }
                }
                case "wp:author" -> author();
                case "language", "link", "title", "wp:wxr_version" ->
                        channel.putIfAbsent(name, scanner.isSelfClosed() ? "" : text(name));
                default -> {
                    // categories and options of the site
                }
            }
        }
    }

    private void author() {
        WxrItem author = new WxrItem();
        if (readInto(author, "wp:author")) {
            String login = author.fields.getOrDefault("wp:author_login", "").strip();
            author.text("wp:author_display_name").ifPresent(shown -> authors.put(login, shown));
        }
    }

    /** Reads fields up to the end tag; false where it never comes. */
    private boolean readInto(WxrItem item, String element) {
        String key = "";
        for (Token token = scanner.next(); token != Token.DONE; token = scanner.next()) {
            if (token == Token.END && name().equals(element)) {
                return true;
            }
            if (token != Token.START || scanner.isSelfClosed()) {
                continue;
            }
            String name = name();
            if (PASSED_OVER.contains(name)) {
                skip(name);
            } else if (name.equals("category")) {
                String tag = scanner.tag();
                item.terms.add(
                        new WxrItem.Term(
                                attribute(DOMAIN, tag), attribute(NICENAME, tag), text(name)));
            } else if (name.equals("wp:meta_key")) {
                key = text(name).strip();
            } else if (name.equals("wp:meta_value")) {
                if (key.equals("_thumbnail_id")) {
                    item.meta.put(key, text(name).strip());
                } else {
                    skip(name);
                }
            } else if (name.equals("guid")) {
                item.fields.putIfAbsent("guid@", scanner.tag());
                item.fields.putIfAbsent(name, text(name));
            } else if (wanted.contains(name)) {
                item.fields.putIfAbsent(name, text(name));
            } else if (!name.equals("wp:postmeta")) {
                skip(name);
            }
        }
        return false;
    }

    /** The text up to the end tag; tags in it, which should have been escaped, are kept as text. */
    private String text(String element) {
        StringBuilder text = new StringBuilder();
        for (Token token = scanner.next(); token != Token.DONE; token = scanner.next()) {
            switch (token) {
                case TEXT -> text.append(Parser.unescapeEntities(scanner.text(), false));
                case CDATA -> text.append(scanner.text());
                case START -> text.append('<').append(scanner.tag());
                case END -> {
                    if (name().equals(element)) {
                        return text.toString();
                    }
                    text.append("</").append(scanner.name()).append('>');
                }
                case DONE -> {
                    // ends the loop
                }
            }
        }
        return text.toString();
    }

    private void skip(String element) {
        Token token = scanner.next();
        while (token != Token.DONE && !(token == Token.END && name().equals(element))) {
            token = scanner.next();
        }
    }

    private String name() {
        String name = scanner.name();
        int colon = name.indexOf(':');
        if (colon < 0) {
            return name;
        }
        String prefix = name.substring(0, colon);
        return prefixes.getOrDefault(prefix, prefix) + name.substring(colon);
    }

    /** By what they stand for, prefixes get the names that WordPress gives them. */
    private void namespaces(String tag) {
        Matcher matcher = XMLNS.matcher(tag);
        while (matcher.find()) {
            String uri = matcher.group(2).toLowerCase(Locale.ROOT);
            String usual =
                    uri.contains("wordpress.org/export")
                            ? uri.contains("excerpt") ? "excerpt" : "wp"
                            : uri.contains("modules/content")
                                    ? "content"
                                    : uri.contains("purl.org/dc/elements") ? "dc" : "";
            if (!usual.isEmpty()) {
                prefixes.put(matcher.group(1), usual);
            }
        }
    }

    private static String attribute(Pattern pattern, String tag) {
        Matcher matcher = pattern.matcher(tag);
        return matcher.find() ? Parser.unescapeEntities(matcher.group(1), true) : "";
    }

    /** The encoding that the declaration names, where it is one that leaves ASCII alone. */
    static Charset declared(byte[] content) {
        String start =
                new String(content, 0, Math.min(content.length, 200), StandardCharsets.US_ASCII);
        Matcher encoding = Pattern.compile("encoding\\s*=\\s*[\"']([\\w.-]{1,40})").matcher(start);
        if (encoding.find()) {
            return TextEncoding.named(encoding.group(1))
                    .filter(
                            charset ->
                                    new String("<".getBytes(charset), StandardCharsets.US_ASCII)
                                            .equals("<"))
                    .orElse(StandardCharsets.UTF_8);
        }
        return StandardCharsets.UTF_8;
    }

    /** A title as text: some exports escape it once, some twice, some put tags into it. */
    static String plain(String title) {
        boolean markup = title.indexOf('<') >= 0 || title.indexOf('&') >= 0;
        String text = markup ? Jsoup.parse(title).text() : title;
        return text.replaceAll("\\s+", " ").strip();
    }
}
