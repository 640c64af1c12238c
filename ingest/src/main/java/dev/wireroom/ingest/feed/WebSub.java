package dev.wireroom.ingest.feed;

import dev.wireroom.contract.ArrivalWay;
import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.WebSubStatus;
import dev.wireroom.contract.WebSubSubscription;
import dev.wireroom.ingest.fetch.FormPoster;
import dev.wireroom.ingest.fetch.WebResponse;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.wire.FeedStates;
import dev.wireroom.ingest.wire.SourceCatalog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions at WebSub hubs (W3C WebSub): asked for by the instance that polls a source,
 * verified and delivered to by whichever instance the hub reaches. Thread-safe.
 *
 * <p><b>Two records.</b> The state of a source has one writer, the instance that polls it; it holds
 * what was asked of the hub: topic, token, secret. What the hub says comes to any instance, which
 * writes it into a record of its own beside that state ({@link FeedStates#webSubKey}). A
 * subscription is active while both have the same token and the lease has not ended.
 *
 * <p><b>Order.</b> A hub may call back before it has answered. So the request goes out only after
 * the state that knows its token is safe in Kafka and the other instances have had time to read it.
 *
 * <p><b>Falling back.</b> Polling never stops, it only slows down. Where a poll finds items that
 * the hub should have delivered, the subscription counts as failed: polling is normal again, and
 * the hub is asked anew later.
 */
final class WebSub implements HubWatch, HubCallbacks {

    private static final Logger log = LoggerFactory.getLogger(WebSub.class);

    /** For the other instances to read what was written. */
    private static final Duration BEFORE_ASKING = Duration.ofSeconds(1);

    private static final Duration UNANSWERED_AFTER = Duration.ofMinutes(30);
    private static final Duration ASKED_ANEW_AFTER = Duration.ofHours(6);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(1);

    /** A hub that gives longer leases than this is asked anew all the same. */
    private static final Duration LONGEST_LEASE = Duration.ofDays(30);

    private static final int TOKEN_BYTES = 24;
    private static final int SECRET_BYTES = 32;

    private final WebSubConfig config;
    private final String callback;
    private final FormPoster poster;
    private final StateKeeper keeper;
    private final FeedStates states;
    private final SourceCatalog catalog;
    private final DocumentIntake intake;
    private final TextLimits limits;
    private final InstantSource clock;
    private final PollMeters meters;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param callback public address of this service, without a trailing slash
     */
    WebSub(
            WebSubConfig config,
            String callback,
            FormPoster poster,
            StateKeeper keeper,
            FeedStates states,
            SourceCatalog catalog,
            DocumentIntake intake,
            TextLimits limits,
            InstantSource clock,
            PollMeters meters) {
        this.config = config;
        this.callback = callback;
        this.poster = poster;
        this.keeper = keeper;
        this.states = states;
        this.catalog = catalog;
        this.intake = intake;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public boolean deliver(FeedState state, Instant now) {
        return told(state)
                .filter(told -> told.getStatus() == WebSubStatus.ACTIVE)
                .filter(told -> told.getLeaseExpiresAt() != null)
                .filter(told -> told.getLeaseExpiresAt().isAfter(now))
                .isPresent();
    }

    /** What the hub said about the subscription that was asked for last. */
    private Optional<WebSubSubscription> told(FeedState state) {
        WebSubSubscription asked = state.getWebSub();
        return asked == null
                ? Optional.empty()
                : states.webSub(state.getSourceId())
                        .filter(told -> told.getToken().equals(asked.getToken()));
    }

    @Override
    public void polled(FeedState state, int fresh, Instant now) {
        Instant before = state.getLastPolledAt();
        if (fresh == 0 || before == null || !deliver(state, now)) {
            return;
        }
        WebSubSubscription told = told(state).orElseThrow();
        boolean wasActive = before.isAfter(told.getRequestedAt());
        boolean delivered =
                told.getLastDeliveryAt() != null && told.getLastDeliveryAt().isAfter(before);
        if (wasActive && !delivered) {
            String detail = "polling found %d items that it had not delivered".formatted(fresh);
            log.info("hub {} of source {}: {}", told.getHub(), state.getSourceId(), detail);
            told.setStatus(WebSubStatus.FAILED);
            told.setDetail(detail);
            keep(state.getSourceId(), told, now);
        }
    }

    @Override
    public void consider(
            Source source,
            FeedState state,
            WebResponse response,
            PolledDocument document,
            Permit permit,
            Instant now) {
        Optional<HubLinks> links = HubLinks.of(response, document);
        WebSubSubscription asked = state.getWebSub();
        if (links.isEmpty()) {
            state.setWebSub(null);
        } else if (asked == null
                || !asked.getHub().equals(links.get().hub())
                || !asked.getTopic().equals(links.get().topic())) {
            state.setWebSub(subscription(links.get(), now));
            ask(source.getSourceId(), state.getWebSub(), permit);
        } else {
            renew(state, permit, now);
        }
    }

    @Override
    public void renew(FeedState state, Permit permit, Instant now) {
        WebSubSubscription asked = state.getWebSub();
        if (asked != null && !asksAgainAt(state, asked).isAfter(now)) {
            asked.setRequestedAt(now);
            ask(state.getSourceId(), asked, permit);
        }
    }

    /** When the hub is to be asked again: before the lease ends, or some time after it failed. */
    private Instant asksAgainAt(FeedState state, WebSubSubscription asked) {
        Optional<WebSubSubscription> told = told(state);
        if (told.isEmpty()) {
            return asked.getRequestedAt().plus(UNANSWERED_AFTER);
        }
        Instant ends = told.get().getLeaseExpiresAt();
        if (told.get().getStatus() != WebSubStatus.ACTIVE || ends == null) {
            return asked.getRequestedAt().plus(ASKED_ANEW_AFTER);
        }
        Duration lease = Duration.between(told.get().getRequestedAt(), ends);
        Duration quarter = lease.dividedBy(4);
        Instant due = ends.minus(quarter.compareTo(RENEWED_BEFORE) < 0 ? quarter : RENEWED_BEFORE);
        Instant notBefore = asked.getRequestedAt().plus(UNANSWERED_AFTER);
        boolean askedForThisLease = !asked.getRequestedAt().isAfter(told.get().getRequestedAt());
        return askedForThisLease || due.isAfter(notBefore) ? due : notBefore;
    }

    @Override
    public PollPolicy.Decision inTimeToRenew(
            FeedState state, PollPolicy.Decision decision, Instant now) {
        WebSubSubscription asked = state.getWebSub();
        if (asked == null || !deliver(state, now)) {
            return decision;
        }
        Instant due = asksAgainAt(state, asked);
        return due.isAfter(now) && due.isBefore(decision.at())
                ? new PollPolicy.Decision(
                        due, decision.interval(), "the subscription at the hub is to be renewed")
                : decision;
    }

    private WebSubSubscription subscription(HubLinks links, Instant now) {
        return WebSubSubscription.newBuilder()
                .setHub(links.hub())
                .setTopic(links.topic())
                .setToken(secret(TOKEN_BYTES))
                .setSecret(secret(SECRET_BYTES))
                .setStatus(WebSubStatus.REQUESTED)
                .setRequestedAt(now)
                .build();
    }

    private String secret(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }

    private void ask(String sourceId, WebSubSubscription asked, Permit permit) {
        WebSubSubscription copy = WebSubSubscription.newBuilder(asked).build();
        Thread.ofVirtual().name("websub-" + sourceId).start(() -> ask(sourceId, permit, copy));
    }

    private void ask(String sourceId, Permit permit, WebSubSubscription asked) {
        try {
            Thread.sleep(BEFORE_ASKING);
            permit.require();
            Map<String, String> form = new LinkedHashMap<>();
            form.put(
                    "hub.callback",
                    "%s/v1/websub/%s/%s".formatted(callback, sourceId, asked.getToken()));
            form.put("hub.mode", "subscribe");
            form.put("hub.topic", asked.getTopic());
            form.put("hub.secret", asked.getSecret());
            form.put("hub.lease_seconds", Long.toString(config.lease().toSeconds()));
            FormPoster.Result result =
                    poster.post(CanonicalUrl.parse(asked.getHub()).orElseThrow(), form);
            switch (result) {
                case FormPoster.Result.Taken taken ->
                        log.debug("hub {} took a request for {}", asked.getHub(), sourceId);
                case FormPoster.Result.NotTaken no -> {
                    asked.setStatus(WebSubStatus.FAILED);
                    asked.setDetail(no.explanation());
                    keep(sourceId, asked, now());
                }
            }
        } catch (Permit.EndedException | InterruptedException e) {
            log.debug("source {} is another instance's by now", sourceId);
        } catch (KafkaException e) {
            log.warn("what hub {} said is not kept: {}", asked.getHub(), e.toString());
        }
    }

    @Override
    public Optional<String> verify(String sourceId, String token, Verification verification) {
        Optional<WebSubSubscription> asked = asked(sourceId, token);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        WebSubSubscription told = WebSubSubscription.newBuilder(asked.get()).build();
        Instant now = now();
        if (verification.mode().equals("denied")) {
            told.setStatus(WebSubStatus.DENIED);
            told.setDetail(verification.reason().orElse("the hub gave no reason"));
            keep(sourceId, told, now);
            return Optional.of("");
        }
        boolean ours =
                verification.mode().equals("subscribe")
                        && verification.topic().filter(told.getTopic()::equals).isPresent();
        if (!ours || verification.challenge().isEmpty()) {
            return Optional.empty();
        }
        long seconds =
                Math.clamp(
                        verification.leaseSeconds().orElse(config.lease().toSeconds()),
                        60,
                        LONGEST_LEASE.toSeconds());
        told.setStatus(WebSubStatus.ACTIVE);
        told.setDetail(null);
        told.setRequestedAt(now);
        told.setLeaseExpiresAt(now.plusSeconds(seconds));
        states.webSub(sourceId)
                .filter(before -> before.getToken().equals(token))
                .ifPresent(before -> told.setLastDeliveryAt(before.getLastDeliveryAt()));
        keep(sourceId, told, now);
        log.info("hub {} will deliver source {} for {} s", told.getHub(), sourceId, seconds);
        return verification.challenge();
    }

    @Override
    public Delivery deliver(
            String sourceId,
            String token,
            Optional<String> signature,
            Optional<String> contentType,
            byte[] body)
            throws InterruptedException {
        Optional<WebSubSubscription> asked = asked(sourceId, token);
        Optional<Source> source = catalog.find(sourceId);
        if (asked.isEmpty() || source.isEmpty()) {
            return counted(Delivery.UNKNOWN);
        }
        String secret = asked.get().getSecret();
        if (signature.filter(header -> HubSignature.signs(header, body, secret)).isEmpty()) {
            return counted(Delivery.NOT_AUTHENTIC);
        }
        Instant now = now();
        return switch (DocumentReader.read(body, arrival(source.get(), asked.get(), contentType))) {
            case PolledDocument.Reading.Unreadable no -> counted(Delivery.UNREADABLE);
            case PolledDocument.Reading.Read read -> {
                FeedState state = keeper.stateOf(source.get());
                DocumentIntake.Via via =
                        new DocumentIntake.Via(
                                ArrivalWay.WEBSUB, asked.get().getTopic(), List.of());
                // the state is the poller's to write; what the delivery taught it learns by itself
                DocumentIntake.Taken taken =
                        intake.take(source.get(), state, read.document(), via, Permit.UNBOUND, now);
                meters.published(taken.published());
                states.webSub(sourceId)
                        .filter(told -> told.getToken().equals(token))
                        .ifPresent(
                                told -> {
                                    told.setLastDeliveryAt(now);
                                    keep(sourceId, told, now);
                                });
                yield counted(Delivery.TAKEN);
            }
        };
    }

    private Arrival arrival(Source source, WebSubSubscription asked, Optional<String> contentType) {
        Arrival arrival =
                Arrival.from(source.getSourceId(), now())
                        .withPublisherId(Optional.ofNullable(source.getPublisherId()))
                        .withLanguage(Optional.ofNullable(source.getLanguage()))
                        .withLimits(limits);
        return MediaTypes.applied(
                CanonicalUrl.parse(asked.getTopic()).map(arrival::at).orElse(arrival), contentType);
    }

    /**
     * The subscription that a callback address belongs to; the token is compared in constant time.
     */
    private Optional<WebSubSubscription> asked(String sourceId, String token) {
        return states.find(sourceId)
                .flatMap(state -> Optional.ofNullable(state.getWebSub()))
                .filter(
                        asked ->
                                MessageDigest.isEqual(
                                        asked.getToken().getBytes(StandardCharsets.UTF_8),
                                        token.getBytes(StandardCharsets.UTF_8)));
    }

    /** The secret stays in the state alone. */
    private void keep(String sourceId, WebSubSubscription told, Instant now) {
        keeper.keepWebSub(
                FeedState.newBuilder()
                        .setSourceId(sourceId)
                        .setUpdatedAt(now)
                        .setWebSub(WebSubSubscription.newBuilder(told).setSecret("").build())
                        .build());
    }

    private Delivery counted(Delivery delivery) {
        meters.delivered(delivery);
        return delivery;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
