package dev.wireroom.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    private static final Path SAMPLES = Path.of("..", "samples");

    private static final String FEED =
            """
            <rss version="2.0"><channel><title>c</title>
            <item><title>One</title><link>/one</link><guid>1</guid>
            <description>Three words here</description></item>
            <item><title>Two</title><link>/two</link><guid>2</guid></item>
            </channel></rss>
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path temp;

    @Test
    void tellsWhatThereIsToDoWhenAskedNothing() {
        assertThat(run()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("demo", "up", "push", "tail", "topics", "ingest", "Exit codes:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "ingest",
                "enrich",
                "sink",
                "lake",
                "deliver",
                "console",
                "push",
                "sources",
                "parse",
                "annotate",
                "tail",
                "topics",
                "ledger",
                "replay",
                "rebuild",
                "keys",
                "config"
            })
    void helpsWithEveryCommand(String command) {
        assertThat(run(command, "--help")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("Usage: wireroom " + command);
    }

    @Test
    void theLakeHasCommandsOfItsOwn() {
        assertThat(run("lake", "purge", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(run("lake", "files", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("Usage: wireroom lake purge", "read_parquet");
        assertThat(run("lake", "purge", "--orphans-older-than", "soon")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--orphans-older-than", "soon", "See 'wireroom lake purge --help'");
        assertThat(run("lake", "--set", "lake.tasks=2", "purge")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("give --set behind 'purge', not before it");
    }

    @Test
    void saysThatThereIsNoCatalogueWhereNoneAnswers() {
        int port = dev.wireroom.launcher.embedded.Ports.anyFree();
        String database = "database.url=jdbc:postgresql://127.0.0.1:%d/none".formatted(port);
        assertThat(run("lake", "files", "--set", database)).isEqualTo(ExitCode.CANNOT_START);
        assertThat(err.toString()).contains("jdbc:postgresql://127.0.0.1:" + port);
    }

    @Test
    void aReplayNamesTheConditionThatIsNone() {
        assertThat(run("replay", "--since", "yesterday")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--since", "'yesterday'", "2026-11-23T10:00:00Z", "24h");
        assertThat(run("replay", "--rate", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--rate: 0.0 is not above 0");
    }

    @Test
    void tellsItsVersionAndKafkas() {
        assertThat(run("--version")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("wireroom ", "Kafka 4.");
    }

    @Test
    void namesTheNearestCommandForAMisspeltOne() {
        assertThat(run("topic")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Unmatched argument at index 0: 'topic'", "topics");
    }

    @Test
    void namesTheNearestKeyForAMisspeltOne() {
        assertThat(run("tail", "enriched", "--set", "kafka.bootstrap.server=localhost:1"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("kafka.bootstrap.server ", "did you mean kafka.bootstrap.servers?");
    }

    @Test
    void knowsTheSettingsOfTheAllInOne() {
        assertThat(run("config")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains(
                        "`embedded.kafka.port`",
                        "`ingest.http.port`",
                        "`WIREROOM_INGEST_HTTP_PORT`");
    }

    @Test
    void parsesTheFirstArticle() throws IOException {
        assertThat(
                        run(
                                "parse",
                                SAMPLES.resolve("us-to-russia-lets-talk-about-syria.txt")
                                        .toString()))
                .isEqualTo(ExitCode.DONE);
        JsonNode article = JsonMapper.builder().build().readTree(out.toString());
        assertThat(article.path("title").asText())
                .isEqualTo("US to Russia: Let’s Talk… About Syria?");
        assertThat(article.path("body").asText())
                .startsWith("On Friday Secretary of State John Kerry")
                .doesNotEndWith("Related");
    }

    @Test
    void parsesWhatItCanAndTellsWhatItRefuses() throws IOException {
        Path lines =
                Files.writeString(
                        temp.resolve("three.ndjson"),
                        """
                        {"externalId": "1", "title": "One"}
                        {"externalId": "2", "titel": "Two"}
                        {"externalId": "3", "title": "Three"}
                        """);
        assertThat(run("parse", "--source", "test", lines.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(err.toString())
                .contains("three.ndjson item 2: /titel = titel", "Did you mean title?");
    }

    @Test
    void summarisesAFeedForPeople() throws IOException {
        Path feed = Files.writeString(temp.resolve("feed.xml"), FEED);
        assertThat(run("parse", "--summary", "--base", "https://a.example/feed", feed.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("One", "Two", "2 articles from 1 file", "3 words")
                .contains("https://a.example/one")
                .doesNotContain("{");
    }

    @Test
    void tellsWhatWasDoubtfulWhenAsked() throws IOException {
        Path text = Files.write(temp.resolve("old.txt"), new byte[] {'C', 'a', 'f', (byte) 0xE9});
        assertThat(run("parse", "--warnings", text.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("Café");
        assertThat(err.toString()).contains("old.txt: warning: ", "(encoding-assumed)");
    }

    @Test
    void parsesAsTheMediaTypeAndCharsetThatItIsTold() throws IOException {
        Path text = Files.write(temp.resolve("not.json"), new byte[] {'{', (byte) 0xB1, '}'});
        assertThat(run("parse", "--as", "text/plain", "--charset", "ISO-8859-2", text.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("{ą}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--base=feed.xml", "--charset=utf-9", "--as=html"})
    void refusesAHintThatIsNone(String option) throws IOException {
        Path text = Files.writeString(temp.resolve("a.txt"), "Title");
        assertThat(run("parse", option, text.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(" is not a");
    }

    @Test
    void listsTheFormatsThatItReads() {
        assertThat(run("parse", "--formats")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("ninjs", "Mail", "WordPress", "Plain text");
    }

    @Test
    void parsesEveryFileOfAFolder() throws IOException {
        Files.writeString(temp.resolve("a.txt"), "First");
        Files.writeString(temp.resolve("b.txt"), "Second");
        Files.write(temp.resolve("c.pdf"), "%PDF-1.4".getBytes(StandardCharsets.US_ASCII));
        assertThat(run("parse", temp.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains("c.pdf: ", "PDF");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThat(run("parse", temp.resolve("nowhere.txt").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("no such file, or not readable: ")
                .contains("nowhere.txt");
    }

    @Test
    void saysThatNothingAnswersWhenNothingDoes() {
        int code =
                run(
                        "push",
                        "--source",
                        "demo",
                        "--url",
                        "http://127.0.0.1:" + dev.wireroom.launcher.embedded.Ports.anyFree(),
                        SAMPLES.resolve("rotterdam-terminals.json").toString());
        assertThat(code).isEqualTo(ExitCode.CANNOT_START);
        assertThat(err.toString())
                .contains("nothing answers at http://127.0.0.1:")
                .contains("--url");
    }

    @Test
    void makesAKeyThatTheFileKnowsByItsHashOnly() throws IOException {
        Path keys = temp.resolve("keys");
        assertThat(
                        run(
                                "keys",
                                "create",
                                keys.toString(),
                                "--name",
                                "desk",
                                "--role",
                                "producer",
                                "--source",
                                "demo"))
                .isEqualTo(ExitCode.DONE);
        String key = out.toString().strip();
        assertThat(key).startsWith("wr_");
        assertThat(Files.readString(keys)).contains("producer desk demo").doesNotContain(key);
    }

    @Test
    void namesTheRolesWhenOneIsMisspelt() {
        assertThat(
                        run(
                                "keys",
                                "create",
                                temp.resolve("keys").toString(),
                                "--name",
                                "desk",
                                "--role",
                                "king"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("no such role: king (producer, subscriber or operator)");
    }

    @Test
    void refusesAPlaceToBeginThatIsNone() {
        assertThat(
                        run(
                                "tail",
                                "enriched",
                                "--from",
                                "yesterday",
                                "--set",
                                "kafka.bootstrap.servers=127.0.0.1:1"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--from", "'yesterday' is neither");
    }

    @Test
    void readsOnlyTheCommandThatIsNamedAndAllWhereNoneIs() {
        Map<String, CommandLine> all = WireroomCommand.commandLine().getSubcommands();
        assertThat(all).containsKeys("demo", "enrich", "generate-completion");
        all.forEach(
                (name, command) -> {
                    assertThat(command.getCommandName()).isEqualTo(name);
                    if (!name.equals("generate-completion")) {
                        assertThat(WireroomCommand.commandLine(name).getSubcommands().keySet())
                                .containsExactly(name);
                    }
                });
        assertThat(WireroomCommand.commandLine("--help").getSubcommands().keySet())
                .isEqualTo(all.keySet());
        assertThat(WireroomCommand.commandLine("enrihc").getSubcommands().keySet())
                .isEqualTo(all.keySet());
        assertThat(WireroomCommand.commandLine("generate-completion").getSubcommands().keySet())
                .isEqualTo(all.keySet());
    }

    private int run(String... arguments) {
        CommandLine line = WireroomCommand.commandLine(arguments);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        line.getOut().flush();
        return code;
    }
}
