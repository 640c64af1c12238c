package dev.wireroom.ingest.wire;

import java.time.Instant;

/**
 * Where an accepted article stands in Kafka.
 *
 * @param timestamp timestamp of the record
 */
public record Receipt(String topic, int partition, long offset, Instant timestamp) {}
