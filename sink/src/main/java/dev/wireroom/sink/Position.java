package dev.wireroom.sink;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where a state of an article stands among its states: by revision, then by the time of enrichment
 * (the same revision may be enriched anew), then by offset. A state is stored only over a lesser
 * one, so replays and late records change nothing.
 *
 * @param articleId the article; positions of different articles don't compare
 * @param revision number of the revision, from 1
 * @param enrichedAt when enrich made the record
 * @param offset offset of the enriched record
 */
record Position(String articleId, int revision, Instant enrichedAt, long offset)
        implements Comparable<Position> {

    private static final Comparator<Position> ORDER =
            Comparator.comparingInt(Position::revision)
                    .thenComparing(Position::enrichedAt)
                    .thenComparingLong(Position::offset);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
