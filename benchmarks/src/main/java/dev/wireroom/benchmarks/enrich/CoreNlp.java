package dev.wireroom.benchmarks.enrich;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Stanford CoreNLP in a child process that reads the same texts; see CoreNlpRounds.java. */
final class CoreNlp implements AutoCloseable {
    private static final Path SOURCE = Path.of("benchmarks/corenlp/CoreNlpRounds.java");

    /** Where benchmarks/run puts the jars. */
    private static final Path JARS = Path.of("benchmarks/target/corenlp");

    private final Path texts;
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    CoreNlp(List<String> articles) throws IOException {
        texts = Files.createTempFile("wireroom-corenlp", ".txt");
        Files.write(texts, articles.stream().map(text -> text.replace('\n', ' ')).toList());
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx6g",
                                "-cp",
                                JARS + "/*",
                                SOURCE.toString(),
                                texts.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Tokenizer and three-class tagger over the first {@code count} texts. */
    Round names(int count) {
        return round("ner", count);
    }

    /** The same with parser and sentiment. */
    Round sentiments(int count) {
        return round("sentiment", count);
    }

    private Round round(String what, int count) {
        try {
            commands.write(what + " " + count + "\n");
            commands.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("CoreNLP's process ended: " + what);
            }
            String[] fields = answer.split(" ", -1);
            return new Round(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        Files.deleteIfExists(texts);
    }
}
