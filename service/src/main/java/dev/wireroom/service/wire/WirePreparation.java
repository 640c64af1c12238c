package dev.wireroom.service.wire;

import dev.wireroom.schema.registry.Contracts;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.topics.TopicProvisioner;
import dev.wireroom.schema.topics.Topics;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.http.Health;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for Kafka and the registry, then makes sure that every topic and every contract is there.
 * An outage is reported in {@link Health} (parts {@code kafka} and {@code registry}) and by one log
 * line when it begins, and is retried for ever; a refusal (an incompatible contract, a forbidden
 * topic) is thrown. Safe to run from many services at once.
 */
public final class WirePreparation {

    private static final Logger log = LoggerFactory.getLogger(WirePreparation.class);

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final ConnectionConfig connection;
    private final HttpSchemaRegistry client;
    private final Health.Part kafka;
    private final Health.Part registry;

    public WirePreparation(ConnectionConfig connection, Health health) {
        this(connection, new HttpSchemaRegistry(connection.registry()), health);
    }

    /**
     * @param client publishes the contracts, and so knows their ids afterwards
     */
    public WirePreparation(ConnectionConfig connection, HttpSchemaRegistry client, Health health) {
        this.connection = connection;
        this.client = client;
        this.kafka = health.part("kafka");
        this.registry = health.part("registry");
    }

    /**
     * Blocks until topics and contracts are in place.
     *
     * @throws InterruptedException where the waiting thread is interrupted, as on close
     * @throws KafkaException where Kafka or the registry refuses for good
     */
    public void run() throws InterruptedException {
        topics();
        contracts();
    }

    /**
     * Blocks until the topics are in place.
     *
     * @throws InterruptedException where the waiting thread is interrupted
     * @throws KafkaException where Kafka refuses for good
     */
    public void topics() throws InterruptedException {
        Topics topics = connection.topics();
        untilAvailable(kafka, "Kafka at " + connection.bootstrapServers(), () -> provision(topics));
    }

    /**
     * Blocks until the contracts are in place.
     *
     * @throws InterruptedException where the waiting thread is interrupted
     * @throws KafkaException where the registry refuses for good
     */
    public void contracts() throws InterruptedException {
        Topics topics = connection.topics();
        untilAvailable(
                registry,
                "the schema registry at " + connection.registryUrl(),
                () -> Contracts.publish(topics, client));
    }

    private void provision(Topics topics) {
        Map<String, Object> properties = connection.clientProperties();
        properties.putIfAbsent(
                AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, ""); // of no use here
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
        properties.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
        try (Admin admin = Admin.create(properties)) {
            new TopicProvisioner(admin).provision(topics.all());
        }
    }

    private static void untilAvailable(Health.Part part, String name, Runnable step)
            throws InterruptedException {
        boolean waiting = false;
        while (true) {
            try {
                step.run();
                if (waiting) {
                    log.info("{} is there", name);
                }
                part.up();
                return;
            } catch (InterruptException e) { // Kafka's way to say that
                throw new InterruptedException(e.getMessage());
            } catch (RetriableException e) {
                part.down(e.toString());
                if (!waiting) {
                    log.warn("waiting for {}: {}", name, e.getMessage());
                    waiting = true;
                }
                Thread.sleep(BETWEEN_TRIES.toMillis());
            }
        }
    }
}
