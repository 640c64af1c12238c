package dev.wireroom.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void isWrittenFlatWithExtensionsBesideTheStandardMembers() {
        Problem problem =
                Problem.of(400, "missing-field", "Missing field", "There is no title.")
                        .withField("/title")
                        .withFix("add it")
                        .with("line", 3);

        assertThat(new String(Json.bytes(problem), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"type\":\"urn:wireroom:problem:missing-field\",\"title\":\"Missing"
                                + " field\",\"status\":400,\"detail\":\"There is no"
                                + " title.\",\"field\":\"/title\",\"fix\":\"add it\",\"line\":3}");
    }

    @Test
    void excerptsWhatIsUnsafeOrLong() {
        assertThat(Problem.excerpt("a\u0000b\ud800c\n")).isEqualTo("a\ufffdb\ufffdc\ufffd");
        assertThat(Problem.excerpt("😀 fine")).isEqualTo("😀 fine");
        assertThat(Problem.excerpt("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
        assertThat(Problem.excerpt("x".repeat(80))).isEqualTo("x".repeat(80));
    }
}
