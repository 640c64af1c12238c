package dev.wireroom.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortsTest {
    @Test
    void namesThePortAndTheSettingWhenItIsTaken() throws IOException {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = holder.getLocalPort();
            assertThat(Ports.isFree(port)).isFalse();
            assertThatThrownBy(() -> Ports.requireFree(port, "Kafka", "kafka.port"))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("port %d for Kafka is taken", port)
                    .hasMessageContaining("--set kafka.port=");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesTheProcessThatHoldsThePort() throws IOException {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortHolder.of(holder.getLocalPort()))
                    .contains("java (pid %d)".formatted(ProcessHandle.current().pid()));
        }
    }

    @Test
    void letsAFreePortPass() {
        int port = Ports.anyFree();
        assertThatCode(() -> Ports.requireFree(port, "Kafka", "kafka.port"))
                .doesNotThrowAnyException();
    }
}
