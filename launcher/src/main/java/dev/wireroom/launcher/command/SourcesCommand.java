package dev.wireroom.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.launcher.Style;
import dev.wireroom.launcher.TextTable;
import dev.wireroom.launcher.push.IngestClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code wireroom sources}: the sources, through ingest's HTTP door. */
@Command(
        name = "sources",
        description = "See, add, test, watch and fix sources, through ingest's HTTP door.")
final class SourcesCommand implements Runnable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MEDIA_TYPE = "application/json";

    @Spec private CommandSpec spec;

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            defaultValue = "http://127.0.0.1:8401",
            description = "where ingest listens (default: ${DEFAULT-VALUE})")
    private URI url;

    @Option(
            names = "--key",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:WIREROOM_API_KEY}",
            description = "API key (default: the variable WIREROOM_API_KEY)")
    private @Nullable String apiKey;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "print the answer as JSON")
    private boolean json;

    /** Prints an answer for people; returns the exit code. */
    private interface Printed {
        int print(JsonNode answer, PrintWriter out);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
    }

    @Command(description = "List sources and how they are.")
    int list() throws IOException, InterruptedException {
        return ask("GET", "/v1/sources?limit=10000", "", SourcesCommand::printList);
    }

    @Command(description = "Show the definition of a source.")
    int show(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        return ask("GET", at(id, ""), "", SourcesCommand::pretty);
    }

    @Command(description = "Add a polled source; of a web page, the first feed that it names.")
    int add(@Parameters(paramLabel = "ADDRESS") String address)
            throws IOException, InterruptedException {
        ObjectNode source = JSON.createObjectNode().put("kind", "poll").put("url", address);
        JsonNode[] trial = new JsonNode[1];
        String asked = JSON.createObjectNode().put("url", address).toString();
        boolean wasJson = json;
        json = false;
        int tested =
                ask(
                        "POST",
                        "/v1/sources/test",
                        asked,
                        (answer, out) -> {
                            trial[0] = answer;
                            return ExitCode.DONE;
                        });
        json = wasJson;
        if (tested != ExitCode.DONE) {
            return tested;
        }
        JsonNode feeds = trial[0].path("feeds");
        boolean page = trial[0].path("verdict").asText().equals("page");
        if (page && !feeds.isEmpty()) {
            source.put("url", feeds.get(0).asText()).put("homepage", address);
        } else if (!trial[0].path("usable").asBoolean()) {
            throw new IOException(trial[0].path("explanation").asText());
        }
        Optional.of(trial[0].path("title").asText())
                .filter(title -> !title.isEmpty())
                .ifPresent(title -> source.put("name", title));
        return ask("POST", "/v1/sources", source.toString(), SourcesCommand::pretty);
    }

    @Command(description = "Pause a source.")
    int pause(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--reason", defaultValue = "", description = "why, for people")
                    String reason)
            throws IOException, InterruptedException {
        String body = JSON.createObjectNode().put("reason", reason).toString();
        return ask("POST", at(id, "/pause"), body, SourcesCommand::pretty);
    }

    @Command(description = "Resume a source.")
    int resume(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        return ask("POST", at(id, "/resume"), "", SourcesCommand::pretty);
    }

    @Command(description = "Have a source polled now.")
    int poll(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        return ask("POST", at(id, "/poll"), "", SourcesCommand::pretty);
    }

    @Command(description = "Remove a source; its articles stay.")
    int remove(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        return ask("DELETE", at(id, ""), "", (answer, out) -> ExitCode.DONE);
    }

    @Command(description = "Ask an address or a source once, and publish nothing.")
    int test(@Parameters(paramLabel = "ADDRESS|ID") String what)
            throws IOException, InterruptedException {
        String member = what.contains("://") ? "url" : "id";
        return ask(
                "POST",
                "/v1/sources/test",
                JSON.createObjectNode().put(member, what).toString(),
                (answer, out) -> {
                    pretty(answer, out);
                    return answer.path("usable").asBoolean() ? ExitCode.DONE : ExitCode.FAILED;
                });
    }

    @Command(description = "Tell what is wrong with feeds; exit code 1 where one is broken.")
    int doctor(@Parameters(paramLabel = "ID", arity = "0..1") @Nullable String id)
            throws IOException, InterruptedException {
        String path = id == null ? "/v1/sources/doctor" : at(id, "/doctor");
        return ask("GET", path, "", SourcesCommand::printDoctor);
    }

    @Command(name = "import", description = "Add the feeds of an OPML file.")
    int importFile(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--dry-run", description = "only tell what would become of it")
                    boolean dryRun)
            throws IOException, InterruptedException {
        try (IngestClient client = client()) {
            String answer =
                    client.ask(
                            "POST",
                            "/v1/sources/import?dryRun=" + dryRun,
                            "text/x-opml",
                            Files.readAllBytes(file));
            return print(answer, SourcesCommand::printImport);
        } catch (ConnectException e) {
            return nothingAnswers();
        }
    }

    @Command(description = "Write every polled source as OPML.")
    int export() throws IOException, InterruptedException {
        try (IngestClient client = client()) {
            out().print(client.ask("GET", "/v1/sources/export", MEDIA_TYPE, new byte[0]));
            out().flush();
            return ExitCode.DONE;
        } catch (ConnectException e) {
            return nothingAnswers();
        }
    }

    private int ask(String method, String path, String body, Printed printed)
            throws IOException, InterruptedException {
        try (IngestClient client = client()) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return print(client.ask(method, path, MEDIA_TYPE, bytes), printed);
        } catch (ConnectException e) {
            return nothingAnswers();
        }
    }

    private int print(String answer, Printed printed) throws IOException {
        PrintWriter out = json ? new PrintWriter(java.io.Writer.nullWriter()) : out();
        int code = printed.print(JSON.readTree(answer.isEmpty() ? "{}" : answer), out);
        if (json) {
            out().println(answer);
        }
        out().flush();
        return code;
    }

    private int nothingAnswers() {
        PrintWriter err = spec.commandLine().getErr();
        err.println(
                "wireroom: nothing answers at "
                        + url
                        + "; is it running ('wireroom up')? Name another with --url");
        err.flush();
        return ExitCode.CANNOT_START;
    }

    private IngestClient client() {
        return new IngestClient(url, Optional.ofNullable(apiKey).filter(key -> !key.isBlank()));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static String at(String id, String action) {
        return "/v1/sources/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + action;
    }

    private static int pretty(JsonNode answer, PrintWriter out) {
        out.println(answer.toPrettyString());
        return ExitCode.DONE;
    }

    private static int printList(JsonNode answer, PrintWriter out) {
        TextTable table = TextTable.of("ID", "HEALTH", "LAST ARTICLE", "NEXT POLL", "TAGS");
        for (JsonNode source : answer.path("sources")) {
            JsonNode health = source.path("health");
            StringBuilder tags = new StringBuilder();
            source.path("tags").forEach(tag -> tags.append(' ').append(tag.asText()));
            table.row(
                    source.path("id").asText(),
                    health.path("kind").asText(source.path("kind").asText()),
                    health.path("lastArticleAt").asText("-"),
                    health.path("nextPollAt").asText("-"),
                    tags.toString().strip());
        }
        out.print(table);
        return ExitCode.DONE;
    }

    private static int printDoctor(JsonNode answer, PrintWriter out) {
        if (!answer.has("reports")) {
            printReport(answer, out);
            return answer.path("broken").asBoolean() ? ExitCode.FAILED : ExitCode.DONE;
        }
        answer.path("reports").forEach(report -> printReport(report, out));
        out.printf(
                "%d sources are polled, %d of them broken, %d silent%n",
                answer.path("sources").asInt(),
                answer.path("broken").asInt(),
                answer.path("silent").asInt());
        return answer.path("broken").asInt() > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static void printReport(JsonNode report, PrintWriter out) {
        Style style = Style.ofOutput();
        String health = report.path("health").asText();
        boolean broken = report.path("broken").asBoolean();
        out.printf(
                "%s  %s%n",
                style.bold(report.path("id").asText()),
                broken ? style.red(health) : style.green(health));
        out.println("  " + report.path("explanation").asText());
        line("can be done", report.path("advice"), out);
        line("rhythm", report.path("rhythm").path("text"), out);
        line("identity", report.path("identity").path("evidence"), out);
        line("next poll", report.path("polling").path("nextPollAt"), out);
        line("because", report.path("polling").path("because"), out);
        for (JsonNode finding : report.path("findings")) {
            out.printf(
                    "  - %s (%d polls since %s): %s%n",
                    style.yellow(finding.path("code").asText()),
                    finding.path("polls").asLong(),
                    finding.path("firstSeenAt").asText(),
                    finding.path("message").asText());
            line("we", finding.path("action"), out);
            line("you can", finding.path("operatorCan"), out);
            line("the publisher can", finding.path("publisherCan"), out);
        }
    }

    private static void line(String label, JsonNode text, PrintWriter out) {
        if (!text.asText().isEmpty()) {
            out.printf("    %s: %s%n", label, text.asText());
        }
    }

    private static int printImport(JsonNode answer, PrintWriter out) {
        for (JsonNode line : answer.path("outlines")) {
            if (line.path("outcome").asText().equals("refused")) {
                out.printf(
                        "refused %s: %s %s%n",
                        line.path("url").asText(),
                        line.path("problem").path("detail").asText(),
                        line.path("problem").path("fix").asText());
            }
        }
        out.printf(
                "%d created, %d there already, %d refused%s%n",
                answer.path("created").asInt(),
                answer.path("exists").asInt(),
                answer.path("refused").asInt(),
                answer.path("dryRun").asBoolean() ? " (nothing was changed)" : "");
        return answer.path("refused").asInt() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
}
