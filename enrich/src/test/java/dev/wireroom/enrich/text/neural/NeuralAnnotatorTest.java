package dev.wireroom.enrich.text.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.enrich.text.Analysis;
import dev.wireroom.enrich.text.Annotation;
import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.AnnotatorConfig;
import dev.wireroom.enrich.text.BrokenText;
import dev.wireroom.enrich.text.Entity;
import dev.wireroom.enrich.text.EntityType;
import dev.wireroom.enrich.text.Field;
import dev.wireroom.enrich.text.Mention;
import dev.wireroom.enrich.text.ModelVariant;
import dev.wireroom.enrich.text.Target;
import dev.wireroom.enrich.text.TextDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeuralAnnotatorTest {
    private static Annotator cached;
    private static Annotator uncached;
    private static String seed;

    @BeforeAll
    static void load() throws IOException {
        cached = NeuralAnnotator.load(AnnotatorConfig.of(ModelVariant.FAST));
        uncached = NeuralAnnotator.load(AnnotatorConfig.of(ModelVariant.FAST).withCacheChars(0));
        try (InputStream stream =
                NeuralAnnotatorTest.class.getResourceAsStream(
                        "/dev/wireroom/enrich/text/us-to-russia-lets-talk-about-syria.txt")) {
            seed = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void close() {
        cached.close();
        uncached.close();
    }

    @Test
    void findsAnAbbreviationEverywhereThatTheArticleExplains() {
        String title = "AU sends mission to Sudan";
        String body =
                "ADDIS ABABA, Ethiopia - The African Union (AU) said on Monday it would send a"
                        + " mission to Sudan. AU chairman Moussa Faki Mahamat met the president in"
                        + " Khartoum, the Sudan Tribune (AFP) said.";
        Annotation annotation = uncached.annotate(TextDocument.of("au", title, body));

        Entity union =
                annotation.entities().stream()
                        .filter(entity -> entity.name().equals("African Union"))
                        .findFirst()
                        .orElseThrow();
        assertThat(union.type()).isEqualTo(EntityType.ORGANIZATION);
        assertThat(union.mentions().stream().map(Mention::text))
                .containsExactly("AU", "African Union", "AU", "AU");
        assertThat(annotation.entities().stream().map(Entity::name)).doesNotContain("AU");
    }

    @Test
    void givesTheSameAnnotationWithAndWithoutCacheOnAnyThreadInAnyOrder() throws Exception {
        List<TextDocument> documents = new ArrayList<>();
        String[] sentences = seed.split("(?<=\\.) ");
        for (int number = 0; number < 24; number++) {
            Random random = new Random(number);
            List<String> chosen = new ArrayList<>(List.of(sentences));
            Collections.shuffle(chosen, random);
            documents.add(
                    TextDocument.of(
                            "d" + number,
                            "US to Russia",
                            String.join(" ", chosen.subList(0, 1 + random.nextInt(8)))));
        }
        List<Annotation> expected = documents.stream().map(uncached::annotate).toList();
        long missesBefore = cached.cacheStatistics().misses();

        for (int threads = 1; threads <= 4; threads += 3) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, documents.size()).boxed().toList());
            Collections.shuffle(order, new Random(threads));
            try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
                List<Future<Annotation>> answers =
                        new ArrayList<>(Collections.nCopies(documents.size(), null));
                for (int index : order) {
                    answers.set(index, pool.submit(() -> cached.annotate(documents.get(index))));
                }
                for (int index = 0; index < documents.size(); index++) {
                    assertThat(answers.get(index).get()).isEqualTo(expected.get(index));
                }
            }
        }
        assertThat(cached.cacheStatistics().hitRate()).isGreaterThan(0.5);
        assertThat(cached.cacheStatistics().misses()).isGreaterThan(missesBefore);
        assertThat(uncached.cacheStatistics().entries()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'Fighters of al-Qaida and the Taleban fled to Yemen, the African Union said.', al-Qaida,"
                + " Taleban, African Union",
        "'MOGADISHU (Reuters) - Al-Shabaab denied it, IAEA inspectors told NATO.', Reuters,"
                + " Al-Shabaab, NATO",
        "'Hapag-Lloyd will sail with Maersk; Aer Lingus flies to Geneva.', Hapag-Lloyd, Maersk,"
                + " Aer Lingus",
        "'Frelimo, the Economic and Financial Crimes Commission and Interahamwe were named.',"
                + " Frelimo, Economic and Financial Crimes Commission, Interahamwe",
    })
    void knowsOrganizationsThatNewswireOftenNames(
            String body, String first, String second, String third) {
        Annotation annotation = uncached.annotate(TextDocument.of("o", "", body));

        assertThat(annotation.entities())
                .filteredOn(entity -> entity.type() == EntityType.ORGANIZATION)
                .flatExtracting(Entity::mentions)
                .extracting(Mention::text)
                .contains(first, second, third);
    }

    @Test
    void leavesAKnownNameInsideALongerOneAlone() {
        Annotation annotation =
                uncached.annotate(
                        TextDocument.of(
                                "l",
                                "",
                                "The UN Commission on Human Rights met in Geneva on Friday."));

        assertThat(annotation.entities())
                .extracting(Entity::name)
                .contains("UN Commission on Human Rights", "Geneva")
                .doesNotContain("United Nations", "UN");
    }

    @Test
    void takesNoEventForTheOrganizationThatItIsNamedAfter() {
        Annotation annotation =
                uncached.annotate(
                        TextDocument.of("e", "", "Tickets for the Nedbank Cup sold out at noon."));

        assertThat(annotation.entities()).extracting(Entity::name).doesNotContain("Nedbank");
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
                24
            })
    void countsOffsetsInTheOriginalOfAnyText(long seedNumber) {
        TextDocument document =
                new TextDocument(
                        "b",
                        BrokenText.of(seedNumber, 12),
                        BrokenText.of(-seedNumber, 250),
                        "en",
                        List.of());
        Annotation annotation = uncached.annotate(document);

        for (Entity entity : annotation.entities()) {
            for (Mention mention : entity.mentions()) {
                assertThat(document.text(mention.field()).substring(mention.begin(), mention.end()))
                        .as("seed %d", seedNumber)
                        .isEqualTo(mention.text());
                assertThat(mention.confidence()).isBetween(0.0, 1.0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "Syria, ",
                "John Smith ",
                "“",
                "A. ",
                "Kerry-",
                "\ud83d",
                "\u0000",
                "the ",
                "北"
            })
    void boundsTheWorkOnTwoMegabytesOfAnything(String unit) {
        TextDocument document =
                new TextDocument(
                        "long", "Title", unit.repeat(2_000_000 / unit.length()), "en", List.of());
        Annotation annotation =
                Assertions.assertTimeout(Duration.ofSeconds(90), () -> uncached.annotate(document));
        assertThat(annotation.analysis())
                .isInstanceOfSatisfying(
                        Analysis.Truncated.class,
                        truncated -> {
                            assertThat(truncated.analysedChars())
                                    .isBetween(5_000, AnnotatorConfig.DEFAULT_MAX_CHARS);
                            assertThat(truncated.totalChars())
                                    .isEqualTo(
                                            document.title().length() + document.body().length());
                        });
    }

    @Test
    void saysHowFarItReadALongArticle() {
        String body = "John Kerry met Sergey Lavrov in Geneva. ".repeat(60);
        try (Annotator annotator =
                NeuralAnnotator.load(AnnotatorConfig.of(ModelVariant.FAST).withMaxChars(1_000))) {
            Annotation annotation =
                    annotator.annotate(
                            new TextDocument(
                                    "l",
                                    "Talks",
                                    body,
                                    "en",
                                    List.of(new Target(Field.BODY, 1_500, 1_510))));

            assertThat(annotation.analysis())
                    .isEqualTo(new Analysis.Truncated(997, 5 + body.length()));
            assertThat(annotation.entities())
                    .flatExtracting(Entity::mentions)
                    .allSatisfy(mention -> assertThat(mention.end()).isLessThanOrEqualTo(995));
            assertThat(annotation.targets().get(0).sentiment()).isNull();
        }
        assertThat(uncached.annotate(TextDocument.of("l", "Talks", body)).analysis())
                .isEqualTo(new Analysis.Analysed());
    }

    @Test
    void answersTargetsInOrderWhereverTheyAre() {
        String body =
                "Obama praised the brilliant Kerry. "
                        + "He went on and on about the talks and the treaty, ".repeat(40)
                        + "and at last he blamed the corrupt Assad.";
        int kerry = body.indexOf("Kerry");
        int assad = body.indexOf("Assad");
        List<Target> targets =
                List.of(
                        new Target(Field.BODY, assad, assad + 5),
                        new Target(Field.TITLE, 0, 5),
                        new Target(Field.BODY, kerry, kerry + 5),
                        new Target(Field.BODY, 34, 35),
                        new Target(Field.BODY, 0, body.length()));
        Annotation annotation =
                uncached.annotate(new TextDocument("t", "Obama speaks", body, "en", targets));

        assertThat(annotation.targets()).extracting(answer -> answer.target()).isEqualTo(targets);
        assertThat(annotation.targets().get(0).sentiment()).isNotNull();
        assertThat(annotation.targets().get(3).sentiment()).as("a space").isNull();
        assertThat(annotation.targets().get(4).sentiment()).isNotNull();
        assertThat(annotation.targets().get(0).sentiment().score())
                .isLessThan(annotation.targets().get(2).sentiment().score());
    }

    @Test
    void refusesATargetBeyondItsField() {
        TextDocument document =
                new TextDocument("t", "", "short", "en", List.of(new Target(Field.BODY, 3, 9)));

        assertThatThrownBy(() -> uncached.annotate(document))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("[3, 9)")
                .hasMessageContaining("5 code units");
    }

    @Test
    void saysThatThereIsNoText() {
        assertThat(uncached.annotate(TextDocument.of("n", "", " \n 12:30 … ")).analysis())
                .isInstanceOfSatisfying(
                        Analysis.NotAnalysed.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Analysis.Reason.NO_TEXT));
    }

    @Test
    void namesModelAndDigestInEveryAnnotation() {
        Annotation annotation =
                uncached.annotate(
                        TextDocument.of("p", "", "Kerry met Lavrov in Geneva on Friday."));

        assertThat(annotation.provenance()).isEqualTo(uncached.provenance());
        assertThat(annotation.provenance().digest()).matches("[0-9a-f]{64}");
        assertThat(annotation.provenance().enrichmentVersion())
                .contains(annotation.provenance().version());
    }
}
