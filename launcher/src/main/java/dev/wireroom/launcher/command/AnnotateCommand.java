package dev.wireroom.launcher.command;

import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.AnnotatorConfig;
import dev.wireroom.enrich.text.Model;
import dev.wireroom.enrich.text.annotate.AnnotateStream;
import dev.wireroom.enrich.text.annotate.AnnotateStream.Options;
import dev.wireroom.enrich.text.annotate.AnnotateStream.Output;
import dev.wireroom.enrich.text.annotate.AnnotateStream.Summary;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wireroom annotate}: the enrichment by itself, lines in, lines out. */
@Command(
        name = "annotate",
        description = {
            "Find language, entities and sentiment, offline.",
            "Reads one JSON object a line and writes one, in order. Needs no broker.",
            "In: id, title, body, optional language, optional targets as"
                    + " [{\"field\":\"body\",\"begin\":0,\"end\":6}].",
            "What 'wireroom parse' prints is such lines: wireroom parse FILE | wireroom annotate.",
            "Out: id, language, sentiment, entities, targets. Offsets are UTF-16 code units,"
                    + " half-open.",
            "A line that is no such object gives a line with an error, and the exit code is 1."
        })
final class AnnotateCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 16;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "NDJSON; - or nothing for standard input")
    private String file;

    @Option(names = "--threads", description = "threads that annotate (default: one per processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--explain",
            description = "write a page for people: the text with what was found in it")
    private boolean explain;

    @Option(
            names = {"--model", "--variant"},
            paramLabel = "MODEL",
            defaultValue = "fast",
            description =
                    "fast, accurate or a folder with another model (default: ${DEFAULT-VALUE})")
    private String model;

    @Override
    public Integer call() throws IOException {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 1");
        }
        Model chosen = ModelArgument.named(model, spec.commandLine());
        // first: a model that is refused leaves standard input and output as they are
        try (Annotator annotator = ModelArgument.load(AnnotatorConfig.of(chosen));
                InputStream in = open();
                OutputStream out =
                        new BufferedOutputStream(
                                new FileOutputStream(FileDescriptor.out), BUFFER_BYTES)) {
            Summary summary =
                    new AnnotateStream(annotator, new Options(threads, output())).run(in, out);
            return summary.failed() == 0 ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private Output output() {
        if (!explain) {
            return Output.JSON;
        }
        return Ansi.AUTO.enabled() ? Output.EXPLAIN_COLOURED : Output.EXPLAIN_PLAIN;
    }

    private InputStream open() throws IOException {
        if (file.equals("-")) {
            return System.in;
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw new ParameterException(
                    spec.commandLine(), "no such file, or not readable: " + file);
        }
        return Files.newInputStream(path);
    }
}
