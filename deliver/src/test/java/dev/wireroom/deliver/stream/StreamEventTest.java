package dev.wireroom.deliver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.deliver.AnEnrichedArticle;
import org.junit.jupiter.api.Test;

final class StreamEventTest {

    @Test
    void carriesTheArticleOnOneLineWithAnIdThatNeverChanges() throws Exception {
        StreamEvent event = new StreamEvent(3, 14, AnEnrichedArticle.withId("a").build(), false);
        JsonNode data = new ObjectMapper().readTree(event.data());
        assertThat(event.data()).doesNotContain("\n");
        assertThat(event.name()).isEqualTo("article");
        assertThat(data.path("eventId").asText()).isEqualTo("3-14");
        assertThat(data.path("id").asText()).isEqualTo("a");
        assertThat(data.at("/entities/0/mentions/0/text").asText()).isEqualTo("Kerry");
        assertThat(data.at("/sentiment/label").asText()).isEqualTo("neutral");
        assertThat(data.has("duplicate")).isFalse();
        assertThat(data.has("replayed")).isFalse();
    }

    @Test
    void saysOfAReplayThatItIsOne() throws Exception {
        StreamEvent event = new StreamEvent(3, 16, AnEnrichedArticle.withId("a").build(), true);
        assertThat(new ObjectMapper().readTree(event.data()).path("replayed").asBoolean()).isTrue();
    }

    @Test
    void aWithdrawalHasAnotherNameAndNoContent() throws Exception {
        StreamEvent event =
                new StreamEvent(3, 15, AnEnrichedArticle.withId("a").withdrawn().build(), false);
        JsonNode data = new ObjectMapper().readTree(event.data());
        assertThat(event.name()).isEqualTo("withdrawn");
        assertThat(data.has("title")).isFalse();
        assertThat(data.has("body")).isFalse();
    }
}
