package dev.wireroom.deliver.article;

import java.time.Instant;
import java.util.Optional;

/**
 * Which stored articles to list; every part that is given must match. Newest first.
 *
 * @param text words to find in title, summary and body, in websearch syntax: "a phrase", or, -not
 * @param entity an entity's id
 * @param since received at or after this
 * @param after the position behind which to go on
 * @param limit articles at most, 1 to {@link #MAX_LIMIT}
 */
record ArticleQuery(
        Optional<String> text,
        Optional<String> source,
        Optional<String> language,
        Optional<String> entity,
        Optional<Instant> since,
        Optional<PageKey> after,
        int limit) {

    static final int MAX_LIMIT = 200;
    static final int DEFAULT_LIMIT = 20;

    /**
     * The last article of a page: a key, not an offset, so that pages do not shift while news
     * arrives.
     */
    record PageKey(Instant receivedAt, String articleId) {

        /**
         * Reads what {@link #toString} wrote.
         *
         * @throws IllegalArgumentException where it is something else
         */
        static PageKey parse(String text) {
            int dash = text.indexOf('_');
            if (dash < 1 || dash == text.length() - 1) {
                throw new IllegalArgumentException("not a page key: " + text);
            }
            try {
                return new PageKey(
                        Instant.ofEpochMilli(Long.parseLong(text.substring(0, dash))),
                        text.substring(dash + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a page key: " + text, e);
            }
        }

        @Override
        public String toString() {
            return receivedAt.toEpochMilli() + "_" + articleId;
        }
    }
}
