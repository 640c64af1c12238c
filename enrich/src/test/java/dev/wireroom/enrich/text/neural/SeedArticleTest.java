package dev.wireroom.enrich.text.neural;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.enrich.text.Annotation;
import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.AnnotatorConfig;
import dev.wireroom.enrich.text.Entity;
import dev.wireroom.enrich.text.ModelVariant;
import dev.wireroom.enrich.text.TextDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The first article that the wire ever carried, as it came from its page, against what a reader
 * found in it.
 */
class SeedArticleTest {
    private static Annotation annotation;

    @BeforeAll
    static void annotate() throws IOException {
        String page = resource("us-to-russia-lets-talk-about-syria.txt");
        int line = page.indexOf('\n');
        try (Annotator annotator = NeuralAnnotator.load(AnnotatorConfig.of(ModelVariant.FAST))) {
            annotation =
                    annotator.annotate(
                            TextDocument.of(
                                    "seed", page.substring(0, line), page.substring(line + 1)));
        }
    }

    @Test
    void findsTheEntitiesThatAReaderFinds() throws IOException {
        List<String> expected =
                resource("us-to-russia-lets-talk-about-syria.entities.tsv")
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .toList();

        assertThat(
                        annotation.entities().stream()
                                .sorted(
                                        Comparator.comparing(Entity::type)
                                                .thenComparing(Entity::name))
                                .map(SeedArticleTest::line))
                .containsExactlyElementsOf(expected);
    }

    private static String line(Entity entity) {
        String mentions =
                entity.mentions().stream()
                        .map(mention -> mention.field().label() + ":" + mention.text())
                        .collect(Collectors.joining("|"));
        return "%s\t%s\t%s\t%s".formatted(entity.type(), entity.name(), entity.id(), mentions);
    }

    @Test
    void scoresSentimentTowardEachWithTheMentionsBehindIt() {
        assertThat(annotation.entities())
                .allSatisfy(
                        entity -> {
                            assertThat(entity.sentiment()).isNotNull();
                            assertThat(entity.sentiment().mentions())
                                    .isEqualTo(entity.mentions().size());
                        });
        assertThat(annotation.sentiment()).isNotNull();
        assertThat(annotation.language().code()).isEqualTo("en");
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream =
                SeedArticleTest.class.getResourceAsStream("/dev/wireroom/enrich/text/" + name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
