package dev.wireroom.ingest.feed;

import dev.wireroom.contract.PollingWishes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * The hours and days, GMT, in which a publisher does not want its feed read (RSS 2.0 skipHours and
 * skipDays). Pure and immutable.
 *
 * @param skipHours 0 to 23
 * @param skipDays 1 (Monday) to 7
 */
record PublisherHours(Set<Integer> skipHours, Set<Integer> skipDays) {

    private static final int HOURS_OF_A_WEEK = 7 * 24;

    static PublisherHours of(PollingWishes wishes) {
        return new PublisherHours(
                Set.copyOf(wishes.getSkipHours()), Set.copyOf(wishes.getSkipDays()));
    }

    /** The first moment from this one on in which it may be read; a wish for never is ignored. */
    Instant next(Instant from) {
        ZonedDateTime at = from.atZone(ZoneOffset.UTC);
        for (int hour = 0; hour <= HOURS_OF_A_WEEK; hour++) {
            if (!skips(at)) {
                return at.toInstant();
            }
            at = at.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        }
        return from;
    }

    private boolean skips(ZonedDateTime at) {
        return skipHours.contains(at.getHour()) || skipDays.contains(at.getDayOfWeek().getValue());
    }
}
