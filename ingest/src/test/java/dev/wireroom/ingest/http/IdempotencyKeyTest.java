package dev.wireroom.ingest.http;

import static dev.wireroom.ingest.http.OpenDoor.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wireroom.ingest.body.Inflation;
import dev.wireroom.ingest.format.TextLimits;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

    private static final String ARTICLE = "{\"title\": \"Ferry\"}";
    private static final String BATCH = "{\"title\": \"a\"}\n{\"title\": 1}\n";

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-25T10:00:00Z"));
    private final OpenDoor door =
            new OpenDoor(
                    new PushEndpoint.Bounds(
                            TextLimits.DEFAULT,
                            10_000_000,
                            0,
                            new PushConfig(
                                    new Inflation.Limits(1_000_000, 100),
                                    1000,
                                    Duration.ofMinutes(10),
                                    100_000)),
                    now::get,
                    Map.of());

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void givesTheFirstAnswerAgainWithoutPublishing() {
        HttpResponse<String> first = door.push(ARTICLE, "Idempotency-Key", "\"k-1\"");
        HttpResponse<String> again = door.push(ARTICLE, "Idempotency-Key", "k-1");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(door.wire.articles).hasSize(1);
    }

    @Test
    void givesEachLineOfABatchAgain() {
        String type = "application/x-ndjson";
        HttpResponse<String> first = door.push(BATCH, "Idempotency-Key", "k", "Content-Type", type);
        HttpResponse<String> again = door.push(BATCH, "Idempotency-Key", "k", "Content-Type", type);
        assertThat(first.statusCode()).isEqualTo(207);
        assertThat(again.statusCode()).isEqualTo(207);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(door.wire.articles).hasSize(1);
    }

    @Test
    void refusesAKeyThatCameWithSomethingElse() {
        door.push(ARTICLE, "Idempotency-Key", "k");
        HttpResponse<String> other = door.push(BATCH, "Idempotency-Key", "k");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(problem(other)).isEqualTo("idempotency-key-reused");
        assertThat(door.wire.articles).hasSize(1);
    }

    @Test
    void tellsTheKeysOfTwoSourcesApart() {
        byte[] article = ARTICLE.getBytes(StandardCharsets.UTF_8);
        door.push("demo", article, "Idempotency-Key", "k");
        assertThat(door.push("other", article, "Idempotency-Key", "k").statusCode()).isEqualTo(202);
        assertThat(door.wire.articles).hasSize(2);
    }

    @Test
    void answers409WhileTheFirstIsStillWorkedOn() throws Exception {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        door.wire.held = acknowledged;
        var first = door.pushLater(ARTICLE, "Idempotency-Key", "k");
        await().until(() -> door.wire.articles.size() == 1);
        HttpResponse<String> second = door.push(ARTICLE, "Idempotency-Key", "k");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(problem(second)).isEqualTo("idempotency-key-in-use");
        assertThat(second.headers().firstValue("Retry-After")).isPresent();
        acknowledged.complete(null);
        assertThat(first.get().statusCode()).isEqualTo(202);
        door.wire.held = null;
        assertThat(door.push(ARTICLE, "Idempotency-Key", "k").body()).isEqualTo(first.get().body());
        assertThat(door.wire.articles).hasSize(1);
    }

    @Test
    void worksAgainWhereTheFirstFoundNoKafka() {
        door.wire.failure = new TimeoutException("no answer");
        assertThat(door.push(ARTICLE, "Idempotency-Key", "k").statusCode()).isEqualTo(503);
        door.wire.failure = null;
        HttpResponse<String> again = door.push(ARTICLE, "Idempotency-Key", "k");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void forgetsAnAnswerAfterItsTime() {
        door.push(ARTICLE, "Idempotency-Key", "k");
        now.set(now.get().plus(Duration.ofMinutes(11)));
        HttpResponse<String> late = door.push(ARTICLE, "Idempotency-Key", "k");
        assertThat(late.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(door.wire.articles).hasSize(2);
    }

    @Test
    void keepsNoMoreAnswersThanItHasRoomFor() {
        int pushes = 500;
        for (int i = 0; i < pushes; i++) {
            door.push(ARTICLE, "Idempotency-Key", "k" + i);
        }
        long replayed = 0;
        for (int i = 0; i < pushes; i++) {
            replayed +=
                    door
                            .push(ARTICLE, "Idempotency-Key", "k" + i)
                            .headers()
                            .firstValue("Idempotency-Replayed")
                            .stream()
                            .count();
        }
        // 100 kB hold some 120 answers of 300 bytes and their overhead
        assertThat(replayed).isBetween(1L, 200L);
    }
}
