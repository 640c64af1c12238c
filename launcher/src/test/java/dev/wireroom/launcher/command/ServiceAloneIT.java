package dev.wireroom.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.launcher.Main;
import dev.wireroom.launcher.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service in a process of its own, with nothing there that it needs. */
class ServiceAloneIT {

    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir private Path temp;

    @Test
    @Timeout(120)
    void saysWhereItListensAndWhatItWaitsForAndEndsInPeace() throws Exception {
        Path log = temp.resolve("log");
        int port = Ports.anyFree();
        Process process = start(log, port);
        try {
            await(process, log, "enrich listens on http://127.0.0.1:" + port);
            await(process, log, "WARN  WirePreparation - waiting for Kafka at 127.0.0.1:1");
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(Files.readString(log))
                .contains("enrich is stopping")
                .doesNotContain("ERROR", "Exception");
    }

    private Process start(Path log, int port) throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        Main.class.getName(),
                        "enrich",
                        "--set",
                        "kafka.bootstrap.servers=127.0.0.1:1",
                        "--set",
                        "enrich.http.port=" + port,
                        "--set",
                        "enrich.state.dir=" + temp.resolve("state"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    private static void await(Process process, Path log, String line) throws Exception {
        while (!Files.readString(log).contains(line)) {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
