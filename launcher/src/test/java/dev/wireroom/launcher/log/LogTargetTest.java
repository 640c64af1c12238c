package dev.wireroom.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogTargetTest {

    private static final Logger OURS = LoggerFactory.getLogger("dev.wireroom.some.Part");
    private static final Logger KAFKA = LoggerFactory.getLogger("org.apache.kafka.clients.Client");

    @TempDir private Path temp;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void captureStandardError() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        LogTarget.alerts();
        System.setErr(before);
    }

    @Test
    void showsOnlyWhatWentWrongAtFirst() {
        LogTarget.alerts();
        OURS.info("started");
        OURS.warn("no key is set");
        KAFKA.warn("reconnecting");
        assertThat(printed()).isEqualTo("warn: no key is set\n");
    }

    @Test
    void showsOurOwnLinesWithTimeOnTheConsole() {
        LogTarget.console();
        OURS.info("started");
        KAFKA.warn("reconnecting");
        LoggerFactory.getLogger("com.example").info("hello");
        assertThat(printed())
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  Part -"
                                + " started\n");
    }

    @Test
    void showsWhereAnExceptionComesFromInOurOwnCode() {
        LogTarget.console();
        OURS.error("no", new IllegalStateException("broken", new IOException("gone")));
        assertThat(printed())
                .contains(
                        "ERROR Part - no\njava.lang.IllegalStateException: broken",
                        "at dev.wireroom.launcher.log.LogTargetTest",
                        "Caused by: java.io.IOException: gone")
                .doesNotContain("org.junit");
    }

    @Test
    void writesEverythingToTheFileAndNothingToTheTerminal() throws IOException {
        Path file = temp.resolve("wireroom.log");
        LogTarget.file(file);
        OURS.info("started");
        LoggerFactory.getLogger("com.example").info("hello");
        KAFKA.info("chatter");
        LogTarget.flush();
        assertThat(printed()).isEmpty();
        assertThat(Files.readString(file))
                .contains("INFO  [main] d.w.s.Part - started", "c.example - hello")
                .doesNotContain("chatter");
    }

    @Test
    void takesInWhatIsLoggedByJavaUtilLogging() {
        LogTarget.bridge();
        LogTarget.console();
        java.util.logging.Logger.getLogger("dev.wireroom.old").log(Level.INFO, "from {0}", "JUL");
        java.util.logging.Logger.getLogger("io.helidon").log(Level.INFO, "chatter");
        assertThat(printed()).endsWith(" INFO  old - from JUL\n").hasLineCount(1);
    }

    private String printed() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
