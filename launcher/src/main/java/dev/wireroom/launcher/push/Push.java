package dev.wireroom.launcher.push;

import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends many documents, several to a request where their format allows, and sends again what found
 * no room. Identity makes a second send harmless. Not thread-safe.
 */
public final class Push {
    private static final int MAX_DOCUMENTS = 200;
    private static final int MAX_BYTES = 1 << 20;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final IngestClient client;
    private final String source;
    private final Duration patience;
    private final Consumer<PushResult> onResult;

    /**
     * Prepares a push.
     *
     * @param patience how long a document that finds no room is sent again, before it counts as not
     *     accepted
     * @param onResult told of each final result as it comes; a {@link PushResult.Busy} means that
     *     patience ran out
     */
    public Push(
            IngestClient client, String source, Duration patience, Consumer<PushResult> onResult) {
        this.client = client;
        this.source = source;
        this.patience = patience;
        this.onResult = onResult;
    }

    /** Sends them all, in order. Throws when the door cannot be reached. */
    public void send(List<Document> documents) throws IOException, InterruptedException {
        List<Document> batch = new ArrayList<>();
        int bytes = 0;
        for (Document document : documents) {
            boolean fits =
                    !batch.isEmpty()
                            && joins(batch.get(0), document)
                            && batch.size() < MAX_DOCUMENTS
                            && bytes + document.content().length <= MAX_BYTES;
            if (!fits && !batch.isEmpty()) {
                sendUntilSettled(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(document);
            bytes += document.content().length;
        }
        if (!batch.isEmpty()) {
            sendUntilSettled(batch);
        }
    }

    private static boolean joins(Document first, Document next) {
        return first.mediaType().equals(ArticleFormats.NDJSON)
                && next.mediaType().equals(first.mediaType());
    }

    private void sendUntilSettled(List<Document> batch) throws IOException, InterruptedException {
        List<Document> open = batch;
        Duration wait = FIRST_WAIT;
        long deadline = System.nanoTime() + patience.toNanos();
        while (!open.isEmpty()) {
            List<PushResult.Busy> busy = new ArrayList<>();
            for (PushResult result : client.push(source, open)) {
                if (result instanceof PushResult.Busy later) {
                    busy.add(later);
                } else {
                    onResult.accept(result);
                }
            }
            if (!busy.isEmpty()) {
                Duration pause = asked(busy.get(0), wait);
                if (System.nanoTime() + pause.toNanos() > deadline) {
                    busy.forEach(onResult);
                    return;
                }
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                wait =
                        wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0
                                ? wait.multipliedBy(2)
                                : LONGEST_WAIT;
            }
            open = busy.stream().map(PushResult.Busy::document).toList();
        }
    }

    private static Duration asked(PushResult.Busy busy, Duration otherwise) {
        return busy.retryAfterSeconds().map(Duration::ofSeconds).orElse(otherwise);
    }
}
