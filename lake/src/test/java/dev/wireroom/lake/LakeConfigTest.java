package dev.wireroom.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.service.config.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LakeConfigTest {
    @Test
    void isComplete() {
        LakeConfig config = LakeConfig.from(Map.of());
        assertThat(config.table()).hasToString("wireroom.article_revision");
        assertThat(config.commitInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.tasks()).isEqualTo(1);
        assertThat(config.http().port()).isEqualTo(8407);
        assertThat(config.catalog().properties())
                .containsEntry("type", "jdbc")
                .containsEntry(
                        "uri",
                        "jdbc:postgresql://127.0.0.1:5442/wireroom?currentSchema=wireroom_lake")
                .containsEntry("warehouse", Path.of("data/lake").toAbsolutePath().toString())
                .containsEntry("io-impl", LocalFileIO.class.getName());
    }

    @Test
    void tellsIcebergsConnectorEverything() {
        Map<String, String> settings = new HashMap<>();
        settings.put("topics.prefix", "desk.");
        settings.put("kafka.bootstrap.servers", "kafka:1");
        settings.put("kafka.client.security.protocol", "SSL");
        settings.put("registry.token", "secret");
        settings.put("lake.table", "news.history");
        settings.put("lake.connector.name", "other");
        settings.put("lake.tasks", "3");
        settings.put("lake.commit.interval.ms", "5000");
        settings.put("lake.warehouse", "s3://bucket/lake");
        settings.put("lake.catalog.type", "rest");
        settings.put("lake.catalog.uri", "http://catalog/?token=x");
        LakeConfig config = LakeConfig.from(settings);
        assertThat(config.connectorProperties())
                .containsEntry("connector.class", "org.apache.iceberg.connect.IcebergSinkConnector")
                .containsEntry("name", "other")
                .containsEntry("tasks.max", "3")
                .containsEntry("topics", "desk.enriched")
                .containsEntry("iceberg.tables", "news.history")
                .containsEntry("iceberg.control.topic", "desk.lake-control")
                .containsEntry("iceberg.control.commit.interval-ms", "5000")
                .containsEntry("iceberg.catalog.type", "rest")
                .containsEntry("iceberg.catalog.warehouse", "s3://bucket/lake")
                .containsEntry("iceberg.kafka.bootstrap.servers", "kafka:1")
                .containsEntry("iceberg.kafka.security.protocol", "SSL")
                .containsEntry("errors.deadletterqueue.topic.name", "desk.lake-errors")
                .containsEntry("value.converter.schema.registry.bearer.auth.token", "secret")
                .doesNotContainKeys("iceberg.catalog.io-impl", "iceberg.catalog.jdbc.user");
        assertThat(config.workerProperties())
                .containsEntry("consumer.isolation.level", "read_committed")
                .containsEntry("consumer.security.protocol", "SSL");
        assertThat(config.toString())
                .doesNotContain("secret", "token=x")
                .contains("http://catalog/");
    }

    @Test
    void refusesWhatCanNotWork() {
        assertThatThrownBy(() -> LakeConfig.from(Map.of("lake.table", "history")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lake.table")
                .hasMessageContaining("namespace.table");
        assertThatThrownBy(() -> LakeConfig.from(Map.of("lake.tasks", "0")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lake.tasks");
        assertThatThrownBy(() -> LakeConfig.from(Map.of("lake.commit.interval.ms", "1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lake.commit.interval.ms");
    }
}
