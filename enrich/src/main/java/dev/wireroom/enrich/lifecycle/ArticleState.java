package dev.wireroom.enrich.lifecycle;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What enrich remembers of one article between arrivals. Holds no text: words are kept as hashes.
 *
 * @param revision number of the last published revision; 0 before the first
 * @param contentHash of the last published revision; null before the first
 * @param standing of everything published so far
 * @param firstReceivedAt receivedAt of the first arrival
 * @param fields words of the last published revision; after a withdrawal only its status, times and
 *     reason
 * @param held what waits for its embargo to end, if anything
 * @param ways the sources it came from so far
 * @param seen the contents that came so far, what is held excepted
 */
public record ArticleState(
        Status status,
        int revision,
        @Nullable String contentHash,
        Standing standing,
        Instant firstReceivedAt,
        List<FieldWords> fields,
        @Nullable Held held,
        Ways ways,
        Seen seen) {

    /** Where the article stands downstream. */
    public enum Status {
        /** Nothing but an embargoed arrival came so far. */
        UNSEEN,
        LIVE,
        WITHDRAWN
    }

    /**
     * The one arrival of an article that waits, known by hash; the arrival itself lies apart.
     *
     * @param sourceId in whose name the ledger counts it as held; null where a release held it that
     *     did not count so
     */
    public record Held(
            Instant releaseAt, String contentHash, Standing standing, @Nullable String sourceId) {}

    public ArticleState {
        fields = List.copyOf(fields);
    }

    static ArticleState unseen(Instant firstReceivedAt) {
        return new ArticleState(
                Status.UNSEEN,
                0,
                null,
                Standing.NONE,
                firstReceivedAt,
                List.of(),
                null,
                Ways.NONE,
                Seen.NOTHING);
    }

    ArticleState withStanding(Standing newStanding) {
        return new ArticleState(
                status,
                revision,
                contentHash,
                newStanding,
                firstReceivedAt,
                fields,
                held,
                ways,
                seen);
    }

    /** The same with another arrival held, or none. */
    public ArticleState withHeld(@Nullable Held newHeld) {
        return new ArticleState(
                status,
                revision,
                contentHash,
                standing,
                firstReceivedAt,
                fields,
                newHeld,
                ways,
                seen);
    }

    ArticleState withWays(Ways newWays) {
        return new ArticleState(
                status,
                revision,
                contentHash,
                standing,
                firstReceivedAt,
                fields,
                held,
                newWays,
                seen);
    }

    ArticleState withSeen(Seen newSeen) {
        return new ArticleState(
                status,
                revision,
                contentHash,
                standing,
                firstReceivedAt,
                fields,
                held,
                ways,
                newSeen);
    }

    /** Words in a field of the last published revision; 0 where it was empty. */
    int words(String field) {
        return fields.stream()
                .filter(known -> known.field().equals(field))
                .mapToInt(known -> known.words().size())
                .sum();
    }
}
