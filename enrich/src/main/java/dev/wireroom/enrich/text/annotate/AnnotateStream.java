package dev.wireroom.enrich.text.annotate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.enrich.text.Annotation;
import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.TextDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Annotates newline-delimited JSON: a line out for every line in, in the same order, each as soon
 * as it is ready. Several threads annotate; a bounded queue keeps memory flat however long the
 * input is.
 *
 * <p>A line that is no document gives {@code {"line":n,"id":…,"error":…}} in its place and is
 * counted; it stops nothing. Blank lines are skipped.
 */
public final class AnnotateStream {
    /** Longest line, in bytes. */
    static final int MAX_LINE_BYTES = 32 << 20;

    /**
     * Lines in flight for each thread: enough that a long article holds nobody up, few enough to
     * bound memory.
     */
    private static final int LINES_PER_THREAD = 8;

    private final Annotator annotator;
    private final Options options;

    public AnnotateStream(Annotator annotator, Options options) {
        this.annotator = annotator;
        this.options = options;
    }

    /**
     * How to annotate.
     *
     * @param threads that annotate, at least 1
     * @param output what to write
     */
    public record Options(int threads, Output output) {
        public Options {
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be at least 1: " + threads);
            }
        }
    }

    /** What is written for a document. */
    public enum Output {
        /** One JSON object a line. */
        JSON,
        /** A page for people, coloured. */
        EXPLAIN_COLOURED,
        /** A page for people, plain. */
        EXPLAIN_PLAIN
    }

    /**
     * What was done.
     *
     * @param annotated documents analysed or honestly refused
     * @param failed lines that were no documents
     */
    public record Summary(long annotated, long failed) {}

    private record Answer(String text, boolean failed) {}

    /**
     * Reads until the end of input and flushes; closes neither stream.
     *
     * @throws IOException when reading or writing fails
     */
    public Summary run(InputStream in, OutputStream out) throws IOException {
        BlockingQueue<CompletableFuture<@Nullable Answer>> queue =
                new ArrayBlockingQueue<>(options.threads() * LINES_PER_THREAD);
        AtomicBoolean stopped = new AtomicBoolean();
        try (ExecutorService workers = Executors.newFixedThreadPool(options.threads());
                ExecutorService writer = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Summary> written =
                    CompletableFuture.supplyAsync(() -> write(queue, out, stopped), writer);
            try {
                submit(in, queue, workers, stopped);
                queue.put(CompletableFuture.completedFuture(null));
                return written.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof UncheckedIOException io) {
                    throw io.getCause();
                }
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while annotating");
            } finally {
                stopped.set(true);
                workers.shutdownNow();
                writer.shutdownNow();
            }
        }
    }

    private void submit(
            InputStream in,
            BlockingQueue<CompletableFuture<@Nullable Answer>> queue,
            ExecutorService workers,
            AtomicBoolean stopped)
            throws IOException, InterruptedException {
        LineReader lines = new LineReader(in, MAX_LINE_BYTES);
        long number = 0;
        byte[] line = lines.next();
        while (line != null && !stopped.get()) {
            number++;
            if (!isBlank(line)) {
                byte[] text = line;
                long at = number;
                boolean overlong = lines.wasOverlong();
                queue.put(CompletableFuture.supplyAsync(() -> answer(text, at, overlong), workers));
            }
            line = lines.next();
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private Answer answer(byte[] line, long number, boolean overlong) {
        try {
            if (overlong) {
                return failure(number, null, "longer than %d bytes".formatted(MAX_LINE_BYTES));
            }
            TextDocument document = DocumentReader.read(line);
            Annotation annotation = annotator.annotate(document);
            return new Answer(
                    switch (options.output()) {
                        case JSON -> AnnotationJson.line(AnnotationJson.of(annotation)) + "\n";
                        case EXPLAIN_COLOURED -> Explanation.coloured(document, annotation);
                        case EXPLAIN_PLAIN -> Explanation.plain(document, annotation);
                    },
                    false);
        } catch (DocumentReader.BadLine e) {
            return failure(number, e.id(), String.valueOf(e.getMessage()));
        }
    }

    private static Answer failure(long line, @Nullable String id, String message) {
        ObjectNode node =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("line", line)
                        .put("id", id)
                        .put("error", message);
        return new Answer(AnnotationJson.line(node) + "\n", true);
    }

    private static Summary write(
            BlockingQueue<CompletableFuture<@Nullable Answer>> queue,
            OutputStream out,
            AtomicBoolean stopped) {
        long annotated = 0;
        long failed = 0;
        try {
            while (true) {
                Answer answer = queue.take().join();
                if (answer == null) {
                    out.flush();
                    return new Summary(annotated, failed);
                }
                out.write(answer.text().getBytes(StandardCharsets.UTF_8));
                failed += answer.failed() ? 1 : 0;
                annotated += answer.failed() ? 0 : 1;
                if (queue.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new CancellationException("the reader stopped");
        } finally {
            // A reader that waits for room must find some, then see that nobody writes any more.
            stopped.set(true);
            queue.clear();
        }
    }
}
