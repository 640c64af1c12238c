package dev.wireroom.launcher.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.enrich.EnrichConfig;
import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.Model;
import dev.wireroom.enrich.text.neural.NeuralAnnotator;
import dev.wireroom.enrich.topology.Shadow;
import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.launcher.replay.ReplayRun;
import dev.wireroom.launcher.shadow.ShadowReport;
import dev.wireroom.launcher.shadow.ShadowText;
import dev.wireroom.service.config.ConnectionConfig;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
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
            description = "articles at most (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "5",
            description = "changed articles to show one by one (default: ${DEFAULT-VALUE})")
    private int examples;

    @Option(names = "--json", description = "the report as one JSON object")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1 || examples < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--limit must be at least 1, --examples at least 0");
        }
        EnrichConfig config = EnrichConfig.from(settings.load());
        ShadowReport report = new ShadowReport(examples);
        try (Annotator annotator = NeuralAnnotator.load(config.text().withModel(otherModel()))) {
            Shadow shadow = new Shadow(annotator);
            ReplayRun.preview(
                    config.connection(),
                    which.at(Clock.systemUTC().instant()),
                    article -> compare(shadow, article, report));
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new CannotStartException("--model: " + e.getMessage(), e);
        } catch (ReplayRun.NotPossibleException e) {
            throw new CannotStartException(String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw new CannotStartException(
                    "Kafka at %s: %s. Name another with --set %s=HOST:PORT"
                            .formatted(
                                    config.connection().bootstrapServers(),
                                    e.getMessage(),
                                    ConnectionConfig.BOOTSTRAP_SERVERS),
                    e);
        }
        return print(report);
    }

    private void compare(Shadow shadow, EnrichedArticle article, ShadowReport report) {
        boolean withdrawn = article.getRevision().getOutcome() == RevisionOutcome.WITHDRAWN;
        if (withdrawn || report.size() >= limit) {
            return;
        }
        long begin = System.nanoTime();
        EnrichedArticle other = shadow.of(article);
        report.add(article, other, System.nanoTime() - begin);
    }

    private int print(ShadowReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try {
                out.println(JsonMapper.builder().build().writeValueAsString(report.values()));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        } else if (report.size() == 0) {
            out.println("No published article answers to that: nothing was compared.");
        } else {
            out.print(ShadowText.of(report));
        }
        out.flush();
        return report.size() == 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private Model otherModel() {
        try {
            return Model.of(model);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--model: " + e.getMessage(), e);
        }
    }
}
