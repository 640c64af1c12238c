package dev.wireroom.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.TimePrecision;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewsTimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:15:30Z,             2026-11-23T10:15:30Z,     SECOND,      true",
        "2026-11-23t10:15:30z,             2026-11-23T10:15:30Z,     SECOND,      true",
        "2026-11-23T10:15:30.123+02:00,    2026-11-23T08:15:30.123Z, MILLISECOND, true",
        "2026-11-23T10:15:30.123456789Z,   2026-11-23T10:15:30.123Z, MILLISECOND, true",
        "2026-11-23 10:15:30-0330,         2026-11-23T13:45:30Z,     SECOND,      true",
        "2026-11-23T10:15+01,              2026-11-23T09:15:00Z,     MINUTE,      true",
        "2026-11-23T10:15,                 2026-11-23T10:15:00Z,     MINUTE,      false",
        "2026-11-23T10:15:30,              2026-11-23T10:15:30Z,     SECOND,      false",
        "2026-11-23,                       2026-11-23T00:00:00Z,     DAY,         false",
        "2026-11,                          2026-11-01T00:00:00Z,     MONTH,       false",
        "2026,                             2026-01-01T00:00:00Z,     YEAR,        false",
        "20190510T160228+0200,             2019-05-10T14:02:28Z,     SECOND,      true",
        "20190510,                         2019-05-10T00:00:00Z,     DAY,         false",
        "'Tue, 3 Jun 2008 11:05:30 GMT',   2008-06-03T11:05:30Z,     SECOND,      true",
        "2016-12-31T23:59:60Z,             2016-12-31T23:59:59Z,     SECOND,      true"
    })
    void recordsNoMoreThanTheSourceGave(
            String text, Instant instant, TimePrecision precision, boolean zoneGiven) {
        NewsTime time = NewsTimes.parse(text).orElseThrow();
        assertThat(time.getInstant()).isEqualTo(instant);
        assertThat(time.getPrecision()).isEqualTo(precision);
        assertThat(time.getZoneGiven()).isEqualTo(zoneGiven);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "Last Tuesday",
                "2026-13-01",
                "2026-02-30",
                "2026-11-23T25:00:00Z",
                "2026-11-23T10:15:30+99:00",
                "23/11/2026",
                "2026-11T10:15",
                "1732356000"
            })
    void takesNothingThatIsNoTime(String text) {
        assertThat(NewsTimes.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-23T10:15:30Z", "2026-11-23T10:15:30.123Z", "2026-11-23", "2026-11"})
    void readsBackWhatItWrites(String text) {
        NewsTime time = NewsTimes.parse(text).orElseThrow();
        assertThat(NewsTimes.parse(NewsTimes.text(time))).contains(time);
    }

    @ParameterizedTest
    @CsvSource({
        "'Mon, 23 Nov 2026 10:15 +0100', 2026-11-23T09:15Z",
        "'Mon, 23 Nov 2026 10:15:30 GMT', 2026-11-23T10:15:30Z",
        "2026-11-23T10:15, 2026-11-23T10:15",
        "20261123T101530, 2026-11-23T10:15:30",
        "20261123, 2026-11-23",
        "2026-11, 2026-11",
        "2026, 2026",
        "2026-11-23T10:15:30+01:00, 2026-11-23T09:15:30Z"
    })
    void printsNoMoreThanWasGivenAndReadsItBack(String given, String printed) {
        NewsTime time = NewsTimes.parse(given).orElseThrow();
        assertThat(NewsTimes.text(time)).isEqualTo(printed);
        NewsTime again = NewsTimes.parse(printed).orElseThrow();
        assertThat(again.getInstant()).isEqualTo(time.getInstant());
        assertThat(again.getPrecision()).isEqualTo(time.getPrecision());
        assertThat(again.getZoneGiven()).isEqualTo(time.getZoneGiven());
    }
}
