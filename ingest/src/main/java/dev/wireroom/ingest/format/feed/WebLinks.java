package dev.wireroom.ingest.format.feed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Resolves links as browsers do, by RFC 3986 section 5, on text: a link of the web is seldom a
 * valid URI, and never a reason to fail.
 */
final class WebLinks {

    private static final int LONGEST = 4_000;

    private WebLinks() {}

    /**
     * The link made absolute by the base, which may be missing or relative itself; null where the
     * link is blank, overlong or no address.
     */
    static @Nullable String resolve(@Nullable String base, @Nullable String link) {
        if (link == null) {
            return null;
        }
        String clean = clean(link);
        if (clean.isEmpty() || clean.length() > LONGEST) {
            return null;
        }
        return schemeLength(clean) > 0 || base == null ? clean : join(base, clean);
    }

    /** Whether a link is an absolute web address with a host. */
    static boolean isWeb(@Nullable String link) {
        if (link == null) {
            return false;
        }
        int scheme = schemeLength(link);
        boolean http =
                (scheme == 4 && link.regionMatches(true, 0, "http", 0, 4))
                        || (scheme == 5 && link.regionMatches(true, 0, "https", 0, 5));
        return http
                && link.startsWith("://", scheme)
                && link.length() > scheme + 3
                && "/?#".indexOf(link.charAt(scheme + 3)) < 0;
    }

    private static String join(String base, String link) {
        int scheme = schemeLength(base);
        if (scheme == 0 || !base.startsWith("://", scheme)) {
            return link;
        }
        if (link.startsWith("//")) {
            return base.substring(0, scheme + 1) + link;
        }
        int hostEnd = firstOf(base, "/?#", scheme + 3);
        String host = base.substring(0, hostEnd);
        int pathEnd = firstOf(base, "?#", hostEnd);
        String path = base.substring(hostEnd, pathEnd);
        if (link.startsWith("/")) {
            return host + withoutDots(link);
        }
        if (link.startsWith("?")) {
            return host + (path.isEmpty() ? "/" : path) + link;
        }
        if (link.startsWith("#")) {
            return base.substring(0, firstOf(base, "#", hostEnd)) + link;
        }
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        return host + withoutDots((folder.isEmpty() ? "/" : folder) + link);
    }

    private static String withoutDots(String link) {
        int pathEnd = firstOf(link, "?#", 0);
        String path = link.substring(0, pathEnd);
        if (!path.contains("/.")) {
            return link;
        }
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].equals("..")) {
                kept.pollLast();
            } else if (!segments[i].equals(".")) {
                kept.addLast(segments[i]);
                continue;
            }
            if (last) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept) + link.substring(pathEnd);
    }

    /** Without white space at the ends and line ends within; blanks and the like are escaped. */
    private static String clean(String link) {
        String stripped = link.strip();
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (c <= ' ' || c == '\u00A0' || "\"<>\\^`{|}".indexOf(c) >= 0) {
                return escaped(stripped);
            }
        }
        return stripped;
    }

    private static String escaped(String link) {
        boolean web = isWeb(link);
        StringBuilder out = new StringBuilder(link.length() + 16);
        for (int i = 0; i < link.length(); i++) {
            char c = link.charAt(i);
            if (c == '\n' || c == '\r' || c == '\t') {
                continue;
            }
            if (c == '\\' && web) {
                out.append('/');
            } else if (c <= ' ' || c == '\u00A0' || "\"<>\\^`{|}".indexOf(c) >= 0) {
                for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Characters before the colon of an absolute link; 0 where it is relative. */
    private static int schemeLength(String link) {
        for (int i = 0; i < link.length(); i++) {
            char c = link.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (c == ':') {
                return i;
            }
            if (!letter && (i == 0 || !((c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0))) {
                return 0;
            }
        }
        return 0;
    }

    private static int firstOf(String text, String marks, int from) {
        for (int i = from; i < text.length(); i++) {
            if (marks.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** Host of a web address in lower case; empty for anything else. */
    static String host(@Nullable String link) {
        if (link == null || !isWeb(link)) {
            return "";
        }
        int begin = link.indexOf("://") + 3;
        return link.substring(begin, firstOf(link, "/?#:", begin)).toLowerCase(Locale.ROOT);
    }
}
