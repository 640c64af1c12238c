package dev.wireroom.ingest.http;

import static dev.wireroom.ingest.http.OpenDoor.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wireroom.ingest.format.TextLimits;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kafka takes records but acknowledges none; more is pushed than memory is set aside for. */
class OverloadTest {

    private static final long BUDGET = 2_000_000;
    private static final String BATCH =
            "{\"title\": \"t\", \"body\": \"%s\"}%n".formatted("x".repeat(20_000)).repeat(10);
    private static final int PUSHES = 60;

    private final OpenDoor door =
            new OpenDoor(
                    new PushEndpoint.Bounds(TextLimits.DEFAULT, BUDGET, 0),
                    InstantSource.system(),
                    Map.of());

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void refusesWhatMemoryIsNotSetAsideForAndRecovers() throws Exception {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        door.wire.held = acknowledged;
        List<CompletableFuture<HttpResponse<String>>> pushes = new ArrayList<>();
        for (int i = 0; i < PUSHES; i++) {
            pushes.add(door.pushLater(BATCH, "Content-Type", "application/x-ndjson"));
        }
        int fit = (int) (BUDGET / BATCH.length());
        await().until(
                        () ->
                                pushes.stream().filter(CompletableFuture::isDone).count()
                                        == PUSHES - fit);
        assertThat(door.meters.get("wireroom.ingest.body.bytes").gauge().value())
                .isLessThanOrEqualTo(BUDGET);
        for (CompletableFuture<HttpResponse<String>> refused :
                pushes.stream().filter(CompletableFuture::isDone).toList()) {
            assertThat(refused.get().statusCode()).isEqualTo(503);
            assertThat(problem(refused.get())).isEqualTo("too-busy");
            assertThat(refused.get().headers().firstValue("Retry-After")).hasValue("1");
        }
        acknowledged.complete(null);
        long accepted = 0;
        for (CompletableFuture<HttpResponse<String>> push : pushes) {
            accepted += push.get().statusCode() == 202 ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(fit);
        assertThat(door.push(BATCH, "Content-Type", "application/x-ndjson").statusCode())
                .isEqualTo(202);
        assertThat(door.meters.get("wireroom.ingest.body.bytes").gauge().value()).isZero();
    }
}
