package dev.wireroom.ingest.fetch;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A path pattern of a robots.txt: a prefix in which {@code *} stands for anything and a {@code $}
 * at the end for the end (RFC 9309, section 2.2.3). Immutable.
 *
 * <p>Both sides are compared as section 2.2.2 wants it: octets that are no ASCII percent-encoded,
 * unreserved characters not, hex digits in upper case. Taking the leftmost fit of each part between
 * stars is enough to find one if there is one, so a match costs no more than a search for each
 * part.
 */
final class RobotsPattern {

    private static final String HEX = "0123456789ABCDEF";

    private final List<String> parts;
    private final boolean anchored;
    private final int length;

    private RobotsPattern(List<String> parts, boolean anchored, int length) {
        this.parts = parts;
        this.anchored = anchored;
        this.length = length;
    }

    static RobotsPattern parse(String text) {
        String pattern = normalise(text);
        boolean anchored = pattern.endsWith("$");
        String open = anchored ? pattern.substring(0, pattern.length() - 1) : pattern;
        return new RobotsPattern(List.of(open.split("\\*+", -1)), anchored, pattern.length());
    }

    /** How specific it is: the longer of two patterns that match has its way. */
    int length() {
        return length;
    }

    /**
     * Whether it matches.
     *
     * @param target path and query, as {@link #normalise} leaves them
     */
    boolean matches(String target) {
        if (!target.startsWith(parts.getFirst())) {
            return false;
        }
        int at = parts.getFirst().length();
        int last = parts.size() - 1;
        for (int i = 1; i < last; i++) {
            int found = target.indexOf(parts.get(i), at);
            if (found < 0) {
                return false;
            }
            at = found + parts.get(i).length();
        }
        if (last == 0) {
            return !anchored || at == target.length();
        }
        String end = parts.get(last);
        return anchored
                ? target.length() - end.length() >= at && target.endsWith(end)
                : target.indexOf(end, at) >= 0;
    }

    static String normalise(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder normal = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            int octet = bytes[i] & 0xff;
            boolean escaped = octet == '%' && isEscape(bytes, i);
            if (escaped) {
                octet =
                        (Character.digit(bytes[i + 1], 16) << 4)
                                | Character.digit(bytes[i + 2], 16);
                i += 2;
            }
            if (octet >= 0x7f || octet <= ' ' || (escaped && !isUnreserved(octet))) {
                normal.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xf));
            } else {
                normal.append((char) octet);
            }
        }
        return normal.toString();
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return at + 2 < bytes.length
                && Character.digit(bytes[at + 1], 16) >= 0
                && Character.digit(bytes[at + 2], 16) >= 0;
    }

    private static boolean isUnreserved(int octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || "-._~".indexOf(octet) >= 0;
    }
}
