package dev.wireroom.launcher.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.Mention;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.contract.SentimentLabel;
import dev.wireroom.launcher.EnrichedArticles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ShadowReportTest {
    private static final Sentiment GOOD = new Sentiment(SentimentLabel.POSITIVE, 0.5f, 0.7f);
    private static final Sentiment BAD = new Sentiment(SentimentLabel.NEGATIVE, -0.25f, 0.6f);

    private final ShadowReport report = new ShadowReport(1);

    @Test
    void seesNoChangeWhereThereIsNone() {
        EnrichedArticle article = enriched("v1", GOOD, entity(EntityType.PERSON, "Kerry", BAD));
        report.add(article, article, 2_000_000);

        assertThat(report.values())
                .containsEntry("compared", 1L)
                .containsEntry("changed", 0L)
                .containsEntry("entitiesKept", 1L)
                .containsEntry("meanScoreChange", 0.0)
                .containsEntry("millisPerArticle", 2.0)
                .containsEntry("examples", List.of());
    }

    @Test
    void tellsGainedLostAndRetypedApart() {
        report.add(
                enriched(
                        "v1",
                        GOOD,
                        entity(EntityType.PERSON, "Siemens", null),
                        entity(EntityType.LOCATION, "Lagos", null)),
                enriched(
                        "v2",
                        GOOD,
                        entity(EntityType.ORGANIZATION, "Siemens", null),
                        entity(EntityType.PERSON, "Kerry", null)),
                0);

        assertThat(report.values())
                .containsEntry("changed", 1L)
                .containsEntry("entitiesKept", 0L)
                .containsEntry("entitiesGained", Map.of("person", Map.of("Kerry", 1)))
                .containsEntry("entitiesLost", Map.of("location", Map.of("Lagos", 1)))
                .containsEntry("entitiesRetyped", Map.of("Siemens: person -> organization", 1))
                .containsEntry("inService", Map.of("v1", 1))
                .containsEntry("shadow", "v2");
        assertThat(report.examples().get(0))
                .contains("-location:lagos", "+person:kerry", "Siemens: person -> organization");
    }

    @Test
    void countsSentimentsByWhereTheyWent() {
        Entity kerry = entity(EntityType.PERSON, "Kerry", GOOD);
        report.add(
                enriched("v1", GOOD, kerry),
                enriched("v2", BAD, entity(EntityType.PERSON, "Kerry", null)),
                0);
        report.add(enriched("v1", null, kerry), enriched("v2", GOOD, kerry), 0);

        assertThat(report.values())
                .containsEntry("entitySentimentsChanged", 1L)
                .containsEntry(
                        "sentiments",
                        Map.of("positive", Map.of("negative", 1), "none", Map.of("positive", 1)))
                .containsEntry("meanScoreChange", 0.75);
        assertThat(report.examples()).as("no more than asked for").hasSize(1);
        assertThat(ShadowText.of(report))
                .contains("2 articles compared, 2 would change (100.0 %)")
                .contains("positive")
                .contains("toward Kerry positive -> none");
    }

    private static Entity entity(EntityType type, String name, Sentiment sentiment) {
        return new Entity(
                ShadowReport.lower(type) + ":" + name.toLowerCase(Locale.ROOT),
                null,
                name,
                type,
                0.5f,
                sentiment,
                List.of(new Mention("body", 0, name.length(), name, 0.9f)));
    }

    private static EnrichedArticle enriched(
            String version, Sentiment sentiment, Entity... entities) {
        return EnrichedArticles.enriched(version, List.of(entities))
                .setSentiment(sentiment)
                .build();
    }
}
