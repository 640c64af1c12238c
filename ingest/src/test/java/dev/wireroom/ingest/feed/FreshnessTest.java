package dev.wireroom.ingest.feed;

import static dev.wireroom.ingest.feed.FeedStateFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cache-control: max-age=600 | PT10M",
                "cache-control: Public, MAX-AGE=\"600\" | PT10M",
                "cache-control: s-maxage=600 | PT10M",
                "cache-control: max-age=60, s-maxage=600 | PT1M",
                "cache-control: max-age=600; age: 200 | PT6M40S",
                "cache-control: max-age=600; age: 900 |",
                "cache-control: no-cache, max-age=600 |",
                "cache-control: max-age=soon |",
                "cache-control: max-age=-1 |",
                "expires: Wed, 25 Nov 2026 12:30:00 GMT | PT30M",
                "expires: Wed, 25 Nov 2026 12:30:00 GMT; date: Wed, 25 Nov 2026 12:20:00 GMT |"
                        + " PT10M",
                "expires: 0 |",
                "expires: Wed, 25 Nov 2020 12:30:00 GMT |",
                "cache-control: max-age=99999999999999 | PT596523H14M8S"
            })
    void readsHowLongAnAnswerIsFresh(String headers, Duration lifetime) {
        assertThat(of(headers).lifetime()).isEqualTo(Optional.ofNullable(lifetime));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry-after: 120 | PT2M",
                "retry-after: Wed, 25 Nov 2026 13:00:00 GMT | PT1H",
                "retry-after: Wed, 25 Nov 2026 11:00:00 GMT |",
                "retry-after: later |",
                "retry-after: 0 |",
                "cache-control: no-store; retry-after: 120 | PT2M"
            })
    void readsHowLongAServerWantsToBeLeftAlone(String headers, Duration retryAfter) {
        assertThat(of(headers).retryAfter()).isEqualTo(Optional.ofNullable(retryAfter));
    }

    private static Freshness of(String headers) {
        Map<String, List<String>> byName = new HashMap<>();
        for (String header : headers.split("; ")) {
            String[] parts = header.split(": ", 2);
            byName.put(parts[0].strip(), List.of(parts[1].strip()));
        }
        return Freshness.of(Desk.response(FeedStateFixture.URL, Optional.empty(), byName), NOW);
    }
}
