package dev.wireroom.launcher.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.launcher.embedded.CannotStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortPlanTest {
    @Test
    void refusesAPortThatIsTakenNamingItsKey() throws IOException {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> settings = allFree();
            settings.put("ingest.http.port", Integer.toString(holder.getLocalPort()));
            assertThatThrownBy(() -> PortPlan.insisting(settings))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("port %d for ingest is taken", holder.getLocalPort())
                    .hasMessageContaining("--set ingest.http.port=PORT");
            assertThatThrownBy(() -> PortPlan.yielding(settings))
                    .isInstanceOf(CannotStartException.class);
        }
    }

    @Test
    void settlesAnyPortOnADifferentOneForEachPart() {
        Map<String, String> settled = PortPlan.yielding(allFree()).settings();
        assertThat(settled).hasSize(PortPlan.keys().size()).doesNotContainValue("0");
        assertThat(new HashSet<>(settled.values())).hasSameSizeAs(settled.values());
    }

    @Test
    void leavesOutThePartsThatAreNotEmbedded() throws IOException {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> settings = allFree();
            settings.put("embedded.kafka.port", Integer.toString(holder.getLocalPort()));
            settings.put("kafka.bootstrap.servers", "kafka.example:9092");
            assertThat(PortPlan.insisting(settings).moved()).isEmpty();
        }
    }

    private static Map<String, String> allFree() {
        Map<String, String> settings = new HashMap<>();
        PortPlan.keys().forEach(key -> settings.put(key, "0"));
        return settings;
    }
}
