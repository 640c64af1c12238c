package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.integration.EventReader.Event;
import dev.wireroom.launcher.allinone.Services;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a subscriber sees of an article's life, live and stored. */
@Timeout(300)
@ExtendWith(RunningWire.Shared.class)
final class SubscriberIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void followsAnArticleToItsWithdrawal(RunningWire wire) throws Exception {
        wire.client().putSource("subscriber-life");
        try (EventReader reader = EventReader.open(stream(wire, "subscriber-life"), null)) {
            String id = wire.carry("subscriber-life", "Ferry stays in port");
            wire.client()
                    .pushJson(
                            "subscriber-life",
                            """
                            {"externalId":"Ferry-stays-in-port","title":"Ferry sails again","language":"en",
                             "body":"Ingrid Solheim of Nordhavn Bank spoke in Oslo on Friday, and again on Saturday."}
                            """);
            await().atMost(SOON)
                    .until(() -> wire.client().stored(id).json().path("revision").asInt() == 2);
            assertThat(wire.client().stored(id).json().path("title").asText())
                    .isEqualTo("Ferry sails again");

            wire.client()
                    .pushJson(
                            "subscriber-life",
                            "{\"externalId\":\"Ferry-stays-in-port\",\"publishingStatus\":\"canceled\"}");
            await().atMost(SOON).until(() -> wire.client().stored(id).status() == 410);
            assertThat(wire.client().stored(id).whole().body()).doesNotContain("Solheim", "Ferry");

            await().atMost(SOON).until(() -> reader.events().size() == 3);
            assertThat(reader.events())
                    .extracting(Event::name)
                    .containsExactly("article", "article", "withdrawn");
            JsonNode last = JSON.readTree(reader.events().get(2).data());
            assertThat(last.path("id").asText()).isEqualTo(id);
            assertThat(last.has("title")).isFalse();
            assertThat(last.has("body")).isFalse();
        }
    }

    @Test
    void goesOnRightBehindTheLastEventItSaw(RunningWire wire) throws Exception {
        wire.client().putSource("subscriber-resume");
        String seen;
        try (EventReader reader = EventReader.open(stream(wire, "subscriber-resume"), null)) {
            wire.carry("subscriber-resume", "Seen before the break");
            await().atMost(SOON).until(() -> !reader.events().isEmpty());
            seen = reader.events().get(0).id();
        }
        wire.carry("subscriber-resume", "First during the break");
        wire.carry("subscriber-resume", "Second during the break");
        try (EventReader reader = EventReader.open(stream(wire, "subscriber-resume"), seen)) {
            await().atMost(SOON).until(() -> reader.events().size() == 2);
            wire.carry("subscriber-resume", "Live after the break");
            await().atMost(SOON).until(() -> reader.events().size() == 3);
            assertThat(titles(reader.events()))
                    .containsExactly(
                            "First during the break",
                            "Second during the break",
                            "Live after the break");
        }
    }

    @Test
    void refusesACursorThatItNeverGaveOut(RunningWire wire) throws Exception {
        WireClient.Answer answer =
                WireClient.get(
                        URI.create(wire.uri(Services.DELIVER) + "/v1/stream?after=yesterday"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("value").asText()).isEqualTo("yesterday");
        assertThat(answer.json().path("fix").asText()).contains("last event");
    }

    private static URI stream(RunningWire wire, String source) {
        return URI.create(wire.uri(Services.DELIVER) + "/v1/stream?source=" + source);
    }

    private static List<String> titles(List<Event> events) throws Exception {
        List<String> titles = new java.util.ArrayList<>();
        for (Event event : events) {
            titles.add(JSON.readTree(event.data()).path("title").asText());
        }
        return titles;
    }
}
