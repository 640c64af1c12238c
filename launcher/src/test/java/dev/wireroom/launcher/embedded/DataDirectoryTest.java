package dev.wireroom.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir Path temp;

    @Test
    void makesTheDirectoryAndItsParents() {
        try (DataDirectory data = DataDirectory.open(temp.resolve("a/b"))) {
            assertThat(data.root()).isDirectory().isAbsolute();
        }
    }

    @Test
    void refusesADirectoryThatThisProcessHolds() {
        try (DataDirectory held = DataDirectory.open(temp)) {
            assertThatThrownBy(() -> DataDirectory.open(held.root()))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining(
                            "in use by another wireroom (pid %d)", ProcessHandle.current().pid());
        }
    }

    @Test
    void canBeOpenedAgainAfterItWasClosed() {
        DataDirectory.open(temp).close();
        DataDirectory.open(temp).close();
        assertThat(temp.resolve("wireroom.lock")).exists();
    }

    @Test
    void namesTheProcessThatHoldsTheDirectory() throws Exception {
        Process holder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                HoldsDirectory.class.getName(),
                                temp.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(() -> DataDirectory.open(temp))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("(pid %d)", holder.pid())
                    .hasMessageContaining("--data DIR");
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
        // killed, and yet nothing is left locked
        DataDirectory.open(temp).close();
    }

    @Test
    void saysThatAFileIsInTheWay() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("there is a file of that name");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysThatTheDirectoryCannotBeWritten() {
        // not even root may make a file here
        assertThatThrownBy(() -> DataDirectory.open(Path.of("/proc")))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining(
                        "/proc cannot be written by %s", System.getProperty("user.name"))
                .hasMessageContaining("--data DIR");
    }

    /** Another process that holds a directory until it is killed. */
    static final class HoldsDirectory {
        public static void main(String[] arguments) throws Exception {
            try (DataDirectory held = DataDirectory.open(Path.of(arguments[0]))) {
                System.out.println("held");
                Thread.currentThread().join();
            }
        }
    }
}
