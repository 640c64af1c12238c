package dev.wireroom.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.service.config.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SinkConfigTest {

    @Test
    void hasADefaultForEverything() {
        SinkConfig config = SinkConfig.from(Map.of());

        assertThat(config.connection().bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(config.database().url()).isEqualTo("jdbc:postgresql://127.0.0.1:5442/wireroom");
        assertThat(config.http().port()).isEqualTo(8406);
        assertThat(config.connectorName()).isEqualTo("wireroom-sink");
        assertThat(config.tasks()).isEqualTo(2);
        assertThat(config.batchRecords()).isEqualTo(500);
        assertThat(config.migrate()).isTrue();
        assertThat(config.longestBackoff()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.retention())
                .isEqualTo(
                        new RetentionSettings(
                                Optional.empty(), Optional.empty(), Duration.ofMinutes(10), 500));
        assertThat(config.workerProperties())
                .containsEntry("consumer.isolation.level", "read_committed")
                .containsEntry("plugin.discovery", "service_load");
        assertThat(config.connectorProperties())
                .containsEntry("topics", "wireroom.enriched")
                .containsEntry("errors.deadletterqueue.topic.name", "wireroom.sink-errors");
    }

    @Test
    void everyKeyReachesTheWorkerOrTheConnector() {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", "k:1");
        settings.put("kafka.client.security.protocol", "SSL");
        settings.put("registry.url", "http://r:2/api");
        settings.put("registry.username", "ann");
        settings.put("registry.password", "secret");
        settings.put("topics.prefix", "desk.");
        settings.put("topics.replication.factor", "3");
        settings.put("database.url", "jdbc:postgresql://d:3/x?password=hidden");
        settings.put("database.user", "writer");
        settings.put("database.password", "pw");
        settings.put("sink.http.port", "0");
        settings.put("sink.connector.name", "second");
        settings.put("sink.tasks", "7");
        settings.put("sink.batch.records", "50");
        settings.put("sink.migrate", "false");
        settings.put("sink.retry.backoff.max.ms", "123");
        settings.put("sink.retention.days", "90");
        settings.put("sink.retention.revisions.days", "30");
        settings.put("sink.retention.interval.ms", "45");
        settings.put("sink.retention.batch.articles", "6");

        SinkConfig config = SinkConfig.from(settings);

        assertThat(config.http().port()).isZero();
        assertThat(config.workerProperties())
                .containsEntry("bootstrap.servers", "k:1")
                .containsEntry("consumer.security.protocol", "SSL")
                .containsEntry("producer.security.protocol", "SSL")
                .containsEntry("consumer.max.poll.records", "50");
        assertThat(config.connectorProperties())
                .containsEntry("name", "second")
                .containsEntry("tasks.max", "7")
                .containsEntry("topics", "desk.enriched")
                .containsEntry("errors.deadletterqueue.topic.name", "desk.sink-errors")
                .containsEntry("errors.deadletterqueue.topic.replication.factor", "3")
                .containsEntry("database.url", "jdbc:postgresql://d:3/x?password=hidden")
                .containsEntry("database.user", "writer")
                .containsEntry("database.password", "pw")
                .containsEntry("database.migrate", "false")
                .containsEntry("retry.backoff.max.ms", "123")
                .containsEntry("retention.days", "90")
                .containsEntry("retention.revisions.days", "30")
                .containsEntry("retention.interval.ms", "45")
                .containsEntry("retention.batch.articles", "6")
                .containsEntry("schema.registry.url", "http://r:2/api")
                .containsEntry("schema.registry.basic.auth.user.info", "ann:secret");
        assertThat(config.toString()).doesNotContain("secret", "pw", "hidden");
    }

    @Test
    void namesWhatItCanNotUse() {
        assertThatThrownBy(() -> SinkConfig.from(Map.of("sink.tasks", "none")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sink.tasks")
                .hasMessageContaining("none");
        assertThatThrownBy(() -> SinkConfig.from(Map.of("sink.retention.days", "-1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sink.retention.days");
    }
}
