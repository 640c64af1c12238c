package dev.wireroom.launcher.command;

import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import dev.wireroom.ingest.format.detect.ParsedItem;
import dev.wireroom.ingest.format.json.ArticleJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wireroom parse}: what would be published, without a broker. */
@Command(
        name = "parse",
        description = {
            "Print what files would be published as.",
            "One article a line, as JSON. Needs no broker. A document that would be refused is told"
                    + " on standard error, and the exit code is 1."
        })
final class ParseCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private InputFiles input;

    @Option(
            names = "--source",
            defaultValue = "demo",
            description =
                    "the source they come from: part of an article's identity (default:"
                            + " ${DEFAULT-VALUE})")
    private String source;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int refused = 0;
        for (InputFiles.Content file : input.read()) {
            List<ParsedItem> items =
                    ArticleFormats.parseEach(file.bytes(), Arrival.from(source, Instant.now()));
            for (ParsedItem item : items) {
                String where =
                        items.size() > 1 ? file.name() + " item " + item.number() : file.name();
                switch (item.result()) {
                    case ParseResult.Parsed parsed ->
                            parsed.articles()
                                    .forEach(article -> out.println(ArticleJson.line(article)));
                    case ParseResult.Refused rejected -> {
                        refused++;
                        rejected.faults().forEach(fault -> err.println(where + ": " + line(fault)));
                    }
                }
            }
        }
        out.flush();
        err.flush();
        return refused == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String line(Fault fault) {
        String value = fault.value().isEmpty() ? "" : " = " + fault.value();
        String at = fault.field().isEmpty() ? "" : fault.field() + value + ": ";
        return at + fault.message() + " " + fault.fix();
    }
}
