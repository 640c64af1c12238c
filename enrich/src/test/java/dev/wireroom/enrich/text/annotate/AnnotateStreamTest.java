package dev.wireroom.enrich.text.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.AnnotatorConfig;
import dev.wireroom.enrich.text.ModelVariant;
import dev.wireroom.enrich.text.neural.NeuralAnnotator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AnnotateStreamTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Annotator annotator;

    @BeforeAll
    static void load() {
        annotator = NeuralAnnotator.load(AnnotatorConfig.of(ModelVariant.FAST));
    }

    @AfterAll
    static void close() {
        annotator.close();
    }

    @Test
    void answersEveryLineInOrderOnSeveralThreads() throws IOException {
        StringBuilder input = new StringBuilder();
        for (int line = 0; line < 60; line++) {
            input.append(
                    "{\"id\":\"%d\",\"title\":\"\",\"body\":\"%s\"}\n"
                            .formatted(
                                    line,
                                    "John Kerry met the president of Iran. "
                                            .repeat(1 + line * 7 % 13)));
        }
        List<JsonNode> lines = run(input.toString(), 3);

        assertThat(lines)
                .extracting(line -> line.path("id").asInt())
                .containsExactlyElementsOf(IntStream.range(0, 60).boxed().toList());
    }

    @Test
    void answersInTheDocumentedForm() throws IOException {
        JsonNode line =
                run(
                                "{\"id\":\"x\",\"title\":\"Kerry in Moscow\",\"body\":\"John Kerry"
                                    + " praised"
                                    + " Russia.\",\"language\":\"en\",\"targets\":[{\"field\":\"body\",\"begin\":19,\"end\":25},{\"field\":\"title\",\"begin\":0,\"end\":5}]}",
                                1)
                        .get(0);

        assertThat(line.path("id").asText()).isEqualTo("x");
        assertThat(line.path("language").asText()).isEqualTo("en");
        assertThat(line.path("sentiment").path("label").asText())
                .isIn("negative", "neutral", "positive");
        assertThat(line.path("sentiment").path("score").isNumber()).isTrue();
        assertThat(line.path("targets"))
                .extracting(target -> target.path("begin").asInt())
                .containsExactly(19, 0);
        assertThat(line.path("targets").get(0).path("sentiment").path("label").isTextual())
                .isTrue();
        JsonNode entity = line.path("entities").get(0);
        assertThat(entity.path("type").asText()).isIn("PERSON", "ORGANIZATION", "LOCATION");
        assertThat(entity.path("mentions").get(0).fieldNames())
                .toIterable()
                .containsExactly("field", "begin", "end", "text", "confidence");
    }

    @Test
    void takesWhatParsePrints() throws IOException {
        String parsed =
                "{\"articleId\":\"a1\",\"sourceId\":\"demo\",\"body\":\"John Kerry spoke.\"}";

        JsonNode line = run(parsed, 1).get(0);
        assertThat(line.path("id").asText()).isEqualTo("a1");
        assertThat(line.path("entities").get(0).path("name").asText()).isEqualTo("John Kerry");
    }

    @Test
    void namesTheWayFromAnyOtherTextToALine() throws IOException {
        assertThat(run("US to Russia: let's talk.", 1).get(0).path("error").asText())
                .contains("not JSON", "id, title and body", "'./wireroom parse FILE'");
    }

    @Test
    void saysOfEachBadLineWhatIsWrongAndGoesOn() throws IOException {
        String input =
                """
                {"id":"1","body":"Fine."}
                {"id":"2","body":
                [1]
                {"title":"no id"}
                {"id":"5","body":7}
                {"id":"6","body":"x","targets":[{"field":"body","begin":0,"end":2}]}
                {"id":"7","body":"x","targets":[{"field":"lead","begin":0,"end":1}]}

                {"id":"9","body":"Fine."} trailing
                {"id":"10","body":"Fine."}
                """;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AnnotateStream.Summary summary = stream(2).run(bytes(input), out);
        List<JsonNode> lines = lines(out);

        assertThat(summary).isEqualTo(new AnnotateStream.Summary(2, 7));
        assertThat(lines)
                .filteredOn(line -> line.has("error"))
                .extracting(line -> line.path("line").asInt())
                .containsExactly(2, 3, 4, 5, 6, 7, 9);
        assertThat(lines.get(5).path("id").asText()).isEqualTo("6");
        assertThat(lines.get(5).path("error").asText()).contains("targets[0]", "1 code units");
        assertThat(lines.get(6).path("error").asText()).contains("title or body", "lead");
    }

    @Test
    void givesLoneSurrogatesAndNulBackAsTheyCame() throws IOException {
        JsonNode line =
                run(
                                "{\"id\":\"\\ud800x\",\"body\":\"John\\u0000 \\udc00 Kerry met"
                                        + " \\ud83d\\ude00 Barack Obama.\"}",
                                1)
                        .get(0);

        assertThat(line.path("id").asText()).isEqualTo("\ud800x");
        line.path("entities")
                .forEach(
                        entity ->
                                entity.path("mentions")
                                        .forEach(
                                                mention ->
                                                        assertThat(
                                                                        "John\u0000 \udc00 Kerry met \ud83d\ude00 Barack Obama."
                                                                                .substring(
                                                                                        mention.path(
                                                                                                        "begin")
                                                                                                .asInt(),
                                                                                        mention.path(
                                                                                                        "end")
                                                                                                .asInt()))
                                                                .isEqualTo(
                                                                        mention.path("text")
                                                                                .asText())));
    }

    @Test
    void refusesALanguageItDoesNotReadAndSaysSo() throws IOException {
        JsonNode line =
                run(
                                "{\"id\":\"d\",\"body\":\"Die Bundesregierung hat am Freitag ein"
                                    + " neues Gesetz beschlossen, das die Opposition"
                                    + " ablehnt.\",\"targets\":[{\"field\":\"body\",\"begin\":4,\"end\":19}]}",
                                1)
                        .get(0);

        assertThat(line.path("language").asText()).isEqualTo("de");
        assertThat(line.path("analysis").path("status").asText()).isEqualTo("not-analysed");
        assertThat(line.path("analysis").path("detail").asText()).contains("en").contains("de");
        assertThat(line.path("sentiment").isNull()).isTrue();
        assertThat(line.path("entities")).isEmpty();
        assertThat(line.path("targets").get(0).path("sentiment").isNull()).isTrue();
    }

    @Test
    void failsWhenNobodyTakesTheOutput() {
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("broken pipe");
                    }
                };
        String input = "{\"id\":\"1\",\"body\":\"Fine.\"}\n".repeat(500);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () ->
                        assertThatThrownBy(() -> stream(2).run(bytes(input), broken))
                                .isInstanceOf(IOException.class)
                                .hasMessage("broken pipe"));
    }

    @Test
    void explainsWithoutLettingAnArticleSteerTheTerminal() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new AnnotateStream(
                        annotator,
                        new AnnotateStream.Options(1, AnnotateStream.Output.EXPLAIN_PLAIN))
                .run(
                        bytes(
                                "{\"id\":\"e\",\"title\":\"Talks\",\"body\":\"Barack Obama"
                                        + " met\\u001b[2J Angela Merkel in Germany.\"}"),
                        out);
        String page = out.toString(StandardCharsets.UTF_8);

        assertThat(page)
                .doesNotContain("\u001b")
                .contains("[Barack Obama ")
                .contains("Germany")
                .contains("location")
                .contains("SHA-256");
    }

    private static AnnotateStream stream(int threads) {
        return new AnnotateStream(
                annotator, new AnnotateStream.Options(threads, AnnotateStream.Output.JSON));
    }

    private static List<JsonNode> run(String input, int threads) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        stream(threads).run(bytes(input), out);
        return lines(out);
    }

    private static List<JsonNode> lines(ByteArrayOutputStream out) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).split("\n")) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static ByteArrayInputStream bytes(String input) {
        return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    }
}
