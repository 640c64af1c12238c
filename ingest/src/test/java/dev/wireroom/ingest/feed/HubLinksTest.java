package dev.wireroom.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.PollingWishes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HubLinksTest {

    private static final PolledDocument NAMES_A_HUB = document(List.of("https://hub.example/"));

    @Test
    void prefersWhatTheHeadersSay() {
        assertThat(of(NAMES_A_HUB, "<https://other.example/>; rel=\"hub\", </feed>; rel=\"self\""))
                .contains(new HubLinks("https://other.example/", "https://news.example/feed"));
    }

    @Test
    void takesTheAddressThatAnsweredForTheTopicWhereNoneIsNamed() {
        assertThat(of(NAMES_A_HUB, "<x>; rel=next"))
                .contains(new HubLinks("https://hub.example/", FeedStateFixture.URL));
    }

    @Test
    void passesOverWhatIsNoAddress() {
        assertThat(of(NAMES_A_HUB, "<http://not an address>; rel=\"hub\", <%zz>; rel=\"self\""))
                .contains(new HubLinks("https://hub.example/", FeedStateFixture.URL));
        assertThat(of(document(List.of("javascript:alert(1)")), "<x>; rel=next")).isEmpty();
    }

    private static Optional<HubLinks> of(PolledDocument document, String link) {
        return HubLinks.of(
                Desk.response(
                        FeedStateFixture.URL, Optional.empty(), Map.of("link", List.of(link))),
                document);
    }

    private static PolledDocument document(List<String> hubs) {
        return new PolledDocument(
                List.of(),
                false,
                PollingWishes.newBuilder().build(),
                List.of(),
                Optional.empty(),
                hubs);
    }
}
