package dev.wireroom.connect;

import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.Metrics;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Connect leaves to an operator with a REST client: starts a worker once Kafka answers,
 * restarts what has failed in it, with back-off, and tells health and metrics. {@link #run} keeps
 * its thread until it is interrupted.
 */
public final class ConnectorKeeper {

    private static final Logger log = LoggerFactory.getLogger(ConnectorKeeper.class);

    private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

    /** While something is missing, so that its return is noticed soon. */
    private static final Duration WATCH_CLOSELY = Duration.ofMillis(200);

    private static final Duration FIRST_RESTART = Duration.ofSeconds(1);
    private static final Duration LAST_RESTART = Duration.ofMinutes(1);

    /** What has run for so long counts as well again. */
    private static final Duration WELL_AFTER = Duration.ofMinutes(1);

    private final String service;
    private final Health.Part part;
    private final Metrics metrics;
    private final Counter restarts;
    private final ToLongFunction<ConnectMeters> tasksWell;
    private int attempts;

    /**
     * @param service its name, as metrics begin with
     * @param part reported down while the connector or a task does not run
     * @param tasksWell how many tasks have what they need, where the connector's metrics tell
     */
    public ConnectorKeeper(
            String service,
            Health.Part part,
            Metrics metrics,
            ToLongFunction<ConnectMeters> tasksWell) {
        this.service = service;
        this.part = part;
        this.metrics = metrics;
        this.tasksWell = tasksWell;
        this.restarts =
                Counter.builder("wireroom." + service + ".restarts")
                        .description("Restarts of a failed connector or task.")
                        .register(metrics.registry());
    }

    /**
     * Runs the connector. Whatever end this comes to, the worker is closed then.
     *
     * @param worker properties of a standalone worker
     * @param connector properties of the connector
     * @throws InterruptedException on close
     */
    public void run(Map<String, String> worker, Map<String, String> connector)
            throws InterruptedException {
        try (SinkWorker running = untilStarted(worker, connector)) {
            log.info("{} runs connector {}", service, connector.get("name"));
            watch(running);
        }
    }

    private SinkWorker untilStarted(Map<String, String> worker, Map<String, String> connector)
            throws InterruptedException {
        attempts = 0;
        while (true) {
            try {
                return SinkWorker.start(worker, connector);
            } catch (ConnectException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                part.down(String.valueOf(e.getMessage()));
                Duration pause = nextPause();
                log.warn("the worker did not start, trying again in {}: {}", pause, e.getMessage());
                Thread.sleep(pause);
            }
        }
    }

    private void watch(SinkWorker worker) throws InterruptedException {
        ConnectMeters meters = new ConnectMeters(worker.metrics(), metrics.registry());
        attempts = 0;
        long wellSince = System.nanoTime();
        while (true) {
            meters.refresh();
            List<SinkWorker.Part> parts = worker.parts();
            Optional<String> trouble = trouble(parts, meters);
            trouble.ifPresentOrElse(part::down, part::up);
            if (parts.stream().anyMatch(SinkWorker.Part::failed)) {
                Duration pause = nextPause();
                log.warn("{}; restarting in {}", described(parts), pause);
                Thread.sleep(pause);
                restarts.increment();
                worker.restartFailed();
                wellSince = System.nanoTime();
            } else if (System.nanoTime() - wellSince > WELL_AFTER.toNanos()) {
                attempts = 0;
            }
            Thread.sleep(trouble.isPresent() ? WATCH_CLOSELY : WATCH_EVERY);
        }
    }

    private Duration nextPause() {
        ExponentialBackoff backoff =
                new ExponentialBackoff(FIRST_RESTART.toMillis(), 2, LAST_RESTART.toMillis(), 0);
        return Duration.ofMillis(backoff.backoff(attempts++));
    }

    private Optional<String> trouble(List<SinkWorker.Part> parts, ConnectMeters meters) {
        // the connector itself and at least one task
        if (parts.size() < 2 || !parts.stream().allMatch(SinkWorker.Part::running)) {
            return Optional.of(parts.isEmpty() ? "starting" : described(parts));
        }
        long tasks = parts.size() - 1L;
        long waiting = tasks - tasksWell.applyAsLong(meters);
        return waiting <= 0
                ? Optional.empty()
                : Optional.of("%d of %d tasks wait for what they need".formatted(waiting, tasks));
    }

    private static String described(List<SinkWorker.Part> parts) {
        return parts.stream()
                .filter(part -> !part.running())
                .map(part -> (part.name() + " is " + part.state() + " " + part.trouble()).strip())
                .collect(Collectors.joining("; "));
    }
}
