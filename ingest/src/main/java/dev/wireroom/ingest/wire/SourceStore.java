package dev.wireroom.ingest.wire;

import dev.wireroom.contract.Source;
import java.util.concurrent.CompletableFuture;

/** Where definitions of sources are kept. Implementations are thread-safe. */
public interface SourceStore {

    /**
     * Keeps a definition; returns when it is safe, with its offset.
     *
     * @throws org.apache.kafka.common.KafkaException where it could not be kept
     */
    long put(Source source);

    /**
     * Sends a definition without waiting; completed with its offset when it is safe, or
     * exceptionally with a KafkaException. For many at once.
     */
    CompletableFuture<Long> send(Source source);

    /**
     * Forgets a source; returns when that is safe, with the offset of the tombstone.
     *
     * @throws org.apache.kafka.common.KafkaException where it could not be kept
     */
    long delete(String sourceId);
}
