package dev.wireroom.ingest.wire;

import dev.wireroom.contract.FeedState;

/** Where states of polled sources are kept. Implementations are thread-safe. */
public interface FeedStateStore {

    /**
     * Keeps a state; returns when it is safe, with its offset.
     *
     * @param key the source's id, or that of its WebSub overlay ({@link FeedStates#webSubKey})
     * @throws org.apache.kafka.common.KafkaException where it could not be kept
     */
    long putState(String key, FeedState state);

    /**
     * Forgets a state; returns when that is safe, with the offset of the tombstone.
     *
     * @throws org.apache.kafka.common.KafkaException where it could not be kept
     */
    long deleteState(String key);
}
