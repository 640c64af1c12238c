package dev.wireroom.connect;

import dev.wireroom.service.config.ConnectionConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.RestartRequest;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Connect worker in this process that runs one sink connector, without a REST listener. Workers
 * with the same connector name share its consumer group, so starting more of them shares out the
 * work. This is the only class that touches Connect's internals. Thread-safe.
 */
public final class SinkWorker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SinkWorker.class);

    private static final Duration STEP_LIMIT = Duration.ofSeconds(30);
    private static final String RUNNING = "RUNNING";
    private static final String FAILED = "FAILED";

    private final String connector;
    private final Worker worker;
    private final StandaloneHerder herder;

    private SinkWorker(String connector, Worker worker, StandaloneHerder herder) {
        this.connector = connector;
        this.worker = worker;
        this.herder = herder;
    }

    /**
     * State of the connector or one of its tasks.
     *
     * @param name {@code connector} or {@code task-N}
     * @param state Connect's word for it: RUNNING, FAILED, UNASSIGNED…
     * @param trouble first line of what it failed with; empty where it did not
     */
    public record Part(String name, String state, String trouble) {

        public boolean running() {
            return state.equals(RUNNING);
        }

        public boolean failed() {
            return state.equals(FAILED);
        }
    }

    /**
     * Starts a worker and the connector in it; Kafka must answer.
     *
     * @param workerProperties as of a standalone worker
     * @param connectorProperties as of a connector, {@code name} among them
     * @throws ConnectException where Kafka can't be reached or the configuration is refused
     */
    public static SinkWorker start(
            Map<String, String> workerProperties, Map<String, String> connectorProperties) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            Plugins plugins = new Plugins(workerProperties);
            plugins.compareAndSwapWithDelegatingLoader();
            StandaloneConfig config = new StandaloneConfig(workerProperties);
            ConnectorClientConfigOverridePolicy policy =
                    new AllConnectorClientConfigOverridePolicy();
            String connector = Objects.requireNonNull(connectorProperties.get("name"));
            String workerId = connector + "@" + ProcessHandle.current().pid();
            Worker worker =
                    new Worker(
                            workerId, Time.SYSTEM, plugins, config, new NoSourceOffsets(), policy);
            StandaloneHerder herder = new StandaloneHerder(worker, config.kafkaClusterId(), policy);
            SinkWorker started = new SinkWorker(connector, worker, herder);
            try {
                herder.start();
                started.create(connectorProperties);
                herder.ready();
                return started;
            } catch (RuntimeException e) {
                started.close();
                throw e;
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** How the worker and the clients of its connector reach Kafka; to be added to. */
    public static Map<String, String> clientProperties(ConnectionConfig connection) {
        Map<String, String> worker = new HashMap<>();
        connection
                .clientProperties()
                .forEach(
                        (key, value) -> {
                            worker.put(key, value.toString());
                            worker.put("consumer." + key, value.toString());
                            worker.put("producer." + key, value.toString());
                            worker.put("admin." + key, value.toString());
                        });
        return worker;
    }

    private void create(Map<String, String> properties) {
        CompletableFuture<Void> created = new CompletableFuture<>();
        herder.putConnectorConfig(
                connector,
                properties,
                false,
                (error, result) -> {
                    if (error == null) {
                        created.complete(null);
                    } else {
                        created.completeExceptionally(error);
                    }
                });
        await(created, "creating connector " + connector);
    }

    /** Restarts what has failed, the connector or tasks; what runs is left alone. */
    public void restartFailed() {
        CompletableFuture<Void> restarted = new CompletableFuture<>();
        herder.restartConnectorAndTasks(
                new RestartRequest(connector, true, true),
                (error, result) -> {
                    if (error == null) {
                        restarted.complete(null);
                    } else {
                        restarted.completeExceptionally(error);
                    }
                });
        await(restarted, "restarting connector " + connector);
    }

    private static void await(CompletableFuture<Void> step, String what) {
        try {
            step.get(STEP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ConnectException(what + ": " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new ConnectException(what + " took more than " + STEP_LIMIT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException(what + " was interrupted", e);
        }
    }

    /** The connector and its tasks; empty where there is none yet. */
    public List<Part> parts() {
        ConnectorStateInfo info;
        try {
            info = herder.connectorStatus(connector);
        } catch (NotFoundException e) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        parts.add(part("connector", info.connector()));
        info.tasks().forEach(task -> parts.add(part("task-" + task.id(), task)));
        return parts;
    }

    private static Part part(String name, ConnectorStateInfo.AbstractState state) {
        String trace = state.trace();
        String trouble =
                trace == null ? "" : trace.lines().findFirst().orElse("").replace('\t', ' ');
        return new Part(name, state.state(), trouble);
    }

    /** Connect's own metrics, those of the connector's tasks among them. */
    public Metrics metrics() {
        return worker.metrics().metrics();
    }

    /** Lets running batches end and commits their offsets, for some seconds at most. */
    @Override
    public void close() {
        herder.stop();
        log.debug("the worker has stopped");
    }
}
