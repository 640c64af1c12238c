package dev.wireroom.ingest.http;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Source;
import dev.wireroom.ingest.wire.ArticleLog;
import dev.wireroom.ingest.wire.Receipt;
import dev.wireroom.ingest.wire.SourceStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A wire in memory: appends to a list, or fails or waits when told to. */
public final class FakeWire implements ArticleLog, SourceStore {

    public final List<Article> articles = new CopyOnWriteArrayList<>();
    public volatile @Nullable KafkaException failure;
    volatile @Nullable CompletableFuture<Void> held;
    private final AtomicLong sourceOffset = new AtomicLong();

    @Override
    public CompletableFuture<Receipt> append(Article article, Optional<String> trace) {
        KafkaException failing = failure;
        if (failing != null) {
            return CompletableFuture.failedFuture(failing);
        }
        articles.add(article);
        Receipt receipt =
                new Receipt(
                        "wireroom.articles",
                        3,
                        articles.size() - 1L,
                        Instant.parse("2026-11-23T10:00:00Z"));
        CompletableFuture<Void> waiting = held;
        return waiting == null
                ? CompletableFuture.completedFuture(receipt)
                : waiting.thenApply(released -> receipt);
    }

    @Override
    public long put(Source source) {
        return write();
    }

    @Override
    public CompletableFuture<Long> send(Source source) {
        KafkaException failing = failure;
        return failing == null
                ? CompletableFuture.completedFuture(write())
                : CompletableFuture.failedFuture(failing);
    }

    @Override
    public long delete(String sourceId) {
        return write();
    }

    private long write() {
        KafkaException failing = failure;
        if (failing != null) {
            throw failing;
        }
        return sourceOffset.incrementAndGet();
    }
}
