package dev.wireroom.ingest.feed;

import static dev.wireroom.ingest.feed.FeedStateFixture.URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.PollingWishes;
import dev.wireroom.contract.WebSubStatus;
import dev.wireroom.contract.WebSubSubscription;
import dev.wireroom.ingest.fetch.FormPoster;
import dev.wireroom.ingest.format.TextLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSubTest {

    private static final String HUB = "https://hub.example/";

    private final Desk desk = new Desk();
    private final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();
    private FormPoster.Result answer = new FormPoster.Result.Taken(202);
    private final StateKeeper keeper = new StateKeeper(desk, desk.states, desk, desk.catalog);
    private final WebSub webSub =
            new WebSub(
                    new WebSubConfig(Optional.of("https://wire.example"), Duration.ofDays(10)),
                    "https://wire.example",
                    this::post,
                    keeper,
                    desk.states,
                    desk.catalog,
                    new DocumentIntake(
                            desk,
                            new PageText(desk, TextLimits.DEFAULT),
                            new PublisherItems(desk.catalog, desk.states)),
                    TextLimits.DEFAULT,
                    () -> desk.now,
                    new PollMeters(new SimpleMeterRegistry()));
    private FeedState state = FeedStateFixture.aState().build();

    private FormPoster.Result post(URI address, Map<String, String> form) {
        forms.add(form);
        return answer;
    }

    @BeforeEach
    void subscribe() {
        poll();
    }

    @Test
    void asksTheHubForTheTopicWithASecretOfItsOwn() {
        await().until(() -> forms.size() == 1);
        assertThat(forms.get(0))
                .containsEntry("hub.mode", "subscribe")
                .containsEntry("hub.topic", URL)
                .containsEntry("hub.secret", state.getWebSub().getSecret());
        assertThat(state.getWebSub().getSecret()).hasSizeGreaterThanOrEqualTo(43);
        assertThat(forms.get(0).get("hub.callback"))
                .endsWith("/example/" + state.getWebSub().getToken());
    }

    @Test
    void answersTheChallengeOfWhatItAskedForOnly() {
        String token = state.getWebSub().getToken();
        assertThat(verify(token, "subscribe", "https://other.example/feed")).isEmpty();
        assertThat(verify(token, "unsubscribe", URL)).isEmpty();
        assertThat(verify("guessed", "subscribe", URL)).isEmpty();
        assertThat(webSub.deliver(state, desk.now)).isFalse();
        assertThat(verify(token, "subscribe", URL)).contains("challenge");
        assertThat(webSub.deliver(state, desk.now)).isTrue();
    }

    @Test
    void pollsAsUsualWhenTheLeaseIsOver() {
        verify(state.getWebSub().getToken(), "subscribe", URL);
        assertThat(webSub.deliver(state, desk.now.plus(Duration.ofHours(23)))).isTrue();
        assertThat(webSub.deliver(state, desk.now.plus(Duration.ofHours(25)))).isFalse();
    }

    @Test
    void bringsThePollForwardToRenewTheLeaseAndAsksOnce() {
        await().until(() -> forms.size() == 1);
        verify(state.getWebSub().getToken(), "subscribe", URL);
        Instant due = desk.now.plus(Duration.ofHours(18));
        PollPolicy.Decision late =
                new PollPolicy.Decision(
                        desk.now.plus(Duration.ofDays(3)), Duration.ofDays(3), "safety");
        assertThat(webSub.inTimeToRenew(state, late, desk.now).at()).isEqualTo(due);
        desk.now = due.minusSeconds(60);
        webSub.renew(state, Permit.UNBOUND, desk.now);
        desk.now = due.plusSeconds(60);
        webSub.renew(state, Permit.UNBOUND, desk.now);
        webSub.renew(state, Permit.UNBOUND, desk.now);
        await().until(() -> forms.size() == 2);
        assertThat(forms.get(1)).containsEntry("hub.callback", forms.get(0).get("hub.callback"));
        await().during(Duration.ofMillis(1_500)).until(() -> forms.size() == 2);
    }

    @Test
    void fallsBackToPollingWhereTheHubDoesNotDeliverWhatPollingFinds() {
        verify(state.getWebSub().getToken(), "subscribe", URL);
        desk.now = desk.now.plus(Duration.ofHours(1));
        state.setLastPolledAt(desk.now);
        desk.now = desk.now.plus(Duration.ofHours(1));
        webSub.polled(state, 0, desk.now);
        assertThat(webSub.deliver(state, desk.now)).isTrue();
        webSub.polled(state, 2, desk.now);
        assertThat(webSub.deliver(state, desk.now)).isFalse();
        WebSubSubscription told = desk.states.webSub("example").orElseThrow();
        assertThat(told.getStatus()).isEqualTo(WebSubStatus.FAILED);
        assertThat(told.getDetail()).contains("2 items");
    }

    @Test
    void keepsWhyAHubDoesNotTakeTheRequest() {
        answer = new FormPoster.Result.NotTaken("404: no such topic");
        desk.now = desk.now.plus(Duration.ofHours(1));
        webSub.renew(state, Permit.UNBOUND, desk.now);
        await().until(
                        () ->
                                desk.states
                                        .webSub("example")
                                        .filter(told -> told.getStatus() == WebSubStatus.FAILED)
                                        .isPresent());
        assertThat(desk.states.webSub("example").orElseThrow().getDetail())
                .isEqualTo("404: no such topic");
    }

    @Test
    void neverWritesTheSecretBesideTheState() {
        verify(state.getWebSub().getToken(), "subscribe", URL);
        assertThat(desk.states.webSub("example").orElseThrow().getSecret()).isEmpty();
    }

    private void poll() {
        desk.catalog.apply("example", 1, desk.source);
        PolledDocument document =
                new PolledDocument(
                        List.of(),
                        false,
                        PollingWishes.newBuilder().build(),
                        List.of(),
                        Optional.of(URL),
                        List.of(HUB));
        webSub.consider(
                desk.source,
                state,
                Desk.response(URL, Optional.empty(), Map.of()),
                document,
                Permit.UNBOUND,
                desk.now);
        keeper.keep(state, Permit.UNBOUND);
    }

    private Optional<String> verify(String token, String mode, String topic) {
        return webSub.verify(
                "example",
                token,
                new HubCallbacks.Verification(
                        mode,
                        Optional.of(topic),
                        Optional.of("challenge"),
                        Optional.of(Duration.ofDays(1).toSeconds()),
                        Optional.empty()));
    }
}
