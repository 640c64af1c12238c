package dev.wireroom.benchmarks.polling;

import java.time.Duration;

/**
 * How many feeds a farm plays and what it expects of whoever polls them.
 *
 * @param hosts on how many addresses of 127.0.0.0/8 the feeds are spread, round robin
 * @param seed of everything that differs from feed to feed
 * @param minInterval least time from an answer of a feed to the next request for it
 * @param hostMinDelay least time from one request to a host to the next
 * @param hostMaxInFlight most requests at once to one host
 * @param longestCadence feeds get a new item every second at the fastest and as seldom as this
 */
public record FarmPlan(
        int feeds,
        int hosts,
        long seed,
        Duration minInterval,
        Duration hostMinDelay,
        int hostMaxInFlight,
        Duration longestCadence) {

    private static final int MAX_HOSTS = 250 * 250;

    public FarmPlan {
        if (feeds < 1 || hosts < 1 || hosts > feeds || hosts > MAX_HOSTS) {
            throw new IllegalArgumentException(
                    "a farm has at least as many feeds (%d) as hosts (%d), and %d hosts at most"
                            .formatted(feeds, hosts, MAX_HOSTS));
        }
    }

    /** Ten thousand feeds on two thousand hosts. */
    public static FarmPlan tenThousand(Duration minInterval, Duration hostMinDelay) {
        return new FarmPlan(
                10_000, 2_000, 42, minInterval, hostMinDelay, 2, Duration.ofMinutes(10));
    }

    /** The address of a host: 127.1.1.1 and up, all of which are this machine on Linux. */
    String hostAddress(int host) {
        return "127.1.%d.%d".formatted(1 + host / 250, 1 + host % 250);
    }
}
