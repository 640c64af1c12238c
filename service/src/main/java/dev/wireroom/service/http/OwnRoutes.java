package dev.wireroom.service.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes every service has: liveness, readiness and metrics; stateless. */
final class OwnRoutes {
    private final Health health;
    private final Metrics metrics;

    OwnRoutes(Health health, Metrics metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    void live(Exchange exchange) {
        Optional<String> failure = health.failure();
        if (failure.isPresent()) {
            throw Problem.of(503, "failed", "Failed", failure.get())
                    .withFix("restart the service; its log says why it failed")
                    .toException();
        }
        exchange.reply(200, Map.of("alive", true));
    }

    void ready(Exchange exchange) {
        List<Health.State> states = health.states();
        List<String> missing =
                states.stream().filter(state -> !state.ready()).map(Health.State::name).toList();
        List<Map<String, Object>> checks = states.stream().map(OwnRoutes::check).toList();
        Optional<String> failure = health.failure();
        if (missing.isEmpty() && failure.isEmpty()) {
            exchange.reply(200, Map.of("ready", true, "checks", checks));
            return;
        }
        throw Problem.of(
                        503,
                        "not-ready",
                        "Not ready",
                        failure.orElseGet(() -> "Missing: " + String.join(", ", missing) + "."))
                .with("ready", false)
                .with("missing", missing)
                .with("checks", checks)
                .toException()
                .header("Retry-After", "1");
    }

    private static Map<String, Object> check(Health.State state) {
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("name", state.name());
        check.put("ready", state.ready());
        check.put("since", state.since().toString());
        if (!state.detail().isEmpty()) {
            check.put("detail", state.detail());
        }
        return check;
    }

    void metrics(Exchange exchange) {
        exchange.reply(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
    }
}
