package dev.wireroom.ingest.format.detect;

import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ByteOrderMark;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a document begins: enough to tell its format.
 *
 * @param mediaType as the transport named it
 * @param text its first 8 KiB as text, without a byte-order mark and leading white space; for
 *     markup any encoding will do, as its names are ASCII
 * @param root local name of the first element in lower case, where it begins like markup
 * @param rootTag the whole start tag of that element, as far as it goes
 */
record Opening(
        Optional<String> mediaType, String text, Optional<String> root, Optional<String> rootTag) {

    private static final int LOOKED_AT_BYTES = 8 * 1024;

    /** Past declarations, comments and a document type to the first start tag. */
    private static final Pattern START_TAG =
            Pattern.compile("<(?:[\\w.-]{1,100}:)?([a-zA-Z_][\\w.-]{0,100})(?=[\\s/>])[^>]*>?");

    static Opening of(byte[] content, Arrival arrival) {
        Charset marked = ByteOrderMark.charset(content);
        int skip = ByteOrderMark.length(content);
        int length = Math.min(content.length - skip, LOOKED_AT_BYTES);
        Charset charset = marked == null ? unmarked(content) : marked;
        String text = new String(content, skip, length, charset).stripLeading();
        if (!text.startsWith("<")) {
            return new Opening(arrival.mediaType(), text, Optional.empty(), Optional.empty());
        }
        Matcher tag = START_TAG.matcher(withoutProlog(text));
        boolean found = tag.find();
        return new Opening(
                arrival.mediaType(),
                text,
                found ? Optional.of(tag.group(1).toLowerCase(Locale.ROOT)) : Optional.empty(),
                found ? Optional.of(tag.group()) : Optional.empty());
    }

    /** Whether the transport says it is one of these. */
    boolean isSaidToBe(String... mediaTypes) {
        for (String type : mediaTypes) {
            if (mediaType.filter(type::equals).isPresent()) {
                return true;
            }
        }
        return false;
    }

    boolean hasRoot(String... names) {
        for (String name : names) {
            if (root.filter(name::equals).isPresent()) {
                return true;
            }
        }
        return false;
    }

    boolean isMarkup() {
        return text.startsWith("<");
    }

    /** XML in UTF-16 without a mark shows by its zeros. */
    private static Charset unmarked(byte[] content) {
        if (content.length > 1 && content[0] == 0 && content[1] != 0) {
            return StandardCharsets.UTF_16BE;
        }
        if (content.length > 1 && content[0] != 0 && content[1] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.ISO_8859_1;
    }

    /** The text without comments, processing instructions and declarations before the root. */
    private static String withoutProlog(String text) {
        int at = 0;
        while (at < text.length()) {
            int end;
            if (text.startsWith("<!--", at)) {
                end = after(text, "-->", at + 4);
            } else if (text.startsWith("<?", at)) {
                end = after(text, "?>", at + 2);
            } else if (text.startsWith("<!", at)) {
                end = afterDeclaration(text, at);
            } else if (Character.isWhitespace(text.charAt(at))) {
                end = at + 1;
            } else {
                return text.substring(at);
            }
            at = end;
        }
        return "";
    }

    private static int afterDeclaration(String text, int at) {
        int close = text.indexOf('>', at);
        int subset = text.indexOf('[', at);
        if (subset >= 0 && (close < 0 || subset < close)) {
            int end = text.indexOf(']', subset);
            return end < 0 ? text.length() : after(text, ">", end);
        }
        return close < 0 ? text.length() : close + 1;
    }

    private static int after(String text, String end, int from) {
        int at = text.indexOf(end, from);
        return at < 0 ? text.length() : at + end.length();
    }
}
