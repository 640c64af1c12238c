package dev.wireroom.deliver.article;

import dev.wireroom.deliver.article.ArticleQuery.Sort;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * The last article of a page: a key, not an offset, so that pages neither repeat nor skip anything
 * while news arrives. As text it is opaque.
 */
sealed interface PageKey {

    String articleId();

    Sort sort();

    /** Behind an article of a page in order of time. */
    record ByTime(Instant receivedAt, String articleId) implements PageKey {

        @Override
        public Sort sort() {
            return Sort.TIME;
        }
    }

    /**
     * Behind an article of a page in order of relevance.
     *
     * @param rankBasis {@link ArticleQuery#rankBasis} of the query that made the rank
     */
    record ByRank(float rank, int rankBasis, String articleId) implements PageKey {

        @Override
        public Sort sort() {
            return Sort.RELEVANCE;
        }
    }

    /** What {@link #parse} reads. */
    default String encoded() {
        String text =
                switch (this) {
                    case ByTime key ->
                            "t %d %s"
                                    .formatted(
                                            ChronoUnit.MICROS.between(
                                                    Instant.EPOCH, key.receivedAt()),
                                            key.articleId());
                    case ByRank key ->
                            "r %d %d %s"
                                    .formatted(
                                            Float.floatToIntBits(key.rank()),
                                            key.rankBasis(),
                                            key.articleId());
                };
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what {@link #encoded} wrote.
     *
     * @throws IllegalArgumentException where it is something else
     */
    static PageKey parse(String text) {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        if (plain.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a page key");
        }
        String[] parts = plain.split(" ", plain.startsWith("r") ? 4 : 3);
        if (parts.length == 3 && parts[0].equals("t")) {
            Instant time = Instant.EPOCH.plus(Long.parseLong(parts[1]), ChronoUnit.MICROS);
            return new ByTime(ArticleQuery.storable(time), parts[2]);
        }
        if (parts.length == 4 && parts[0].equals("r")) {
            float rank = Float.intBitsToFloat(Integer.parseInt(parts[1]));
            return new ByRank(rank, Integer.parseInt(parts[2]), parts[3]);
        }
        throw new IllegalArgumentException("not a page key");
    }
}
