package dev.wireroom.enrich.lifecycle;

import static dev.wireroom.enrich.topology.ArticleBuilder.MORNING;
import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.FieldChange;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.TimePrecision;
import dev.wireroom.schema.ContentHash;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each revision says of its difference to the one before. */
class FieldChangesTest {

    private static final Instant NOON = MORNING.plusSeconds(14_400);

    /** Every field that makes a revision another one, and how many words it gains from nothing. */
    static Stream<Arguments> fields() {
        return Stream.of(
                edit("editorialSignal", 1, 1, a -> a.setEditorialSignal(EditorialSignal.UPDATE)),
                edit("embargoedUntil", 1, 0, a -> a.setEmbargoedUntil(MORNING)),
                edit("firstPublished", 1, 0, a -> a.setFirstPublished(morning())),
                edit("title", 1, 1, a -> a.setTitle("Rain in Mombasa")),
                edit("body", 3, 6, a -> a.setBody("Nobody saw rain.")),
                edit("summary", 3, 0, a -> a.setSummary("It rained again.")),
                edit("byline", 3, 0, a -> a.setByline("By Jane Doe")),
                edit("authors", 4, 0, a -> a.setAuthors(List.of("Jane Doe", "John Roe"))),
                edit("dateline", 2, 0, a -> a.setDateline("NAIROBI, Kenya")),
                edit("slugline", 1, 0, a -> a.setSlugline("kenya-rain")),
                edit("editorialNote", 2, 0, a -> a.setEditorialNote("Corrects place")),
                edit("language", 1, 0, a -> a.setLanguage("en")),
                edit("url", 1, 0, a -> a.setUrl("https://daily.example/rain")),
                edit("copyrightHolder", 2, 0, a -> a.setCopyrightHolder("Example Daily")),
                edit("copyrightNotice", 2, 0, a -> a.setCopyrightNotice("© 2026")),
                edit("usageTerms", 2, 0, a -> a.setUsageTerms("Not archived")),
                edit("urgency", 1, 0, a -> a.setUrgency(2)),
                edit("genres", 1, 0, a -> a.setGenres(List.of("Feature"))),
                edit("keywords", 2, 0, a -> a.setKeywords(List.of("rain", "Kenya"))),
                edit("subjects", 2, 0, a -> a.setSubjects(List.of(weather(null)))),
                edit("media", 2, 0, a -> a.setMedia(List.of(picture()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void eachFieldThatMakesARevisionIsNamed(
            String field, int added, int removed, Consumer<Article> edit) {
        Article before = anArticle().build();
        Article after = edited(before, edit);
        assertThat(after.getContentHash()).isNotEqualTo(before.getContentHash());

        assertThat(changes(before, after)).containsExactly(new FieldChange(field, added, removed));
    }

    @Test
    void aConceptsRoleIsAChangeOfItsField() {
        Article before = edited(anArticle().build(), a -> a.setSubjects(List.of(weather(null))));
        Article after = edited(before, a -> a.setSubjects(List.of(weather("main"))));

        assertThat(changes(before, after)).containsExactly(new FieldChange("subjects", 1, 0));
    }

    @Test
    void severalFieldsComeInTheOrderOfTheContract() {
        Article before = anArticle().build();
        Article after =
                edited(
                        before,
                        a -> {
                            a.setUrgency(1);
                            a.setByline("By Jane Doe");
                            a.setTitle(null);
                        });

        assertThat(changes(before, after))
                .containsExactly(
                        new FieldChange("byline", 3, 0),
                        new FieldChange("urgency", 1, 0),
                        new FieldChange("title", 0, 3));
    }

    @Test
    void theStatusChangesWithAWithdrawalAndBack() {
        Article first = anArticle().made(MORNING).build();
        Article kill = anArticle().made(NOON).canceled().build();
        Article back = anArticle().made(NOON.plusSeconds(1)).build();

        assertThat(changes(first, kill))
                .containsExactly(
                        new FieldChange("publishingStatus", 1, 1),
                        new FieldChange("title", 0, 3),
                        new FieldChange("body", 0, 6));
        assertThat(changes(kill, back))
                .containsExactly(
                        new FieldChange("publishingStatus", 1, 1),
                        new FieldChange("title", 3, 0),
                        new FieldChange("body", 6, 0));
    }

    @Test
    void whatIsReleasedIsWithheldNoMore() {
        Article released = anArticle().made(MORNING).withheld().until(MORNING).build();
        Article next = anArticle().made(NOON).saying("It rained in Nairobi all night.").build();

        assertThat(changes(released, next))
                .containsExactlyInAnyOrder(
                        new FieldChange("embargoedUntil", 0, 1), new FieldChange("body", 1, 1));
    }

    private static List<FieldChange> changes(Article first, Article second) {
        Verdict.Publish one = publish(null, first);
        assertThat(one.revision().getChanges()).isEmpty();
        return publish(one.next(), second).revision().getChanges();
    }

    private static Verdict.Publish publish(@Nullable ArticleState known, Article arrival) {
        Verdict verdict = Lifecycle.decide(known, arrival, NOON);
        assertThat(verdict).isInstanceOf(Verdict.Publish.class);
        return (Verdict.Publish) verdict;
    }

    private static Arguments edit(String field, int added, int removed, Consumer<Article> edit) {
        return Arguments.of(field, added, removed, edit);
    }

    private static Article edited(Article article, Consumer<Article> edit) {
        Article copy = Article.newBuilder(article).build();
        edit.accept(copy);
        copy.setContentHash(ContentHash.of(copy));
        return copy;
    }

    private static NewsTime morning() {
        return new NewsTime(MORNING, TimePrecision.SECOND, true, null);
    }

    private static Concept weather(@Nullable String role) {
        return new Concept("weather", "medtop:17000000", null, role);
    }

    private static MediaLink picture() {
        return MediaLink.newBuilder()
                .setUrl("https://daily.example/rain.jpg")
                .setCaption("Puddles")
                .build();
    }
}
