package dev.wireroom.launcher.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.DetectedLanguage;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.Mention;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.contract.SentimentLabel;
import dev.wireroom.launcher.EnrichedArticles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class DifferenceTest {
    private static final Sentiment GOOD = new Sentiment(SentimentLabel.POSITIVE, 0.5f, 0.7f);
    private static final Sentiment BETTER = new Sentiment(SentimentLabel.POSITIVE, 0.8f, 0.9f);
    private static final Sentiment BAD = new Sentiment(SentimentLabel.NEGATIVE, -0.25f, 0.6f);

    @Test
    void isNoneBetweenEqualArticles() {
        EnrichedArticle article = article(entity(EntityType.PERSON, "Kerry", BAD, 0, 30));

        assertThat(Difference.between(article, article).inWords()).isEmpty();
    }

    @Test
    void isNoneWhereOnlyNumbersDiffer() {
        Difference difference =
                Difference.between(
                        article(entity(EntityType.PERSON, "Kerry", GOOD, 0)),
                        article(entity(EntityType.PERSON, "Kerry", BETTER, 0)));

        assertThat(difference.inWords()).isEmpty();
        assertThat(difference.kept()).hasSize(1);
    }

    @Test
    void tellsGainedFromLost() {
        Difference difference =
                Difference.between(
                        article(entity(EntityType.LOCATION, "Lagos", null, 0)),
                        article(entity(EntityType.PERSON, "Kerry", null, 20)));

        assertThat(difference.inWords())
                .containsExactly("-location:lagos", "+person:kerry", "mentions +1 -1");
        assertThat(difference.gained()).extracting(Entity::getName).containsExactly("Kerry");
        assertThat(difference.lost()).extracting(Entity::getName).containsExactly("Lagos");
    }

    @Test
    void knowsAnEntityOfAnotherTypeByItsPlaces() {
        Difference difference =
                Difference.between(
                        article(entity(EntityType.LOCATION, "Hoek van Holland", BAD, 0)),
                        article(entity(EntityType.PERSON, "Hoek Holland", GOOD, 0)));

        assertThat(difference.moved()).hasSize(1).allMatch(Difference.Pair::retyped);
        assertThat(difference.gained()).isEmpty();
        assertThat(difference.lost()).isEmpty();
        assertThat(difference.inWords())
                .containsExactly(
                        "Hoek van Holland: location -> person",
                        "toward Hoek van Holland negative -> positive");
    }

    @Test
    void knowsAnEntityByItsNameWhereNoPlaceIsShared() {
        Difference difference =
                Difference.between(
                        article(entity(EntityType.PERSON, "Siemens", null, 0)),
                        article(entity(EntityType.ORGANIZATION, "Siemens", null, 40)));

        assertThat(difference.inWords())
                .containsExactly("Siemens: person -> organization", "mentions +1 -1");
    }

    @Test
    void takesTheOneThatSharesMostPlaces() {
        Difference difference =
                Difference.between(
                        article(entity(EntityType.PERSON, "Kerry", null, 0, 20, 40)),
                        article(
                                entity(EntityType.PERSON, "Cam Kerry", null, 0),
                                entity(EntityType.PERSON, "John Kerry", null, 20, 40)));

        assertThat(difference.inWords())
                .containsExactly("Kerry -> John Kerry", "+person:cam kerry");
        assertThat(difference.moved()).noneMatch(Difference.Pair::retyped);
        assertThat(difference.mentionsGained() + difference.mentionsLost()).isZero();
    }

    @Test
    void pairsEachEntityOnce() {
        Difference difference =
                Difference.between(
                        article(
                                entity(EntityType.PERSON, "Cam Kerry", null, 0),
                                entity(EntityType.PERSON, "John Kerry", null, 20)),
                        article(entity(EntityType.PERSON, "Kerry", null, 0, 20)));

        assertThat(difference.inWords())
                .containsExactly("-person:john kerry", "Cam Kerry -> Kerry");
    }

    @Test
    void tellsSentimentsLanguageAndMentionsOfWhatStays() {
        EnrichedArticle before = article(entity(EntityType.PERSON, "Kerry", GOOD, 0, 20));
        EnrichedArticle after = article(entity(EntityType.PERSON, "Kerry", BAD, 0));
        before.setSentiment(GOOD);
        after.setLanguage(new DetectedLanguage("sw", 1f));

        assertThat(Difference.between(before, after).inWords())
                .containsExactly(
                        "language en -> sw",
                        "mentions +0 -1",
                        "toward Kerry positive -> negative",
                        "sentiment positive -> none");
    }

    private static EnrichedArticle article(Entity... entities) {
        return EnrichedArticles.enriched("v1", List.of(entities)).build();
    }

    /** An entity that the body names at these places, of five characters each. */
    static Entity entity(EntityType type, String name, Sentiment sentiment, int... begins) {
        return new Entity(
                Difference.lower(type) + ":" + name.toLowerCase(Locale.ROOT),
                null,
                name,
                type,
                0.5f,
                sentiment,
                Arrays.stream(begins)
                        .mapToObj(begin -> new Mention("body", begin, begin + 5, name, 0.9f))
                        .toList());
    }
}
