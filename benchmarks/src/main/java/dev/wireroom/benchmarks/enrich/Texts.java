package dev.wireroom.benchmarks.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The texts that both sides read. */
final class Texts {
    /**
     * Sentences of US political news (NewsMTSC, MIT), from the development set that enrich ships.
     */
    private static final Path DEVELOPMENT =
            Path.of("enrich/src/test/resources/dev/wireroom/enrich/model/dev-sentiment.jsonl.gz");

    private static final int SENTENCES_PER_ARTICLE = 12;

    private Texts() {}

    /** The development set's sentences, each once, joined to articles. */
    static List<String> development() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(DEVELOPMENT))) {
            List<String> sentences =
                    lines(in).stream().map(line -> line.path("text").asText()).distinct().toList();
            List<String> articles = new ArrayList<>();
            for (int from = 0; from < sentences.size(); from += SENTENCES_PER_ARTICLE) {
                int to = Math.min(from + SENTENCES_PER_ARTICLE, sentences.size());
                articles.add(String.join(" ", sentences.subList(from, to)));
            }
            return articles;
        }
    }

    /** The bodies of a file of NDJSON, such as {@code annotate} reads. */
    static List<String> of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return lines(in).stream().map(line -> line.path("body").asText()).toList();
        }
    }

    private static List<JsonNode> lines(InputStream in) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    /** Words between white space. */
    static long words(List<String> texts) {
        return texts.stream().mapToLong(text -> text.strip().split("\\s+", -1).length).sum();
    }
}
