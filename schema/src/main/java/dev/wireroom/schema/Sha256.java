package dev.wireroom.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 under construction, over text in UTF-8 with unambiguous separators. Not thread-safe.
 */
final class Sha256 {

    private static final byte SEPARATOR = 0;

    private final MessageDigest digest;

    private Sha256(MessageDigest digest) {
        this.digest = digest;
    }

    static Sha256 start() {
        try {
            return new Sha256(MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }

    Sha256 text(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Each run of ASCII white space in the text as one space. */
    Sha256 collapsedText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes, 0, collapse(bytes));
        return this;
    }

    /**
     * Collapses white space in place and returns how many bytes are left. In UTF-8 an ASCII byte is
     * never part of another character.
     */
    static int collapse(byte[] bytes) {
        int length = 0;
        boolean inRun = false;
        for (byte b : bytes) {
            boolean space = b == ' ' || (b >= '\t' && b <= '\r');
            if (!space) {
                bytes[length++] = b;
            } else if (!inRun) {
                bytes[length++] = ' ';
            }
            inRun = space;
        }
        return length;
    }

    Sha256 separator() {
        digest.update(SEPARATOR);
        return this;
    }

    byte[] bytes() {
        return digest.digest();
    }

    String hex() {
        return HexFormat.of().formatHex(bytes());
    }
}
