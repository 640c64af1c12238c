package dev.wireroom.ingest.feed;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How often a feed has news, learned from when its latest items appeared. Pure and immutable.
 *
 * <p><b>The idea.</b> Editors work in bursts, and nights and weekends are long; a mean is ruled by
 * the one long gap, the newest gap by chance. The median of the latest gaps is neither. Items that
 * appear together (within {@link #BURST}) are one arrival, for one request gets them all.
 *
 * <p><b>The interval.</b> With g the median gap and s the time since the newest arrival,
 *
 * <pre>interval = max(g / 2, s / 8)</pre>
 *
 * Half of the gap makes an item wait a quarter of the gap on average, at two requests per arrival:
 * halving that delay again would double the requests. The second term slows down while nothing
 * comes: after a silence of s the next request is at most s/8 late, so the number of requests in a
 * silence grows with its logarithm (about 8·ln(4s/g)) instead of its length, and the first item
 * after a night of 8 hours waits an hour at most. It begins to count when s exceeds 4 g.
 *
 * <p><b>The alarm.</b> A feed is silent when nothing came for four times the longest of the latest
 * gaps, at least {@link #SHORTEST_ALARM}: a busy feed's history may span less than a night. Where
 * no item ever appeared on a Saturday or Sunday, those days do not count as silence.
 *
 * <p><b>Why no time-of-day profile.</b> The state keeps 64 arrivals. For a busy feed they span
 * hours, for a slow one a profile would rest on two or three items an hour of the day; the s/8 term
 * does the same work without a model that can be wrong.
 *
 * <p>Cost: sorting at most 64 numbers.
 */
record Cadence(List<Instant> arrivals) {

    /** Most arrivals that are remembered. */
    static final int REMEMBERED = 64;

    /** What appears within this time appeared together. */
    static final Duration BURST = Duration.ofMinutes(1);

    /** Fewer gaps than this say nothing. */
    static final int FEWEST_GAPS = 3;

    static final Duration SHORTEST_ALARM = Duration.ofHours(24);

    private static final int ALARM_GAPS = 4;
    private static final int SILENCE_SHARE = 8;

    /**
     * @param arrivals when items appeared, newest first
     */
    Cadence {
        arrivals = List.copyOf(arrivals);
    }

    /** These arrivals and newer ones, of which the newest are kept. */
    Cadence with(List<Instant> more) {
        List<Instant> all = new ArrayList<>(arrivals);
        all.addAll(more);
        all.sort((a, b) -> b.compareTo(a));
        return new Cadence(all.subList(0, Math.min(all.size(), REMEMBERED)));
    }

    /** The median gap between arrivals; empty where too few are known. */
    Optional<Duration> typicalGap() {
        long[] gaps = gaps();
        if (gaps.length < FEWEST_GAPS) {
            return Optional.empty();
        }
        Arrays.sort(gaps);
        int middle = gaps.length / 2;
        long median = gaps.length % 2 == 1 ? gaps[middle] : (gaps[middle - 1] + gaps[middle]) / 2;
        return Optional.of(Duration.ofMillis(median));
    }

    /** The interval by the formula above; empty where too little is known. */
    Optional<Duration> interval(Instant now) {
        return typicalGap()
                .map(
                        gap -> {
                            Duration byGap = gap.dividedBy(2);
                            Duration bySilence = silence(now).dividedBy(SILENCE_SHARE);
                            return byGap.compareTo(bySilence) > 0 ? byGap : bySilence;
                        });
    }

    /** How long a silence of this feed may last before it is remarkable; empty where unknown. */
    Optional<Duration> alarmAfter() {
        long[] gaps = gaps();
        if (gaps.length < FEWEST_GAPS) {
            return Optional.empty();
        }
        Duration longest = Duration.ofMillis(Arrays.stream(gaps).max().orElse(0));
        Duration alarm = longest.multipliedBy(ALARM_GAPS);
        return Optional.of(alarm.compareTo(SHORTEST_ALARM) > 0 ? alarm : SHORTEST_ALARM);
    }

    /** Whether the silence has lasted longer than this feed's history lets expect. */
    boolean silent(Instant now) {
        return alarmAfter().filter(after -> workingSilence(now).compareTo(after) > 0).isPresent();
    }

    private Duration silence(Instant now) {
        return arrivals.isEmpty() || arrivals.get(0).isAfter(now)
                ? Duration.ZERO
                : Duration.between(arrivals.get(0), now);
    }

    /** The silence, without the weekends of a feed that keeps them. */
    private Duration workingSilence(Instant now) {
        Duration silence = silence(now);
        if (arrivals.stream().anyMatch(Cadence::onWeekend)) {
            return silence;
        }
        long hours = Math.min(silence.toHours(), Duration.ofDays(366).toHours());
        long free = 0;
        for (long hour = 0; hour < hours; hour++) {
            if (onWeekend(now.minus(Duration.ofHours(hour)))) {
                free++;
            }
        }
        return silence.minus(Duration.ofHours(free));
    }

    private static boolean onWeekend(Instant instant) {
        DayOfWeek day = instant.atOffset(ZoneOffset.UTC).getDayOfWeek();
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }

    /** Milliseconds between arrivals, those within a burst of each other being one. */
    private long[] gaps() {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < arrivals.size(); i++) {
            long gap = Duration.between(arrivals.get(i), arrivals.get(i - 1)).toMillis();
            if (gap >= BURST.toMillis()) {
                gaps.add(gap);
            }
        }
        return gaps.stream().mapToLong(Long::longValue).toArray();
    }
}
