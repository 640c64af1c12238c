package dev.wireroom.launcher.allinone;

import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.service.http.Health;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Asks a service's {@code /readyz} until it says yes.
 *
 * @param service where its HTTP door answers
 * @param health tells of a failure for good, after which there is nothing to wait for
 */
record Readiness(URI service, Health health) {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /**
     * Blocks, unless cancelled; a service that fails, or is not ready in time, is a {@link
     * CannotStartException} with its reason or its own last answer.
     */
    void await(String name, Duration limit, BooleanSupplier cancelled) {
        HttpRequest request =
                HttpRequest.newBuilder(service.resolve("/readyz")).timeout(ANSWER_LIMIT).build();
        long deadline = System.nanoTime() + limit.toNanos();
        String last = "no answer";
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < deadline && !cancelled.getAsBoolean()) {
                if (health.failure().isPresent()) {
                    throw new CannotStartException(
                            "%s failed: %s".formatted(name, health.failure().get()));
                }
                try {
                    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                    if (answer.statusCode() == 200) {
                        return;
                    }
                    last = answer.body();
                } catch (IOException e) {
                    last = String.valueOf(e.getMessage());
                }
                Thread.sleep(BETWEEN_TRIES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted while " + name + " was starting", e);
        }
        throw new CannotStartException(
                "%s was not ready within %d s: %s".formatted(name, limit.toSeconds(), last));
    }
}
