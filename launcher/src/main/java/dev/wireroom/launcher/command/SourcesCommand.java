package dev.wireroom.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.launcher.push.IngestClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code wireroom sources}: the sources, through ingest's HTTP door. */
@Command(
        name = "sources",
        description = "See, add, test, watch and fix sources, through ingest's HTTP door.")
final class SourcesCommand implements Callable<Integer> {
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

    /** Without a subcommand: the list. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        return list();
    }

    @Command(description = "List sources and how they are.")
    int list() throws IOException, InterruptedException {
        return ask("GET", "/v1/sources?limit=10000", "", SourcesText::printList);
    }

    @Command(description = "Show the definition of a source.")
    int show(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        return ask("GET", at(id, ""), "", SourcesText::printMembers);
    }

    @Command(
            description = {
                "Add a polled source; of a web page, the first feed that it names.",
                "With --push: a source to push to, named so."
            })
    int add(
            @Parameters(paramLabel = "ADDRESS|NAME") String address,
            @Option(names = "--push", description = "a source to push to instead") boolean push)
            throws IOException, InterruptedException {
        if (push) {
            ObjectNode pushed = JSON.createObjectNode().put("kind", "push").put("name", address);
            return ask("POST", "/v1/sources", pushed.toString(), SourcesText::printMembers);
        }
        ObjectNode source = JSON.createObjectNode().put("kind", "poll").put("url", address);
        try (IngestClient client = client()) {
            JsonNode trial = trial(client, address);
            JsonNode feeds = trial.path("feeds");
            if (trial.path("verdict").asText().equals("page") && !feeds.isEmpty()) {
                String feed = feeds.get(0).asText();
                source.put("url", feed).put("homepage", address);
                trial = trial(client, feed);
            }
            if (!trial.path("usable").asBoolean()) {
                throw new IOException(trial.path("explanation").asText());
            }
            Optional.of(trial.path("title").asText())
                    .filter(title -> !title.isEmpty())
                    .ifPresent(title -> source.put("name", title));
        } catch (ConnectException e) {
            return nothingAnswers();
        }
        return ask("POST", "/v1/sources", source.toString(), SourcesText::printMembers);
    }

    /** What asking an address once comes to. */
    private static JsonNode trial(IngestClient client, String address)
            throws IOException, InterruptedException {
        byte[] asked =
                JSON.createObjectNode()
                        .put("url", address)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
        return JSON.readTree(client.ask("POST", "/v1/sources/test", MEDIA_TYPE, asked));
    }

    @Command(description = "Pause a source.")
    int pause(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--reason", defaultValue = "", description = "why, for people")
                    String reason)
            throws IOException, InterruptedException {
        String body = JSON.createObjectNode().put("reason", reason).toString();
        return ask("POST", at(id, "/pause"), body, SourcesText::printMembers);
    }

    @Command(description = "Resume a source.")
    int resume(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        return ask("POST", at(id, "/resume"), "", SourcesText::printMembers);
    }

    @Command(description = "Have a source polled now.")
    int poll(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        return ask("POST", at(id, "/poll"), "", SourcesText::printMembers);
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
                SourcesText::printTrial);
    }

    @Command(description = "Tell what is wrong with feeds; exit code 1 where one is broken.")
    int doctor(@Parameters(paramLabel = "ID", arity = "0..1") @Nullable String id)
            throws IOException, InterruptedException {
        String path = id == null ? "/v1/sources/doctor" : at(id, "/doctor");
        return ask("GET", path, "", SourcesText::printDoctor);
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
            return print(answer, SourcesText::printImport);
        } catch (ConnectException e) {
            return nothingAnswers();
        }
    }

    @Command(description = "Write every polled source as OPML, to a file or standard output.")
    int export(@Parameters(paramLabel = "FILE", arity = "0..1") @Nullable Path file)
            throws IOException, InterruptedException {
        try (IngestClient client = client()) {
            String opml = client.ask("GET", "/v1/sources/export", MEDIA_TYPE, new byte[0]);
            if (file == null) {
                out().print(opml);
            } else {
                Files.writeString(file, opml);
                out().println("written to " + file);
            }
            out().flush();
            return ExitCode.DONE;
        } catch (ConnectException e) {
            return nothingAnswers();
        }
    }

    @Command(
            description = {
                "Change members of a source's definition; 'null' takes one out.",
                "For example: wireroom sources set my-feed pageFetch=always minPollInterval=PT10M"
            })
    int set(
            @Parameters(paramLabel = "ID") String id,
            @Parameters(paramLabel = "MEMBER=VALUE", index = "1..*", arity = "1..*")
                    List<String> members)
            throws IOException, InterruptedException {
        ObjectNode patch = JSON.createObjectNode();
        for (String member : members) {
            String[] pair = member.split("=", 2);
            if (pair.length < 2 || pair[0].isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "'%s' is not of the form member=value".formatted(member));
            }
            if (pair[1].equals("null")) {
                patch.putNull(pair[0]);
            } else if (pair[0].equals("tags")) {
                ArrayNode tags = patch.putArray("tags");
                Arrays.stream(pair[1].split(",", -1))
                        .map(String::strip)
                        .filter(tag -> !tag.isEmpty())
                        .forEach(tags::add);
            } else {
                patch.put(pair[0], pair[1]);
            }
        }
        return ask(
                "PATCH",
                at(id, ""),
                "application/merge-patch+json",
                patch.toString(),
                SourcesText::printMembers);
    }

    private int ask(String method, String path, String body, Printed printed)
            throws IOException, InterruptedException {
        return ask(method, path, MEDIA_TYPE, body, printed);
    }

    private int ask(String method, String path, String mediaType, String body, Printed printed)
            throws IOException, InterruptedException {
        try (IngestClient client = client()) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return print(client.ask(method, path, mediaType, bytes), printed);
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
        return "/v1/sources/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20")
                + action;
    }
}
