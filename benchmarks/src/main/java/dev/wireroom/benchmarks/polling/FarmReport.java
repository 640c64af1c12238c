package dev.wireroom.benchmarks.polling;

import java.util.List;
import java.util.Map;

/**
 * What a farm saw.
 *
 * @param requests all of them
 * @param documents answered with a feed
 * @param notModified answered 304
 * @param others answered with 301, 410, 429 or 503
 * @param bodyBytes sent as bodies
 * @param feedsAsked how many different feeds were asked for
 * @param items that appeared in documents sent, each counted the first time it was sent
 * @param counts of violations, by kind
 * @param violations the first of them
 */
public record FarmReport(
        long requests,
        long documents,
        long notModified,
        long others,
        long bodyBytes,
        int feedsAsked,
        long items,
        Map<Violation.Kind, Long> counts,
        List<Violation> violations) {}
