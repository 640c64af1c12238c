package dev.wireroom.enrich.text.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.enrich.text.ModelVariant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpeningTest {
    /** As long as the class path of a large application. */
    private static final int COMMAND_LINE_CHARS = 100_000;

    @Test
    void opensTheModelUnderALongCommandLine() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dlong=" + "a".repeat(COMMAND_LINE_CHARS),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Opening.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    /** Opens and closes the default model. */
    static final class Opening {
        private Opening() {}

        public static void main(String[] args) {
            new Encoder(ModelFiles.load(ModelVariant.FAST), 1).close();
        }
    }
}
