package dev.wireroom.deliver.article;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which stored articles to list, in which order, and what to say of them. Every part that is given
 * must match; of a list's values, one must.
 *
 * @param text words to find in title, summary and body, in websearch syntax: "a phrase", or, -not
 * @param entities ids of entities
 * @param entityTypes types of entities, in upper case: PERSON
 * @param sentiment of the article
 * @param entitySentiment toward one of {@code entities}, which are not empty where it is bounded
 * @param since received at or after this
 * @param until received before this
 * @param after the article behind which to go on; made for {@code sort}
 * @param facets what to count over all that match
 * @param highlight whether to show where {@code text} matches
 * @param limit articles at most, 1 to {@link #MAX_LIMIT}
 */
record ArticleQuery(
        Optional<String> text,
        List<String> sources,
        List<String> languages,
        List<String> entities,
        List<String> entityTypes,
        ScoreRange sentiment,
        ScoreRange entitySentiment,
        Optional<Instant> since,
        Optional<Instant> until,
        Sort sort,
        Optional<PageKey> after,
        Set<Facet> facets,
        boolean highlight,
        int limit) {

    static final int MAX_LIMIT = 200;
    static final int DEFAULT_LIMIT = 20;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * The time itself.
     *
     * @throws IllegalArgumentException where its year has not one to four digits
     */
    static Instant storable(Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("out of range: " + time);
        }
        return time;
    }

    /** Order of the articles; RELEVANCE needs a text. */
    enum Sort {
        /** Newest first. */
        TIME,
        /** Best match first. */
        RELEVANCE
    }

    /** What matching articles can be counted by. */
    enum Facet {
        SOURCE,
        LANGUAGE,
        ENTITY,
        SENTIMENT,
        DAY
    }

    /** Bounds of a sentiment score, each inclusive, from -1 to 1. */
    record ScoreRange(Optional<Double> min, Optional<Double> max) {

        boolean isBounded() {
            return min.isPresent() || max.isPresent();
        }
    }

    /**
     * What a rank depends on besides the article: ranks of another text can't be compared. Stable
     * across processes.
     */
    int rankBasis() {
        return text.orElse("").hashCode();
    }
}
