package dev.wireroom.ingest.http;

import dev.wireroom.ingest.format.detect.ArticleFormats;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Json;
import dev.wireroom.service.http.Problem;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * What a push is answered with: a line for each article of a batch, else what became of the one.
 * Immutable.
 *
 * @param outcomes at least one, in the order of the request
 */
record PushAnswer(List<PushOutcome> outcomes, boolean batch) {

    private static final int BUFFER_BYTES = 32 * 1024;

    PushAnswer {
        outcomes = List.copyOf(outcomes);
        if (outcomes.isEmpty()) {
            throw Problem.of(422, "empty-document", "Nothing sent", "The body has no article.")
                    .withFix("send one article a line")
                    .toException();
        }
    }

    private boolean hasLines() {
        return batch || outcomes.size() > 1;
    }

    private int status() {
        return hasLines() ? PushOutcome.overallStatus(outcomes) : outcomes.get(0).status();
    }

    private Optional<String> retryAfter() {
        return outcomes.stream().anyMatch(outcome -> outcome.status() == 503)
                ? Optional.of(WireGate.RETRY_AFTER_SECONDS)
                : Optional.empty();
    }

    /** The whole answer in memory. */
    Answer inMemory() throws IOException {
        if (hasLines()) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            writeLines(lines);
            return new Answer(status(), ArticleFormats.NDJSON, lines.toByteArray(), retryAfter());
        }
        return switch (outcomes.get(0)) {
            case PushOutcome.Accepted accepted ->
                    new Answer(
                            accepted.status(),
                            ArticleFormats.JSON,
                            Json.bytes(accepted.json()),
                            Optional.empty());
            case PushOutcome.Refused refused ->
                    new Answer(
                            refused.status(),
                            Problem.MEDIA_TYPE,
                            Json.bytes(refused.problem()),
                            retryAfter());
        };
    }

    /** Gives the answer, a batch's line by line. */
    void giveTo(Exchange exchange) throws IOException {
        if (!hasLines()) {
            inMemory().giveTo(exchange);
            return;
        }
        retryAfter().ifPresent(seconds -> exchange.set("Retry-After", seconds));
        try (OutputStream out =
                new BufferedOutputStream(
                        exchange.stream(status(), ArticleFormats.NDJSON), BUFFER_BYTES)) {
            writeLines(out);
        }
    }

    private void writeLines(OutputStream out) throws IOException {
        for (PushOutcome outcome : outcomes) {
            out.write(Json.bytes(outcome.line()));
            out.write('\n');
        }
    }
}
