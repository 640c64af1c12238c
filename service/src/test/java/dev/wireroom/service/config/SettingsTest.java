package dev.wireroom.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final ConfigDef DEFINITION =
            HttpConfig.define(ConnectionConfig.define(new ConfigDef()), "ingest", 8401);
    private static final KnownKeys KNOWN = KnownKeys.of(DEFINITION);

    @TempDir Path directory;

    @Test
    void laterSourcesWinOverEarlierOnes() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("wireroom.properties"),
                        "ingest.http.port=1\ntopics.prefix=a.\n");
        Map<String, String> environment =
                Map.of(
                        "WIREROOM_INGEST_HTTP_PORT",
                        "2",
                        "WIREROOM_TOPICS_PARTITIONS",
                        "3",
                        "PATH",
                        "/bin");

        Settings settings =
                Settings.knowing(KNOWN)
                        .file(file)
                        .environment(environment)
                        .set(List.of("ingest.http.port=4"))
                        .load();

        assertThat(settings)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "ingest.http.port",
                                "4",
                                "topics.prefix",
                                "a.",
                                "topics.partitions",
                                "3"));
        assertThat(settings.origin("ingest.http.port")).isEqualTo("--set");
        assertThat(settings.origin("topics.partitions"))
                .isEqualTo("environment WIREROOM_TOPICS_PARTITIONS");
        assertThat(settings.origin("topics.prefix")).isEqualTo("file " + file);
        assertThat(settings.origin("registry.url")).isEqualTo("default");
    }

    @Test
    void refusesAnUnknownKeyWithTheNearestKnownOne() {
        assertThatThrownBy(
                        () -> Settings.knowing(KNOWN).set(List.of("ingest.http.prot=8401")).load())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ingest.http.prot")
                .hasMessageContaining("(--set)")
                .hasMessageContaining("did you mean ingest.http.port?");
    }

    @Test
    void refusesAnUnknownVariableWithTheNearestKnownOneAndNoValue() {
        assertThatThrownBy(
                        () ->
                                Settings.knowing(KNOWN)
                                        .environment(Map.of("WIREROOM_REGISTRY_PASWORD", "hunter2"))
                                        .load())
                .hasMessageContaining("environment WIREROOM_REGISTRY_PASWORD")
                .hasMessageContaining("did you mean WIREROOM_REGISTRY_PASSWORD?")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void ignoresTheVariablesItIsToldToIgnore() {
        Settings settings =
                Settings.knowing(KNOWN)
                        .ignoringVariables("WIREROOM_HOME")
                        .environment(Map.of("WIREROOM_HOME", "/opt/wireroom"))
                        .load();

        assertThat(settings).isEmpty();
    }

    @Test
    void namesEveryFaultAtOnce() {
        assertThatThrownBy(
                        () ->
                                Settings.knowing(KNOWN)
                                        .set(List.of("noequals", "no.such.key=1"))
                                        .load())
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.faults()).hasSize(2))
                .hasMessageContaining("not of the form key=value");
    }

    @Test
    void acceptsKeysOfOtherServicesInASharedFile() {
        ConfigDef deliver = HttpConfig.define(new ConfigDef(), "deliver", 8402);
        Settings settings =
                Settings.knowing(KnownKeys.of(DEFINITION, deliver))
                        .set(List.of("deliver.http.port=9"))
                        .load();

        ConfigValues values = ConfigValues.parse(DEFINITION, settings);

        assertThat(HttpConfig.from(values, "ingest").port()).isEqualTo(8401);
    }

    @Test
    void saysWhichFileIsMissing() {
        Path missing = directory.resolve("missing.properties");
        assertThatThrownBy(() -> Settings.knowing(KNOWN).file(missing))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("no such file");
    }

    @Test
    void showsKeysButNoValues() {
        Settings settings =
                Settings.knowing(KNOWN).set(List.of("registry.password=hunter2")).load();

        assertThat(settings.toString()).contains("registry.password").doesNotContain("hunter2");
    }
}
