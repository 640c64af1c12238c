package dev.wireroom.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.TimePrecision;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LooseTimesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the two common forms
                "Mon, 23 Nov 2026 10:15:30 +0100            | 2026-11-23T09:15:30Z     | SECOND |"
                        + " true",
                "Mon, 3 Nov 2025 10:15:30 GMT               | 2025-11-03T10:15:30Z     | SECOND |"
                        + " true",
                "2026-11-23T10:15:30-05:00                  | 2026-11-23T15:15:30Z     | SECOND |"
                        + " true",
                // RFC 822 with its deviations
                "23 Nov 2026 10:15:30 GMT                   | 2026-11-23T10:15:30Z     | SECOND |"
                        + " true",
                "Thu, 23 Nov 2026 10:15:30 GMT              | 2026-11-23T10:15:30Z     | SECOND |"
                        + " true",
                "Mon, 23 Nov 26 10:15:30 EST                | 2026-11-23T15:15:30Z     | SECOND |"
                        + " true",
                "Sun, 04 Jan 98 10:15 PDT                   | 1998-01-04T17:15:00Z     | MINUTE |"
                        + " true",
                "Mon,23 November 2026 10:15 CEST            | 2026-11-23T08:15:00Z     | MINUTE |"
                        + " true",
                "Monday, 23-Nov-26 10:15:30 UT              | 2026-11-23T10:15:30Z     | SECOND |"
                        + " true",
                "Mon, 23 Nov 2026 24:00:00 +0000            | 2026-11-24T00:00:00Z     | SECOND |"
                        + " true",
                "Mon, 23 Nov 2026 10:15:30                  | 2026-11-23T10:15:30Z     | SECOND |"
                        + " false",
                "Mon, 23 Nov 2026                           | 2026-11-23T00:00:00Z     | DAY    |"
                        + " false",
                "Mon, 23 Nov 2026 10:15:30 GMT+2            | 2026-11-23T08:15:30Z     | SECOND |"
                        + " true",
                "Mon, 23 Nov 2026 10:15:30 GMT-07:00        | 2026-11-23T17:15:30Z     | SECOND |"
                        + " true",
                "Mon, 23 Nov 2026 10:15:30 +0200 (CEST)     | 2026-11-23T08:15:30Z     | SECOND |"
                        + " true",
                "Mon, 23 Nov 2026 10:15:30 (CEST)           | 2026-11-23T08:15:30Z     | SECOND |"
                        + " true",
                "Mon, 23 Nov 2026 10:15:30 +2:00            | 2026-11-23T08:15:30Z     | SECOND |"
                        + " true",
                "Mon, 23 Nov 2026 10:15:30 --0700           | 2026-11-23T17:15:30Z     | SECOND |"
                        + " true",
                "Mon, 23 Nov 2026 10:15:30 Europe/Brussels  | 2026-11-23T09:15:30Z     | SECOND |"
                        + " true",
                "Mon, 23 Nov 2026 10:15:30 IST              | 2026-11-23T10:15:30Z     | SECOND |"
                        + " false",
                "Mon, 23 Nov 2026 10:15:30 A                | 2026-11-23T10:15:30Z     | SECOND |"
                        + " false",
                "Mon, 23 Nov 2026 10:15:30 +9900            | 2026-11-23T10:15:30Z     | SECOND |"
                        + " false",
                "Mon, 23 Nov 2026 10:15:30 Z                | 2026-11-23T10:15:30Z     | SECOND |"
                        + " true",
                "Mon, 23 Nov 2026 10:15:30EST               | 2026-11-23T15:15:30Z     | SECOND |"
                        + " true",
                "Thu, 31 Jun 2004 19:48:21 GMT              | 2004-06-30T19:48:21Z     | SECOND |"
                        + " true",
                "Mon, 23rd Nov 2026 10:15:30 GMT            | 2026-11-23T10:15:30Z     | SECOND |"
                        + " true",
                "26 Sep 2022 GMT                            | 2022-09-26T00:00:00Z     | DAY    |"
                        + " true",
                // the month first
                "Nov 23, 2026 10:15 AM                      | 2026-11-23T10:15:00Z     | MINUTE |"
                        + " false",
                "Nov. 16, 2020, 10:57 p.m.                  | 2020-11-16T22:57:00Z     | MINUTE |"
                        + " false",
                "Friday, December 22, 2017 - 3:09pm         | 2017-12-22T15:09:00Z     | MINUTE |"
                        + " false",
                "Thu, June 22, 2023 at 12:11 AM EDT         | 2023-06-22T04:11:00Z     | MINUTE |"
                        + " true",
                "Nov. 2020                                  | 2020-11-01T00:00:00Z     | MONTH  |"
                        + " false",
                // asctime, Java's and JavaScript's
                "Mon Nov 23 10:15:30 2026                   | 2026-11-23T10:15:30Z     | SECOND |"
                        + " false",
                "Mon Nov 23 10:15:30 EST 2026               | 2026-11-23T15:15:30Z     | SECOND |"
                        + " true",
                "Mon Nov 23 10:15:30 -0500 2026             | 2026-11-23T15:15:30Z     | SECOND |"
                        + " true",
                "Thu Nov 12 2020 17:00:00 GMT+0000 (Coordinated Universal Time) |"
                        + " 2020-11-12T17:00:00Z | SECOND | true",
                // ISO 8601 and what is made of it
                "2026-11-23 10:15:00                        | 2026-11-23T10:15:00Z     | SECOND |"
                        + " false",
                "2026/11/23 10:15                           | 2026-11-23T10:15:00Z     | MINUTE |"
                        + " false",
                "2026-1-3T9:05:00Z                          | 2026-01-03T09:05:00Z     | SECOND |"
                        + " true",
                "2020-11-08T16:20:00-05:00Z                 | 2020-11-08T21:20:00Z     | SECOND |"
                        + " true",
                "2018-10-23 04:07:42 +00:00                 | 2018-10-23T04:07:42Z     | SECOND |"
                        + " true",
                "2023-05-29 00:00:00+15:00                  | 2023-05-29T00:00:00Z     | SECOND |"
                        + " false",
                "2026-11-23T10:15:30.123456Z                | 2026-11-23T10:15:30.123Z |"
                        + " MILLISECOND | true",
                "2004-07-08 23:56:58.0                      | 2004-07-08T23:56:58Z     |"
                        + " MILLISECOND | false",
                "2026-W48-1                                 | 2026-11-23T00:00:00Z     | DAY    |"
                        + " false",
                "2026-327                                   | 2026-11-23T00:00:00Z     | DAY    |"
                        + " false",
                "03-12-31                                   | 2003-12-31T00:00:00Z     | DAY    |"
                        + " false",
                // numbers only
                "30.10.23                                   | 2023-10-30T00:00:00Z     | DAY    |"
                        + " false",
                "23.11.2026 10:15                           | 2026-11-23T10:15:00Z     | MINUTE |"
                        + " false",
                "15:04 02.01.2006 -0700                     | 2006-01-02T22:04:00Z     | MINUTE |"
                        + " true",
                "11/23/2026                                 | 2026-11-23T00:00:00Z     | DAY    |"
                        + " false",
                "Fri, 26/06/2020                            | 2020-06-26T00:00:00Z     | DAY    |"
                        + " false",
                "10/30/23 21:55:58                          | 2023-10-30T21:55:58Z     | SECOND |"
                        + " false",
                "09/10/2014 4:20 pm PST                     | 2014-09-11T00:20:00Z     | MINUTE |"
                        + " true",
                "Sat, 11 04 2020 08:51:49 +0100             | 2020-04-11T07:51:49Z     | SECOND |"
                        + " true",
                "1732356000                                 | 2024-11-23T10:00:00Z     | SECOND |"
                        + " true",
                "1732356000123                              | 2024-11-23T10:00:00.123Z |"
                        + " MILLISECOND | true",
                // other languages
                "Do, 29 Mär 2018 00:00:00 +0200             | 2018-03-28T22:00:00Z     | SECOND |"
                        + " true",
                "Montag, 23. November 2026, 10:15 Uhr       | 2026-11-23T10:15:00Z     | MINUTE |"
                        + " false",
                "mar., 01 déc. 2020 16:11:02 +0000          | 2020-12-01T16:11:02Z     | SECOND |"
                        + " true",
                "ven., 03 juil. 2020 15:09:58 +0000         | 2020-07-03T15:09:58Z     | SECOND |"
                        + " true",
                "Lundi, 16. Novembre 2020 - 15h54           | 2020-11-16T15:54:00Z     | MINUTE |"
                        + " false",
                "lunes, 23 de noviembre de 2026             | 2026-11-23T00:00:00Z     | DAY    |"
                        + " false",
                "23 maggio 2026 10:15                       | 2026-05-23T10:15:00Z     | MINUTE |"
                        + " false",
                "Seg, 23 Fev 2026 10:15:00 -0300            | 2026-02-23T13:15:00Z     | SECOND |"
                        + " true",
                "ma, 23 mrt 2026 10:15:00 +0100             | 2026-03-23T09:15:00Z     | SECOND |"
                        + " true",
                "Pn, 23 paź 2026 10:15:00 +0200             | 2026-10-23T08:15:00Z     | SECOND |"
                        + " true",
                "Пн, 23 ноя 2026 10:15:00 +0300             | 2026-11-23T07:15:00Z     | SECOND |"
                        + " true",
                "Κυρ, 11 Ιούλ 2004 12:00:00 EST             | 2004-07-11T17:00:00Z     | SECOND |"
                        + " true",
                "2004-július-13T9:15-05:00                  | 2004-07-13T14:15:00Z     | MINUTE |"
                        + " true",
                "2004년 05월 28일 01:31:15                    | 2004-05-28T01:31:15Z     | SECOND |"
                        + " false",
                "2004-05-25 오후 11:23:17                     | 2004-05-25T23:23:17Z     | SECOND |"
                        + " false",
                "Fri, 2006/09/15 08:19:53 EDT               | 2006-09-15T12:19:53Z     | SECOND |"
                        + " true"
            })
    void readsDatesAsPeopleWriteThem(
            String text, Instant instant, TimePrecision precision, boolean zoneGiven) {
        NewsTime time = NewsTimes.parseLoosely(text).orElseThrow();
        assertThat(time.getInstant()).isEqualTo(instant);
        assertThat(time.getPrecision()).isEqualTo(precision);
        assertThat(time.getZoneGiven()).isEqualTo(zoneGiven);
    }

    @Test
    void recordsNoMoreThanTheYearWhereDayAndMonthCantBeToldApart() {
        NewsTime time = NewsTimes.parseLoosely("03/04/2026 10:15").orElseThrow();
        assertThat(time.getPrecision()).isEqualTo(TimePrecision.YEAR);
        assertThat(time.getInstant()).isEqualTo("2026-03-04T10:15:00Z");
        assertThat(time.getOriginal()).isEqualTo("03/04/2026 10:15");
    }

    @Test
    void readsPastOddBlanks() {
        NewsTime time =
                NewsTimes.parseLoosely("\u00A0Mon,\u00A023\u200B Nov\n2026\t10:15:30 GMT ")
                        .orElseThrow();
        assertThat(time.getInstant()).isEqualTo("2026-11-23T10:15:30Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "Last Tuesday",
                "invalid",
                "2026-13-01",
                "Sun, 31 Dec 1999 99:99:99 GMT",
                "Sun, 99 Dec 1999 10:00:00 GMT",
                "Nov 23",
                "10:15",
                "0000-00-00 00:00:00",
                "12345",
                "We met on 5 November and then again a good deal later in the year 2026 or so"
            })
    void takesNothingThatIsNoTime(String text) {
        assertThat(NewsTimes.parseLoosely(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261123})
    void neverThrowsWhateverTheText(long seed) {
        Random random = new Random(seed);
        String alphabet = "0123456789:/-.,+TZ ()MonNovGMTapm\u00E9\u0BF7\u0663年h";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int j = 0; j < length; j++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThatCode(() -> NewsTimes.parseLoosely(text.toString()))
                    .as("seed %d: %s", seed, text)
                    .doesNotThrowAnyException();
        }
    }
}
