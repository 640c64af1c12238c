package dev.wireroom.enrich.text.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.enrich.text.Field;
import dev.wireroom.enrich.text.ModelVariant;
import dev.wireroom.enrich.text.model.Encoder.Encoded;
import dev.wireroom.enrich.text.model.Encoder.Marked;
import dev.wireroom.enrich.text.model.TagDecoder.TaggedSpan;
import dev.wireroom.enrich.text.token.Span;
import dev.wireroom.enrich.text.token.Window;
import dev.wireroom.enrich.text.token.Windows;
import dev.wireroom.enrich.text.token.WordPieces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shipped models do here what they did where they were trained: inputs, tags, sentiments, and
 * the recorded scores.
 */
class ReferenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TAG_NAMES =
            Map.of("PERSON", "PER", "ORGANIZATION", "ORG", "LOCATION", "LOC", "MISC", "MISC");
    private static final List<String> POLARITIES = List.of("negative", "neutral", "positive");

    /**
     * Another processor may round another way; a score may then differ by one or two of some
     * hundred decisions.
     */
    private static final double SCORE_TOLERANCE = 0.6;

    /** The default model always, the other as soon as it is in the repository. */
    static List<ModelVariant> shipped() {
        boolean both =
                ReferenceTest.class.getResource("/dev/wireroom/enrich/model/accurate/model.json")
                        != null;
        return both
                ? List.of(ModelVariant.FAST, ModelVariant.ACCURATE)
                : List.of(ModelVariant.FAST);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void repeatsTheReferenceSentences(ModelVariant variant) throws IOException {
        ModelFiles files = ModelFiles.load(variant);
        Windows cut = windows(files);
        TagDecoder decoder = new TagDecoder(files.tags());
        try (Encoder encoder = new Encoder(files, 1)) {
            JsonNode cases =
                    JSON.readTree(
                            resource(
                                    "/dev/wireroom/enrich/model/"
                                            + variant.label()
                                            + "/reference.json"));
            assertThat(cases.size()).isGreaterThanOrEqualTo(10);
            for (JsonNode expected : cases) {
                String text = expected.path("text").asText();
                Window window = window(cut, text);
                Encoded encoded = encoder.encode(List.of(window)).get(0);

                assertThat(window.ids()).as(text).isEqualTo(longs(expected.path("ids")));
                assertThat(window.shapes()).as(text).isEqualTo(longs(expected.path("shapes")));
                assertThat(tags(window, decoder.decode(rows(window, encoded, files.tags()))))
                        .as(text)
                        .isEqualTo(strings(expected.path("tags")));
                JsonNode target = expected.path("target");
                if (target.isObject()) {
                    float[] sentiment = sentiment(encoder, encoded, marks(window, target));
                    double[] expectedSentiment = softmax(target.path("logits"));
                    for (int label = 0; label < POLARITIES.size(); label++) {
                        assertThat((double) sentiment[label])
                                .as(text)
                                .isCloseTo(expectedSentiment[label], within(0.02));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void reachesTheRecordedEntityScore(ModelVariant variant) throws IOException {
        ModelFiles files = ModelFiles.load(variant);
        Windows cut = windows(files);
        TagDecoder decoder = new TagDecoder(files.tags());
        int right = 0;
        int found = 0;
        int wanted = 0;
        try (Encoder encoder = new Encoder(files, 1)) {
            for (List<String[]> sentence : taggedSentences()) {
                String text = String.join(" ", sentence.stream().map(row -> row[0]).toList());
                List<String> gold = sentence.stream().map(row -> row[1]).toList();
                Window window = window(cut, text);
                assertThat(window.tokens()).as(text).isLessThanOrEqualTo(gold.size());
                Encoded encoded = encoder.encode(List.of(window)).get(0);
                List<String> tags =
                        new ArrayList<>(
                                tags(window, decoder.decode(rows(window, encoded, files.tags()))));
                while (tags.size() < gold.size()) {
                    tags.add("O");
                }
                List<String> goldSpans = spans(gold);
                List<String> ownSpans = spans(tags);
                wanted += goldSpans.size();
                found += ownSpans.size();
                right += (int) ownSpans.stream().filter(goldSpans::contains).count();
            }
        }

        assertThat(200.0 * right / (found + wanted))
                .isCloseTo(
                        files.scores().path("dev-ner").path("f1").asDouble(),
                        within(SCORE_TOLERANCE));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void reachesTheRecordedSentimentScore(ModelVariant variant) throws IOException {
        ModelFiles files = ModelFiles.load(variant);
        Windows cut = windows(files);
        int[][] confusion = new int[3][3];
        try (Encoder encoder = new Encoder(files, 1);
                BufferedReader lines =
                        unzipped("/dev/wireroom/enrich/model/dev-sentiment.jsonl.gz")) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode sentence = JSON.readTree(line);
                Window window = window(cut, sentence.path("text").asText());
                Encoded encoded = encoder.encode(List.of(window)).get(0);
                for (JsonNode target : sentence.path("targets")) {
                    if (target.path("begin").asInt() >= window.end(window.tokens() - 1)) {
                        continue;
                    }
                    float[] sentiment = sentiment(encoder, encoded, marks(window, target));
                    int label =
                            sentiment[0] >= sentiment[1] && sentiment[0] >= sentiment[2]
                                    ? 0
                                    : sentiment[1] >= sentiment[2] ? 1 : 2;
                    confusion[POLARITIES.indexOf(target.path("sentiment").asText())][label]++;
                }
            }
        }

        assertThat(macroF1(confusion))
                .isCloseTo(
                        files.scores().path("dev-sentiment").path("macroF1").asDouble(),
                        within(SCORE_TOLERANCE));
    }

    @Test
    void givesEachWindowTheSameStatesInAnyCompany() throws IOException {
        ModelFiles files = ModelFiles.load(ModelVariant.FAST);
        Windows cut = windows(files);
        List<Window> windows = new ArrayList<>();
        for (JsonNode expected :
                JSON.readTree(resource("/dev/wireroom/enrich/model/fast/reference.json"))) {
            windows.add(window(cut, expected.path("text").asText()));
        }
        try (Encoder encoder = new Encoder(files, 1)) {
            List<Encoded> alone =
                    windows.stream().map(window -> encoder.encode(List.of(window)).get(0)).toList();
            for (int seed = 1; seed <= 3; seed++) {
                List<Integer> order =
                        new ArrayList<>(IntStream.range(0, windows.size()).boxed().toList());
                Collections.shuffle(order, new Random(seed));
                List<Encoded> together = encoder.encode(order.stream().map(windows::get).toList());
                for (int index = 0; index < order.size(); index++) {
                    assertThat(values(together.get(index).states()))
                            .as("seed %d", seed)
                            .isEqualTo(values(alone.get(order.get(index)).states()));
                    assertThat(together.get(index).tags())
                            .isEqualTo(alone.get(order.get(index)).tags());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void givesEachTargetTheSameSentimentInAnyCompany(ModelVariant variant) throws IOException {
        ModelFiles files = ModelFiles.load(variant);
        Windows cut = windows(files);
        List<Marked> spans = new ArrayList<>();
        try (Encoder encoder = new Encoder(files, 1)) {
            for (JsonNode expected :
                    JSON.readTree(resource("/dev/wireroom/enrich/model/fast/reference.json"))) {
                Window window = window(cut, expected.path("text").asText());
                Encoder.States states = encoder.encode(List.of(window)).get(0).states();
                for (int token = 0; token < window.tokens(); token++) {
                    spans.add(new Marked(states, window.marks(token, token + 1)));
                }
            }
            List<float[]> alone =
                    spans.stream().map(span -> encoder.sentiment(List.of(span)).get(0)).toList();
            for (int seed = 1; seed <= 3; seed++) {
                List<Integer> order =
                        new ArrayList<>(IntStream.range(0, spans.size()).boxed().toList());
                Collections.shuffle(order, new Random(seed));
                List<float[]> together = encoder.sentiment(order.stream().map(spans::get).toList());
                for (int index = 0; index < order.size(); index++) {
                    assertThat(together.get(index))
                            .as("seed %d", seed)
                            .isEqualTo(alone.get(order.get(index)));
                }
            }
        }
    }

    private static float[] sentiment(Encoder encoder, Encoded encoded, long[] marks) {
        return encoder.sentiment(List.of(new Marked(encoded.states(), marks))).get(0);
    }

    private static float[] values(Encoder.States states) {
        return Arrays.copyOfRange(
                states.values(), states.from(), states.from() + states.pieces() * 384);
    }

    private static double[] softmax(JsonNode logits) {
        double[] values = new double[logits.size()];
        double sum = 0;
        for (int index = 0; index < values.length; index++) {
            values[index] = Math.exp(logits.get(index).asDouble());
            sum += values[index];
        }
        for (int index = 0; index < values.length; index++) {
            values[index] /= sum;
        }
        return values;
    }

    private static Windows windows(ModelFiles files) {
        return new Windows(new WordPieces(files.vocabulary()), files.maxPieces());
    }

    private static Window window(Windows windows, String text) {
        return windows.of(Field.BODY, text, new Span(0, text.length()), 0).get(0);
    }

    private static double[][] rows(Window window, Encoded encoded, TagSet tags) {
        double[][] rows = new double[window.tokens()][tags.size()];
        for (int token = 0; token < rows.length; token++) {
            for (int tag = 0; tag < tags.size(); tag++) {
                rows[token][tag] = encoded.tags()[token * tags.size() + tag];
            }
        }
        return rows;
    }

    private static List<String> tags(Window window, List<TaggedSpan> spans) {
        List<String> tags = new ArrayList<>(Collections.nCopies(window.tokens(), "O"));
        for (TaggedSpan span : spans) {
            for (int token = span.from(); token < span.to(); token++) {
                tags.set(
                        token,
                        (token == span.from() ? "B-" : "I-") + TAG_NAMES.get(span.type().name()));
            }
        }
        return tags;
    }

    private static List<String> spans(List<String> tags) {
        List<String> spans = new ArrayList<>();
        for (int from = 0; from < tags.size(); from++) {
            if (tags.get(from).startsWith("B-")) {
                int to = from + 1;
                while (to < tags.size() && tags.get(to).startsWith("I-")) {
                    to++;
                }
                spans.add(from + "-" + to + tags.get(from).substring(1));
            }
        }
        return spans;
    }

    private static long[] marks(Window window, JsonNode target) {
        int from = -1;
        int to = -1;
        for (int token = 0; token < window.tokens(); token++) {
            if (window.begin(token) < target.path("end").asInt()
                    && window.end(token) > target.path("begin").asInt()) {
                from = from < 0 ? token : from;
                to = token + 1;
            }
        }
        return window.marks(from, to);
    }

    private static double macroF1(int[][] confusion) {
        double sum = 0;
        for (int label = 0; label < 3; label++) {
            int gold = 0;
            int guessed = 0;
            for (int other = 0; other < 3; other++) {
                gold += confusion[label][other];
                guessed += confusion[other][label];
            }
            sum += 200.0 * confusion[label][label] / (gold + guessed);
        }
        return sum / 3;
    }

    private static List<List<String[]>> taggedSentences() throws IOException {
        List<List<String[]>> sentences = new ArrayList<>(List.of(new ArrayList<>()));
        try (BufferedReader lines = unzipped("/dev/wireroom/enrich/model/dev-ner.tsv.gz")) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    sentences.add(new ArrayList<>());
                } else {
                    sentences.get(sentences.size() - 1).add(line.split("\t"));
                }
            }
        }
        sentences.removeIf(List::isEmpty);
        return sentences;
    }

    private static BufferedReader unzipped(String name) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(resource(name)), StandardCharsets.UTF_8));
    }

    private static InputStream resource(String name) {
        InputStream stream = ReferenceTest.class.getResourceAsStream(name);
        assertThat(stream).as(name).isNotNull();
        return stream;
    }

    private static long[] longs(JsonNode values) {
        long[] longs = new long[values.size()];
        for (int index = 0; index < longs.length; index++) {
            longs[index] = values.get(index).asLong();
        }
        return longs;
    }

    private static List<String> strings(JsonNode values) {
        List<String> strings = new ArrayList<>();
        values.forEach(value -> strings.add(value.asText()));
        return strings;
    }
}
