package dev.wireroom.ingest.wire;

import dev.wireroom.contract.Article;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The log of record that accepted articles are appended to. Implementations are thread-safe. */
public interface ArticleLog {

    /**
     * Appends an article and returns at once, or after a bounded wait for room.
     *
     * @param trace a W3C traceparent to send along
     * @return where it stands, once every in-sync replica has it; fails with a {@link
     *     org.apache.kafka.common.KafkaException}, after which it may or may not be in the log
     */
    CompletableFuture<Receipt> append(Article article, Optional<String> trace);
}
