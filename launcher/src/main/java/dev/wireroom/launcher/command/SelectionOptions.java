package dev.wireroom.launcher.command;

import dev.wireroom.launcher.Moment;
import dev.wireroom.launcher.replay.Selection;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which published articles; without any of these, all of them. */
final class SelectionOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "received then or later: 2026-11-23T10:00:00Z, 2026-11-23 or a span before now"
                            + " such as 24h or 7d")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "received before then")
    private @Nullable String until;

    @Option(names = "--source", paramLabel = "ID", description = "of this source")
    private @Nullable String source;

    @Option(names = "--id", paramLabel = "ID", description = "this article. Repeatable")
    private Set<String> ids = new LinkedHashSet<>();

    @Option(
            names = "--enrichment-version",
            paramLabel = "VERSION",
            description = "only what this version made: code and models, as on the articles")
    private @Nullable String enrichmentVersion;

    /**
     * What is asked for.
     *
     * @throws ParameterException naming the option that holds no time
     */
    Selection at(Instant now) {
        return new Selection(
                time("--since", since, now),
                time("--until", until, now),
                Optional.ofNullable(source),
                ids,
                Optional.ofNullable(enrichmentVersion));
    }

    private Optional<Instant> time(String option, @Nullable String text, Instant now) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Moment.parse(text, now));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }
}
