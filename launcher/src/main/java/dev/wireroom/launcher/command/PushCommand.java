package dev.wireroom.launcher.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.launcher.push.Document;
import dev.wireroom.launcher.push.IngestClient;
import dev.wireroom.launcher.push.Push;
import dev.wireroom.launcher.push.PushResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wireroom push}: files through the HTTP door. */
@Command(
        name = "push",
        description = {
            "Send articles to ingest, through its HTTP door.",
            "Takes our JSON, ninjs or plain text, one to a file, and NDJSON. Answers 429 and 503"
                + " are sent again as the server asks. The exit code is 1 when an article was not"
                + " accepted."
        })
final class PushCommand implements Callable<Integer> {
    private static final int SHOWN_REFUSALS = 10;

    @Spec private CommandSpec spec;
    @Mixin private InputFiles input;
    @Mixin private OutputOption output;

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8401",
            description = "where ingest listens (default: ${DEFAULT-VALUE})")
    private URI url;

    @Option(
            names = "--source",
            required = true,
            description = "the source that the articles come from")
    private String source;

    @Option(
            names = "--create-source",
            description = "make the source known first, if it is not yet")
    private boolean createSource;

    @Option(
            names = "--key",
            defaultValue = "${env:WIREROOM_API_KEY}",
            description = "API key (default: the variable WIREROOM_API_KEY)")
    private @Nullable String apiKey;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "how long to send an article again that finds no room (default:"
                            + " ${DEFAULT-VALUE})")
    private int patienceSeconds;

    private long accepted;
    private final List<PushResult.Refused> refused = new ArrayList<>();
    private final List<PushResult.Busy> givenUp = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        long began = System.nanoTime();
        try (IngestClient client =
                new IngestClient(url, Optional.ofNullable(apiKey).filter(key -> !key.isBlank()))) {
            if (createSource) {
                client.createSource(source, source);
            }
            sendAll(client);
        } catch (ConnectException e) {
            err.println(
                    "wireroom: nothing answers at "
                            + url
                            + "; is it running ('wireroom up')? Name another with --url");
            err.flush();
            return ExitCode.CANNOT_START;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (output.isJson()) {
            printJson(took);
        } else {
            printText(took);
        }
        return refused.isEmpty() && givenUp.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void sendAll(IngestClient client) throws IOException, InterruptedException {
        List<Document> documents = new ArrayList<>();
        for (InputFiles.Content file : input.read()) {
            documents.addAll(Document.in(file.name(), file.bytes()));
        }
        Duration patience = Duration.ofSeconds(patienceSeconds);
        if (!Ansi.AUTO.enabled() || output.isJson()) {
            new Push(client, source, patience, this::count).send(documents);
            return;
        }
        ProgressBarBuilder builder =
                ProgressBar.builder()
                        .setTaskName("pushing")
                        .setUnit(" articles", 1)
                        .setInitialMax(documents.size())
                        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
                        .clearDisplayOnFinish();
        try (ProgressBar bar = builder.build()) {
            new Push(
                            client,
                            source,
                            patience,
                            result -> {
                                count(result);
                                bar.step();
                            })
                    .send(documents);
        }
    }

    private void count(PushResult result) {
        switch (result) {
            case PushResult.Accepted taken -> accepted++;
            case PushResult.Refused no -> refused.add(no);
            case PushResult.Busy busy -> givenUp.add(busy);
        }
    }

    private void printText(Duration took) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        refused.stream().limit(SHOWN_REFUSALS).forEach(no -> err.println(no.line()));
        if (refused.size() > SHOWN_REFUSALS) {
            err.println("... and " + (refused.size() - SHOWN_REFUSALS) + " more");
        }
        givenUp.stream()
                .limit(1)
                .forEach(
                        busy ->
                                err.println(
                                        busy.document().origin()
                                                + ": "
                                                + busy.problem()
                                                + " Gave up after "
                                                + patienceSeconds
                                                + " s."));
        err.flush();
        double seconds = Math.max(took.toMillis(), 1) / 1000.0;
        out.printf(
                Locale.ROOT,
                "%d accepted, %d refused, %d found no room, in %.1f s (%.0f articles/s)%n",
                accepted,
                refused.size(),
                givenUp.size(),
                seconds,
                accepted / seconds);
        out.flush();
    }

    private void printJson(Duration took) {
        ObjectNode summary = JsonMapper.builder().build().createObjectNode();
        summary.put("accepted", accepted)
                .put("refused", refused.size())
                .put("notSent", givenUp.size());
        summary.put("durationMs", took.toMillis());
        ArrayNode problems = summary.putArray("problems");
        refused.forEach(
                no ->
                        problems.addObject()
                                .put("document", no.document().origin())
                                .put("status", no.status())
                                .put("field", no.field())
                                .put("problem", no.problem())
                                .put("fix", no.fix()));
        PrintWriter out = spec.commandLine().getOut();
        out.println(summary);
        out.flush();
    }
}
