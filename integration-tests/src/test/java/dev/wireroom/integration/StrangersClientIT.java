package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that no one here wrote read our topics with nothing but their own libraries. */
@Timeout(300)
@ExtendWith(RunningWire.Shared.class)
final class StrangersClientIT {
    private static final Path NODE_CLIENT =
            Checkout.root().resolve("integration-tests/src/test/node");
    private static final String READ_SECONDS = "60";

    @TempDir private Path temp;

    @Test
    void kafkaJsDecodesEnrichedArticlesThroughTheRegistry(RunningWire wire) throws Exception {
        assumeTrue(isInstalled("node"), "skipped: there is no node on the PATH");
        assumeTrue(isInstalled("npm"), "skipped: there is no npm on the PATH");
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "read.js")) {
            Files.copy(NODE_CLIENT.resolve(file), temp.resolve(file));
        }
        run(temp, "npm", "ci", "--no-audit", "--no-fund");
        wire.client().putSource("strangers-kafkajs");
        String id = wire.carry("strangers-kafkajs", "Nordhavn Bank names a new chief");

        String output =
                run(
                        temp,
                        "node",
                        "read.js",
                        wire.bootstrapServers(),
                        wire.registry().toString(),
                        wire.topics().enriched().name(),
                        id,
                        READ_SECONDS);

        JsonNode article = lastLine(output).required("value");
        assertThat(article.required("articleId").asText()).isEqualTo(id);
        assertThat(article.required("revision").required("outcome").asText()).isEqualTo("NEW");
        assertThat(article.required("article").required("title").asText())
                .isEqualTo("Nordhavn Bank names a new chief");
        assertThat(texts(article.required("entities"), "name")).contains("Ingrid Solheim");
    }

    @Test
    void kcatReadsKeysAndValuesInTheConfluentWireFormat(RunningWire wire) throws Exception {
        assumeTrue(isInstalled("kcat"), "skipped: there is no kcat on the PATH");
        wire.client().putSource("strangers-kcat");
        String id = wire.carry("strangers-kcat", "Fjordkreditt answers");

        String output =
                run(
                        temp,
                        "kcat",
                        "-C",
                        "-b",
                        wire.bootstrapServers(),
                        "-t",
                        wire.topics().enriched().name(),
                        "-X",
                        "isolation.level=read_committed",
                        "-o",
                        "beginning",
                        "-e",
                        "-q",
                        "-s",
                        "value=>bI", // the magic byte and the schema's id
                        "-f",
                        "%k %s\n");

        assertThat(output.lines()).anySatisfy(line -> assertThat(line).matches(id + " 0 ?[1-9].*"));
    }

    private static List<String> texts(JsonNode array, String member) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(node -> node.required(member).asText())
                .toList();
    }

    private static JsonNode lastLine(String output) throws IOException {
        List<String> lines = output.lines().toList();
        return new JsonMapper().readTree(lines.get(lines.size() - 1));
    }

    private static boolean isInstalled(String command) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + command).start().waitFor() == 0;
    }

    /** What the command printed; it has to end well. */
    private static String run(Path folder, String... command) throws Exception {
        Path errors = Files.createTempFile(folder, "stderr", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectError(errors.toFile())
                        .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", command[0]).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", String.join(" ", command), Files.readString(errors))
                .isZero();
        return output;
    }
}
