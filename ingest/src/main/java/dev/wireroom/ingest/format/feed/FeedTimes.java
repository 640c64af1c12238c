package dev.wireroom.ingest.format.feed;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.TimePrecision;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.NewsTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the times of a feed and notes what is doubtful about them. */
final class FeedTimes {

    /** Clocks and zones are off by less than this. */
    private static final Duration NEAR_FUTURE = Duration.ofHours(26);

    private final Instant receivedAt;

    FeedTimes(Instant receivedAt) {
        this.receivedAt = receivedAt;
    }

    /** Null where the text is no time. */
    @Nullable NewsTime read(@Nullable String text, String field, Symptoms symptoms) {
        if (text == null) {
            return null;
        }
        Optional<NewsTime> read = NewsTimes.parseLoosely(text);
        if (read.isEmpty()) {
            symptoms.note(
                    "time-invalid",
                    field,
                    "Not a time: '%s'; left out".formatted(Findings.excerpt(text)));
            return null;
        }
        NewsTime time = read.get();
        if (!time.getZoneGiven()) {
            symptoms.note(
                    "time-without-zone",
                    field,
                    "No zone in '%s'; UTC was assumed".formatted(Findings.excerpt(text)));
        }
        if (time.getPrecision() == TimePrecision.YEAR && text.strip().length() > 4) {
            symptoms.note(
                    "time-ambiguous",
                    field,
                    "Day and month can't be told apart in '%s'; only the year was taken"
                            .formatted(Findings.excerpt(text)));
        }
        if (time.getInstant().isAfter(receivedAt.plus(NEAR_FUTURE))) {
            symptoms.note(
                    "time-in-future",
                    field,
                    "'%s' is after it arrived, at %s"
                            .formatted(Findings.excerpt(text), receivedAt));
        }
        return time;
    }
}
