package dev.wireroom.ingest.feed;

import dev.wireroom.contract.ArrivalWay;
import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.PollOutcome;
import dev.wireroom.contract.Source;
import dev.wireroom.ingest.fetch.FetchRequest;
import dev.wireroom.ingest.fetch.FetchResult;
import dev.wireroom.ingest.fetch.Fetcher;
import dev.wireroom.ingest.fetch.WebResponse;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.TextLimits;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One poll of a source, from the request to the state that is kept: ask, read, publish, wait until
 * all of it is safe, decide when to ask again, and only then remember. Thread-safe; every poll is
 * one call.
 */
final class SourcePoll {

    /** Items that had to wait for the next poll do not wait for long. */
    private static final Duration FOR_THE_REST = Duration.ofMinutes(1);

    private final Fetcher fetcher;
    private final DocumentIntake intake;
    private final StateKeeper keeper;
    private final PollPolicy policy;
    private final HubWatch hubs;
    private final TextLimits limits;
    private final InstantSource clock;
    private final PollMeters meters;

    SourcePoll(
            Fetcher fetcher,
            DocumentIntake intake,
            StateKeeper keeper,
            PollPolicy policy,
            HubWatch hubs,
            TextLimits limits,
            InstantSource clock,
            PollMeters meters) {
        this.fetcher = fetcher;
        this.intake = intake;
        this.keeper = keeper;
        this.policy = policy;
        this.hubs = hubs;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Polls a source.
     *
     * @return when it is due next; empty where it was paused
     * @throws org.apache.kafka.common.KafkaException where something is not safe in Kafka
     * @throws Permit.EndedException where another instance may poll it by now
     */
    Optional<Instant> poll(Source source, Permit permit) throws InterruptedException {
        FeedState state = keeper.stateOf(source);
        boolean moved = state.getMovedTo() != null;
        Optional<URI> address =
                CanonicalUrl.parse(moved ? state.getMovedTo() : String.valueOf(source.getUrl()));
        state.setPolls(state.getPolls() + 1);
        if (address.isEmpty()) {
            return failed(source, state, invalidAddress(source), permit);
        }
        FetchRequest request =
                FetchRequest.feed(address.get())
                        .since(
                                Optional.ofNullable(state.getEtag()),
                                Optional.ofNullable(state.getLastModified()));
        permit.require();
        FetchResult result = fetcher.fetch(request);
        Optional<Instant> next =
                switch (result) {
                    case FetchResult.NotModified same ->
                            notModified(source, state, same.response(), permit);
                    case FetchResult.Fetched fetched -> fetched(source, state, fetched, permit);
                    case FetchResult.Rejected rejected ->
                            failed(source, state, PollFailure.of(rejected), permit);
                    case FetchResult.Failed failure ->
                            failed(source, state, PollFailure.of(failure), permit);
                };
        meters.polled(state.getOutcome());
        return next;
    }

    private static PollFailure invalidAddress(Source source) {
        return PollFailure.of(
                new FetchResult.Rejected(
                        FetchResult.Reason.INVALID_ADDRESS,
                        Optional.empty(),
                        "'%s' is no http or https address. Correct the source's url."
                                .formatted(source.getUrl())));
    }

    private Optional<Instant> notModified(
            Source source, FeedState state, WebResponse response, Permit permit) {
        Instant now = now();
        answered(source, state, response, PollOutcome.NOT_MODIFIED, List.of(), now);
        hubs.renew(state, permit, now);
        return keepAnswer(source, state, response, false, permit, now);
    }

    private Optional<Instant> fetched(
            Source source, FeedState state, FetchResult.Fetched fetched, Permit permit)
            throws InterruptedException {
        Instant now = now();
        WebResponse response = fetched.response();
        return switch (DocumentReader.read(fetched.body(), arrival(source, response, now))) {
            case PolledDocument.Reading.Unreadable no ->
                    failed(source, state, PollFailure.of(no, response), permit);
            case PolledDocument.Reading.Read read -> {
                PolledDocument document = read.document();
                DocumentIntake.Via via =
                        new DocumentIntake.Via(
                                ArrivalWay.POLL, response.uri().toString(), fetched.preferences());
                DocumentIntake.Taken taken = intake.take(source, state, document, via, permit, now);
                meters.published(taken.published());
                hubs.polled(state, taken.fresh(), now);
                answered(source, state, response, PollOutcome.FETCHED, symptoms(document), now);
                state.setWishes(document.wishes());
                boolean whole = taken.postponed() == 0;
                // without validators the rest comes again
                state.setEtag(whole ? response.header("etag").orElse(null) : null);
                state.setLastModified(whole ? response.header("last-modified").orElse(null) : null);
                hubs.consider(source, state, response, document, permit, now);
                yield keepAnswer(source, state, response, !whole, permit, now);
            }
        };
    }

    private Arrival arrival(Source source, WebResponse response, Instant now) {
        return MediaTypes.applied(Arrival.from(source.getSourceId(), now), response)
                .at(response.uri())
                .withPublisherId(Optional.ofNullable(source.getPublisherId()))
                .withLanguage(Optional.ofNullable(source.getLanguage()))
                .withLimits(limits);
    }

    private static List<Symptoms.Found> symptoms(PolledDocument document) {
        List<Symptoms.Found> found = new ArrayList<>(document.symptoms());
        if (document.items().isEmpty()) {
            found.add(
                    new Symptoms.Found(
                            FeedHealth.EMPTY_SYMPTOM,
                            "The feed has no items",
                            "asked again as usual"));
        }
        if (document.items().size() > SeenItems.MOST_OF_A_DOCUMENT) {
            found.add(
                    new Symptoms.Found(
                            "feed-too-long",
                            "The feed has %d items".formatted(document.items().size()),
                            "only the first %d are looked at"
                                    .formatted(SeenItems.MOST_OF_A_DOCUMENT)));
        }
        return found;
    }

    private static void answered(
            Source source,
            FeedState state,
            WebResponse response,
            PollOutcome outcome,
            List<Symptoms.Found> symptoms,
            Instant now) {
        List<Symptoms.Found> found = new ArrayList<>(symptoms);
        response.movedTo()
                .map(URI::toString)
                .filter(target -> !target.equals(source.getUrl()))
                .ifPresent(
                        target -> {
                            state.setMovedTo(target);
                            found.add(
                                    new Symptoms.Found(
                                            "moved-permanently",
                                            "The feed has moved to " + target,
                                            "asked there from now on; put it into the source's"
                                                    + " url"));
                        });
        state.setOutcome(outcome);
        state.setOutcomeDetail(null);
        state.setFailures(0);
        state.setLastPolledAt(now);
        state.setLastSucceededAt(now);
        state.setSymptoms(Symptoms.merge(state.getSymptoms(), found, now));
    }

    private Optional<Instant> keepAnswer(
            Source source,
            FeedState state,
            WebResponse response,
            boolean more,
            Permit permit,
            Instant now) {
        PollPolicy.Decision decision =
                policy.afterAnswer(
                        source, state, Freshness.of(response, now), hubs.deliver(state, now), now);
        if (more && decision.interval().compareTo(FOR_THE_REST) > 0) {
            decision =
                    new PollPolicy.Decision(
                            now.plus(FOR_THE_REST),
                            FOR_THE_REST,
                            "more pages of this document are to be fetched");
        }
        PollPolicy.Decision renewed = hubs.inTimeToRenew(state, decision, now);
        keep(state, Optional.of(renewed), permit, now);
        return Optional.of(renewed.at());
    }

    private Optional<Instant> failed(
            Source source, FeedState state, PollFailure failure, Permit permit) {
        Instant now = now();
        state.setLastPolledAt(now);
        state.setOutcome(failure.outcome());
        state.setOutcomeDetail(failure.explanation());
        state.setFailures(state.getFailures() + 1);
        List<Symptoms.Found> found = new ArrayList<>();
        failure.symptom().ifPresent(found::add);
        boolean fellBack = state.getMovedTo() != null && failure.blamesTheAddress();
        if (fellBack) {
            found.add(
                    new Symptoms.Found(
                            "moved-and-lost",
                            "Where the feed has moved to, %s, it is not: %s"
                                    .formatted(state.getMovedTo(), failure.explanation()),
                            "asked at its own address again"));
            state.setMovedTo(null);
            state.setEtag(null);
            state.setLastModified(null);
        }
        state.setSymptoms(Symptoms.merge(state.getSymptoms(), found, now));
        Optional<String> stop =
                fellBack
                        ? Optional.empty()
                        : failure.gone().or(() -> PollPolicy.stop(failure.trouble(), state, now));
        if (stop.isPresent()) {
            keep(state, Optional.empty(), permit, now);
            keeper.pause(source, stop.get(), now);
            return Optional.empty();
        }
        PollPolicy.Decision decision =
                policy.afterFailure(
                        source,
                        state,
                        fellBack ? PollPolicy.Trouble.FAILED : failure.trouble(),
                        failure.explanation(),
                        failure.retryAfter(now),
                        now);
        keep(state, Optional.of(decision), permit, now);
        return Optional.of(decision.at());
    }

    private void keep(
            FeedState state, Optional<PollPolicy.Decision> decision, Permit permit, Instant now) {
        state.setUpdatedAt(now);
        state.setNextPollAt(decision.map(d -> d.at().truncatedTo(ChronoUnit.MILLIS)).orElse(null));
        decision.ifPresent(
                next -> {
                    // the base of the next back-off is what the interval was before
                    if (state.getFailures() == 0 || state.getPollIntervalMs() == null) {
                        state.setPollIntervalMs(next.interval().toMillis());
                    }
                    state.setIntervalReason(next.reason());
                });
        keeper.keep(state, permit);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
