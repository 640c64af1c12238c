package dev.wireroom.ingest.wire;

import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.http.Health;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka now and then whether it is there, and says so in a Health part, so that a push in an
 * outage is refused at once instead of waiting for its timeout. One thread at a time.
 */
public final class BrokerProbe implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BrokerProbe.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final Admin admin;
    private final String brokers;
    private final Health.Part health;
    private boolean wasUp = true;

    public BrokerProbe(ConnectionConfig connection, Health.Part health) {
        Map<String, Object> properties = connection.clientProperties();
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "wireroom-ingest-probe");
        this.admin = Admin.create(properties);
        this.brokers = connection.bootstrapServers();
        this.health = health;
    }

    /** Asks once, for at most three seconds; whether Kafka is there. */
    public boolean ask() throws InterruptedException {
        try {
            admin.describeCluster(
                            new DescribeClusterOptions().timeoutMs((int) ANSWER_WITHIN.toMillis()))
                    .nodes()
                    .get();
            health.up();
            if (!wasUp) {
                log.info("Kafka at {} is back", brokers);
            }
            wasUp = true;
        } catch (ExecutionException e) {
            String why = "no answer from Kafka at " + brokers;
            health.down(why);
            if (wasUp) {
                log.warn("{}: {}", why, e.getMessage());
            }
            wasUp = false;
        }
        return wasUp;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
