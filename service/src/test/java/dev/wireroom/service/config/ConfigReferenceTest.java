package dev.wireroom.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    @Test
    void listsSharedKeysOnceAndEachServicesOwn() {
        Map<String, ConfigDef> services = new LinkedHashMap<>();
        services.put(
                "Ingest",
                HttpConfig.define(ConnectionConfig.define(new ConfigDef()), "ingest", 8401));
        services.put(
                "Deliver",
                HttpConfig.define(ConnectionConfig.define(new ConfigDef()), "deliver", 8402));

        String markdown = ConfigReference.markdown(services);

        assertThat(markdown.indexOf("## Shared"))
                .isPositive()
                .isLessThan(markdown.indexOf("## Ingest"));
        assertThat(markdown)
                .containsOnlyOnce("| `topics.prefix` |")
                .containsOnlyOnce("| `ingest.http.port` |");
        assertThat(markdown)
                .contains(
                        "| `deliver.http.port` | `WIREROOM_DELIVER_HTTP_PORT` | int | `8402` |"
                                + " [0,...,65535] | Port to listen on; 0 picks a free one. |")
                .contains("| `kafka.client.*` | `WIREROOM_KAFKA_CLIENT_*` | string | none |");
    }
}
