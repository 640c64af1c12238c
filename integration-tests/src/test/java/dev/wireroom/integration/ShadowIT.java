package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.launcher.Main;
import dev.wireroom.launcher.command.ExitCode;
import dev.wireroom.launcher.command.WireroomCommand;
import dev.wireroom.launcher.push.Document;
import dev.wireroom.service.config.ConnectionConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code wireroom shadow} beside a line that enriches with {@code fast}. */
@Timeout(200)
@ExtendWith(RunningWire.Shared.class)
final class ShadowIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SOURCE = "shadowed";
    private static final String FOLLOWED = "shadow-followed";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path temp;

    private final RunningWire wire;

    ShadowIT(RunningWire wire) {
        this.wire = wire;
    }

    /** What a command did. */
    private record Done(int exitCode, String out, String err) {}

    /** Two in English, on which the models differ; one in German; one that is withdrawn. */
    @BeforeAll
    static void publish(RunningWire wire) throws IOException {
        wire.client().putSource(SOURCE);
        for (String sample :
                List.of(
                        "storm-warning.ninjs.json",
                        "rotterdam-terminals.json",
                        "solarpark-lausitz.json",
                        "bank-merger.json",
                        "bank-merger-withdrawal.json")) {
            push(wire, sample);
        }
        wire.client().putSource(FOLLOWED);
        wire.carry(FOLLOWED, "This comes behind them");
    }

    private static void push(RunningWire wire, String sample) throws IOException {
        byte[] content = Files.readAllBytes(Checkout.root().resolve("samples").resolve(sample));
        Document document = Document.in(sample, content).get(0);
        WireClient.Answer pushed =
                wire.client().push(SOURCE, document.mediaType(), document.content());
        assertThat(pushed.status()).as(pushed.whole().body()).isEqualTo(202);
    }

    @Test
    void changesNothingWhereItIsTheModelInService() throws Exception {
        Done done = run("shadow", "--model", "fast", "--source", SOURCE, "--json");

        assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
        JsonNode report = JSON.readTree(done.out());
        assertThat(report.path("changed").asInt()).as(done.out()).isZero();
        assertThat(report.path("meanScoreChange").asDouble()).isZero();
        assertThat(report.path("entitiesKept").asInt()).isPositive();
    }

    @Test
    void tellsWhatAnotherModelWouldChange() throws Exception {
        Done done = run("shadow", "--model", "accurate", "--source", SOURCE, "--json");

        assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
        JsonNode report = JSON.readTree(done.out());
        assertThat(report.path("inService").fieldNames())
                .toIterable()
                .singleElement()
                .asString()
                .startsWith("wireroom-news-fast-");
        assertThat(report.path("shadow").asText()).startsWith("wireroom-news-accurate-");
        assertThat(report.path("compared").asInt()).isEqualTo(2);
        assertThat(report.path("skipped").path("withdrawn").asInt()).isEqualTo(1);
        assertThat(report.path("skipped").path("not analysed: language-not-supported").asInt())
                .isEqualTo(1);
        assertThat(report.path("changed").asInt()).as(done.out()).isPositive();
        assertThat(report.path("examples").path(0).path("changes")).isNotEmpty();
    }

    @Test
    void readsWithoutAGroup() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", wire.bootstrapServers()))) {
            List<String> before = groups(admin);
            run("shadow", "--model", "fast", "--source", SOURCE);
            assertThat(groups(admin)).isEqualTo(before);
        }
    }

    private static List<String> groups(Admin admin) throws Exception {
        return admin.listConsumerGroups().all().get().stream()
                .map(group -> group.groupId())
                .sorted()
                .toList();
    }

    @Test
    void comparesNoMoreThanTheLimit() {
        Done done = run("shadow", "--model", "fast", "--source", SOURCE, "--limit", "1");

        assertThat(done.out()).contains("1 articles compared, 0 would change");
    }

    @Test
    void failsWhereNothingCouldBeCompared() {
        Done none = run("shadow", "--model", "fast", "--source", "nobody");
        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(none.out()).contains("nothing was compared");

        Done noTopic = run("shadow", "--model", "fast", "--set", "topics.prefix=elsewhere.");
        assertThat(noTopic.exitCode()).isEqualTo(ExitCode.CANNOT_START);
        assertThat(noTopic.err()).contains("there is no topic elsewhere.enriched");
    }

    @Test
    void refusesADamagedFolderWithTheNameOfTheFile() throws IOException {
        for (String name :
                List.of("model.json", "encoder.onnx", "sentiment.onnx", "tokenizer.json")) {
            try (InputStream file =
                    Annotator.class.getResourceAsStream(
                            "/dev/wireroom/enrich/model/fast/" + name)) {
                Files.copy(file, temp.resolve(name));
            }
        }
        Done whole = run("shadow", "--model", temp.toString(), "--source", SOURCE);
        assertThat(whole.exitCode()).as(whole.err()).isZero();
        assertThat(whole.out()).contains("2 articles compared, 0 would change");

        Files.write(temp.resolve("encoder.onnx"), new byte[] {1}, StandardOpenOption.APPEND);
        Done damaged = run("shadow", "--model", temp.toString(), "--source", SOURCE);
        assertThat(damaged.exitCode()).isEqualTo(ExitCode.CANNOT_START);
        assertThat(damaged.err()).contains(temp.toString(), "encoder.onnx is not the file");

        Done annotate = execute(List.of("annotate", "--model", temp.toString()));
        assertThat(annotate.exitCode()).isEqualTo(ExitCode.CANNOT_START);
        assertThat(annotate.err()).contains("encoder.onnx is not the file");

        Done empty = run("shadow", "--model", temp.getParent().toString());
        assertThat(empty.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(empty.err()).contains("neither fast nor accurate nor a folder");
    }

    /** In a process of its own, which is asked to stop as Ctrl-C asks. */
    @Test
    void followsTheLineAndReportsOnceMoreWhenItIsStopped() throws Exception {
        Path out = temp.resolve("reports");
        Process following = startFollowing(out);
        try {
            await("a report on what is there").atMost(LIMIT).until(() -> compared(out).contains(1));
            wire.carry(FOLLOWED, "Storm number 1 reaches Oslo");
            wire.carry(FOLLOWED, "Storm number 2 reaches Oslo");
            await("a report with what came").atMost(LIMIT).until(() -> compared(out).contains(3));
            int reports = compared(out).size();
            following.destroy();
            assertThat(following.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(compared(out)).hasSize(reports + 1).endsWith(3);
        } finally {
            following.destroyForcibly();
        }
    }

    private Process startFollowing(Path out) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                Main.class.getName()));
        command.addAll(
                withAddresses(
                        List.of(
                                "shadow",
                                "--model",
                                "fast",
                                "--source",
                                FOLLOWED,
                                "--follow",
                                "--every",
                                "1s",
                                "--json")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile());
        builder.redirectError(temp.resolve("errors").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    /** Of each report so far, how many articles it speaks of. */
    private static List<Integer> compared(Path reports) throws IOException {
        List<Integer> counts = new ArrayList<>();
        for (String line : Files.readAllLines(reports)) {
            counts.add(JSON.readTree(line).path("compared").asInt());
        }
        return counts;
    }

    private Done run(String... arguments) {
        return execute(withAddresses(List.of(arguments)));
    }

    private static Done execute(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = WireroomCommand.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int exitCode = line.execute(arguments.toArray(String[]::new));
        return new Done(exitCode, out.toString(), err.toString());
    }

    private List<String> withAddresses(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(
                List.of(
                        "--set",
                        ConnectionConfig.BOOTSTRAP_SERVERS + "=" + wire.bootstrapServers(),
                        "--set",
                        ConnectionConfig.REGISTRY_URL + "=" + wire.registry()));
        return all;
    }
}
