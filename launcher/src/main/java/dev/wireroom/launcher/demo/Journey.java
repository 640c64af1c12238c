package dev.wireroom.launcher.demo;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.launcher.push.PushResult;
import java.time.Duration;
import java.time.Instant;

/**
 * One sample's way through the wire, from its records' own timestamps.
 *
 * @param accepted what ingest answered
 * @param enriched what came out of enrich for it
 * @param storedAt when the sink wrote it
 */
record Journey(
        Sample sample, PushResult.Accepted accepted, EnrichedArticle enriched, Instant storedAt) {

    Duration untilEnriched() {
        return Duration.between(accepted.timestamp(), enriched.getEnrichedAt());
    }

    Duration untilStored() {
        return Duration.between(enriched.getEnrichedAt(), storedAt);
    }

    Duration inAll() {
        return Duration.between(accepted.timestamp(), storedAt);
    }
}
