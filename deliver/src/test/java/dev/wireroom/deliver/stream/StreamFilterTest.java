package dev.wireroom.deliver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.SentimentLabel;
import dev.wireroom.deliver.AnEnrichedArticle;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StreamFilterTest {

    private static final Optional<String> ANY = Optional.empty();

    private final EnrichedArticle article = AnEnrichedArticle.withId("a").build();

    @Test
    void withoutPartsEverythingMatches() {
        assertThat(StreamFilter.EVERYTHING.test(article)).isTrue();
    }

    @Test
    void everyPartMustMatch() {
        assertThat(filter(Optional.of("demo"), Optional.of("en"), ANY).test(article)).isTrue();
        assertThat(filter(Optional.of("demo"), Optional.of("de"), ANY).test(article)).isFalse();
        assertThat(filter(Optional.of("other"), Optional.of("en"), ANY).test(article)).isFalse();
    }

    @Test
    void anEntityIsFoundByIdOrByName() {
        assertThat(filter(ANY, ANY, Optional.of("person:kerry")).test(article)).isTrue();
        assertThat(filter(ANY, ANY, Optional.of("KERRY")).test(article)).isTrue();
        assertThat(filter(ANY, ANY, Optional.of("Lavrov")).test(article)).isFalse();
    }

    @Test
    void typeAndEntityMustBeOfTheSameEntity() {
        StreamFilter place =
                new StreamFilter(
                        ANY,
                        ANY,
                        Optional.of("Kerry"),
                        Optional.of(EntityType.LOCATION),
                        Optional.empty());
        assertThat(place.test(article)).isFalse();
    }

    @Test
    void sentimentMustBeTheArticles() {
        StreamFilter neutral =
                new StreamFilter(
                        ANY, ANY, ANY, Optional.empty(), Optional.of(SentimentLabel.NEUTRAL));
        StreamFilter positive =
                new StreamFilter(
                        ANY, ANY, ANY, Optional.empty(), Optional.of(SentimentLabel.POSITIVE));
        assertThat(neutral.test(article)).isTrue();
        assertThat(positive.test(article)).isFalse();
    }

    @Test
    void aWithdrawalReachesEveryoneWhoMayHoldACopy() {
        EnrichedArticle withdrawn = AnEnrichedArticle.withId("a").withdrawn().build();
        assertThat(filter(ANY, Optional.of("de"), Optional.of("Lavrov")).test(withdrawn)).isTrue();
        assertThat(filter(Optional.of("other"), ANY, ANY).test(withdrawn)).isFalse();
    }

    private static StreamFilter filter(
            Optional<String> source, Optional<String> language, Optional<String> entity) {
        return new StreamFilter(source, language, entity, Optional.empty(), Optional.empty());
    }
}
