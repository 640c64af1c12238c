package dev.wireroom.ingest.feed;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.PollOutcome;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sources and states that read as sentences. */
final class FeedStateFixture {

    static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    static final String URL = "https://news.example/feed.xml";

    private FeedStateFixture() {}

    static Source aSource() {
        return Source.newBuilder()
                .setSourceId("example")
                .setName("Example News")
                .setKind(SourceKind.POLL)
                .setUrl(URL)
                .setCreatedAt(NOW.minus(Duration.ofDays(60)))
                .setUpdatedAt(NOW.minus(Duration.ofDays(60)))
                .build();
    }

    static FeedState.Builder aState() {
        return FeedState.newBuilder()
                .setSourceId("example")
                .setUrl(URL)
                .setUpdatedAt(NOW)
                .setPolls(10)
                .setOutcome(PollOutcome.FETCHED)
                .setLastPolledAt(NOW.minusSeconds(60))
                .setLastSucceededAt(NOW.minusSeconds(60))
                .setNextPollAt(NOW.plusSeconds(600));
    }

    /** Arrivals at equal gaps, newest first. */
    static List<Instant> every(Duration gap, int count, Instant newest) {
        List<Instant> arrivals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arrivals.add(newest.minus(gap.multipliedBy(i)));
        }
        return arrivals;
    }
}
