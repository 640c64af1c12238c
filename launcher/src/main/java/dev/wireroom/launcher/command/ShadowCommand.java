package dev.wireroom.launcher.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.enrich.EnrichConfig;
import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.Model;
import dev.wireroom.enrich.topology.Shadow;
import dev.wireroom.launcher.Moment;
import dev.wireroom.launcher.Shutdown;
import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.launcher.replay.PublishedArticles;
import dev.wireroom.launcher.replay.ReplayRun;
import dev.wireroom.launcher.replay.Selection;
import dev.wireroom.launcher.shadow.ShadowReport;
import dev.wireroom.launcher.shadow.ShadowRun;
import dev.wireroom.launcher.shadow.ShadowText;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wireroom shadow}: another model beside the one in service. */
@Command(
        name = "shadow",
        description = {
            "Show what another text model would change.",
            "Reads published articles, analyses them with another model in this process and"
                    + " compares. Changes nothing: the line, its topics and storage never see the"
                    + " other model's values. 'wireroom replay' puts it into effect afterwards."
        })
final class ShadowCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private SettingsOptions settings;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            required = true,
            description = "the other model: fast, accurate or a folder with model.json")
    private String model;

    @Mixin private SelectionOptions which;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "of the articles that are there, so many at most (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = {"-f", "--follow"},
            description =
                    "then go on with each revision that is published, until Ctrl-C; with --limit 0"
                            + " these only")
    private boolean follow;

    @Option(
            names = "--every",
            paramLabel = "SPAN",
            defaultValue = "1m",
            description = "with --follow, how often to report (default: ${DEFAULT-VALUE})")
    private String every;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "5",
            description = "changed articles to show one by one (default: ${DEFAULT-VALUE})")
    private int examples;

    @Option(
            names = "--json",
            description = "the report as one JSON object; with --follow one a line")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < (follow ? 0 : 1)) {
            throw wrong("--limit: %d is below %d".formatted(limit, follow ? 0 : 1));
        }
        if (examples < 0) {
            throw wrong("--examples: %d is below 0".formatted(examples));
        }
        Duration interval = interval();
        Selection selection = which.at(Clock.systemUTC().instant());
        Model other = ModelArgument.named(model, spec.commandLine());
        EnrichConfig config = EnrichConfig.from(settings.load());
        ShadowReport report = new ShadowReport(examples);
        try (Annotator annotator = ModelArgument.load(config.text().withModel(other));
                PublishedArticles articles =
                        PublishedArticles.open(config.connection(), selection);
                Shutdown shutdown = Shutdown.onSignal()) {
            ShadowRun run =
                    new ShadowRun(articles, new Shadow(annotator), report, shutdown::isAsked);
            run.compareWhatIsThere(limit);
            if (follow) {
                if (report.size() > 0) {
                    print(report, articles);
                }
                run.follow(interval, () -> print(report, articles));
            }
            print(report, articles);
        } catch (ReplayRun.NotPossibleException e) {
            throw new CannotStartException(String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw KafkaTrouble.of(e, config.connection());
        }
        return report.size() == 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void print(ShadowReport report, PublishedArticles articles) {
        PrintWriter out = spec.commandLine().getOut();
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>(report.values());
            if (follow) {
                values.put("at", now.toString());
                values.put("recordsBehind", articles.behind());
            }
            try {
                out.println(JsonMapper.builder().build().writeValueAsString(values));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            if (follow) {
                out.println("%n== %s, %,d records behind".formatted(now, articles.behind()));
            }
            out.print(ShadowText.of(report));
        }
        out.flush();
    }

    private Duration interval() {
        try {
            Duration span = Moment.span(every);
            if (span.isZero()) {
                throw new IllegalArgumentException("'%s' is no time at all".formatted(every));
            }
            return span;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--every: " + e.getMessage(), e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
