package dev.wireroom.schema;

import java.math.BigInteger;

/**
 * Derives article ids. The same item pushed twice has the same id, whoever derives it and whenever:
 * it is a pure function of the source and of the publisher's own id.
 */
public final class ArticleIds {

    /** Bits of the hash that are kept: collisions need about 2^64 articles. */
    private static final int KEPT_BYTES = 16;

    private static final int BASE_36_DIGITS_OF_128_BITS = 25;

    private ArticleIds() {}

    /**
     * Derives the id of an article: 25 characters of [0-9a-z], base 36 of the first 128 bits of
     * SHA-256(sourceId, 0x00, externalId) over UTF-8.
     *
     * @throws IllegalArgumentException where either part is blank
     */
    public static String of(String sourceId, String externalId) {
        if (sourceId.isBlank() || externalId.isBlank()) {
            throw new IllegalArgumentException(
                    "an article id needs a source id and an external id, got '%s' and '%s'"
                            .formatted(sourceId, externalId));
        }
        byte[] digest = Sha256.start().text(sourceId).separator().text(externalId).bytes();
        byte[] kept = new byte[KEPT_BYTES];
        System.arraycopy(digest, 0, kept, 0, KEPT_BYTES);
        String digits = new BigInteger(1, kept).toString(36);
        return "0".repeat(BASE_36_DIGITS_OF_128_BITS - digits.length()) + digits;
    }
}
