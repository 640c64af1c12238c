package dev.wireroom.ingest.feed;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.FeedSymptom;
import dev.wireroom.contract.PollOutcome;
import dev.wireroom.contract.SeenItem;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * How a polled source is, derived from its definition and what polling learned: the feed doctor's
 * verdict. Pure; what is wrong in detail are the {@code symptoms} of the {@link FeedState}.
 *
 * <p>The kinds that mean "no news" are told apart by what the server does: it refuses us ({@link
 * Kind#BLOCKED}), it does not answer or not with a feed ({@link Kind#BROKEN}), it sends a feed
 * without items ({@link Kind#EMPTY}), or it sends the same old items for longer than the feed's own
 * cadence lets expect ({@link Kind#STALE}).
 *
 * @param kind the verdict
 * @param since since when it is so, where known
 * @param silent whether news is missing for longer than the learned cadence lets expect, whatever
 *     the reason: the alarm
 * @param explanation for a person: what it means and what can be done
 */
public record FeedHealth(Kind kind, Optional<Instant> since, boolean silent, String explanation) {

    /** The symptom of a feed that was read and had no item. */
    public static final String EMPTY_SYMPTOM = "feed-empty";

    /** A poll this late is nobody's jitter. */
    private static final Duration OVERDUE = Duration.ofMinutes(30);

    /** A feed whose cadence is unknown is stale after this. */
    private static final Duration STALE_WITHOUT_CADENCE = Duration.ofDays(30);

    /** One slip is weather; this many failures in a row are a state. */
    private static final int FAILURES_TO_BE_BROKEN = 3;

    /** The verdicts. */
    public enum Kind {
        /** It answers and has news at its usual pace. */
        HEALTHY,
        /** It was not polled yet. */
        NEW,
        /** A person, or polling itself, has paused it. */
        PAUSED,
        /** It is due but is not polled: no instance holds its partition, or they can't keep up. */
        OVERDUE,
        /** Failed once or twice; too early to call it broken. */
        STUMBLING,
        /** It answers with the same old items for longer than its cadence lets expect. */
        STALE,
        /** It answers with a feed that has no items. */
        EMPTY,
        /** The server refuses: 401, 403, 404, 429, 451, robots.txt. */
        BLOCKED,
        /** No answer, a server error, or an answer that is not a feed. */
        BROKEN,
        /** 410: it will not come back. */
        GONE
    }

    /**
     * The verdict on a source.
     *
     * @param source a source of kind POLL
     * @param state what polling knows of it; empty where it was never polled
     */
    public static FeedHealth of(Source source, Optional<FeedState> state, Instant now) {
        if (source.getState() == SourceState.PAUSED) {
            return paused(source, state);
        }
        Optional<FeedState> current = state.filter(known -> isAbout(known, source));
        if (current.isEmpty() || current.get().getLastPolledAt() == null) {
            return new FeedHealth(
                    Kind.NEW,
                    Optional.of(source.getUpdatedAt()),
                    false,
                    "It was not polled yet; that happens within minutes of its creation.");
        }
        return of(current.get(), now);
    }

    /** Whether a state is about the address that the source has now. */
    static boolean isAbout(FeedState state, Source source) {
        return state.getUrl() != null && state.getUrl().equals(source.getUrl());
    }

    private static FeedHealth paused(Source source, Optional<FeedState> state) {
        String reason =
                source.getPauseReason() == null ? "no reason was given" : source.getPauseReason();
        boolean gone =
                state.filter(s -> isAbout(s, source) && s.getOutcome() != null)
                        .filter(s -> s.getOutcome() == PollOutcome.GONE)
                        .isPresent();
        return new FeedHealth(
                gone ? Kind.GONE : Kind.PAUSED,
                Optional.of(source.getUpdatedAt()),
                false,
                "It is paused and not polled: %s.".formatted(reason));
    }

    private static FeedHealth of(FeedState state, Instant now) {
        boolean silent = new Cadence(state.getArrivals()).silent(now);
        Optional<Instant> lastGood = Optional.ofNullable(state.getLastSucceededAt());
        String detail =
                state.getOutcomeDetail() == null ? "no detail is known" : state.getOutcomeDetail();
        Instant due = state.getNextPollAt();
        if (due != null && due.plus(OVERDUE).isBefore(now)) {
            return new FeedHealth(
                    Kind.OVERDUE,
                    Optional.of(due),
                    silent,
                    "It was due at %s and was not polled. Is an ingest with polling enabled running, and does it keep up?"
                            .formatted(due));
        }
        return switch (state.getOutcome()) {
            case GONE ->
                    new FeedHealth(
                            Kind.GONE, lastGood, silent, "The server says it is gone: " + detail);
            case BLOCKED ->
                    new FeedHealth(
                            Kind.BLOCKED,
                            lastGood,
                            silent,
                            "The server refuses us: %s".formatted(detail));
            case FAILED, UNREADABLE -> failing(state, lastGood, silent, detail);
            case NONE, FETCHED, NOT_MODIFIED, UNKNOWN -> answering(state, now, silent);
        };
    }

    private static FeedHealth failing(
            FeedState state, Optional<Instant> lastGood, boolean silent, String detail) {
        boolean broken = state.getFailures() >= FAILURES_TO_BE_BROKEN || lastGood.isEmpty();
        return new FeedHealth(
                broken ? Kind.BROKEN : Kind.STUMBLING,
                lastGood,
                silent,
                "%d polls in a row failed, the last: %s".formatted(state.getFailures(), detail));
    }

    private static FeedHealth answering(FeedState state, Instant now, boolean silent) {
        Optional<Instant> empty = emptySince(state);
        if (empty.isPresent()) {
            return new FeedHealth(
                    Kind.EMPTY, empty, silent, "The feed is readable but has no items.");
        }
        Cadence cadence = new Cadence(state.getArrivals());
        Optional<Instant> lastNews = Optional.ofNullable(state.getLastArticleAt());
        boolean old =
                cadence.alarmAfter().isEmpty()
                        && lastNews.filter(at -> at.plus(STALE_WITHOUT_CADENCE).isBefore(now))
                                .isPresent();
        if (silent || old) {
            Optional<Instant> since = cadence.arrivals().stream().findFirst().or(() -> lastNews);
            return new FeedHealth(
                    Kind.STALE,
                    since,
                    true,
                    "The server answers, but nothing new came since %s; %s."
                            .formatted(
                                    since.map(Instant::toString).orElse("the beginning"),
                                    cadence.typicalGap()
                                            .map(
                                                    gap ->
                                                            "usually something comes every "
                                                                    + Spans.of(gap))
                                            .orElse("how often something comes is not known")));
        }
        return new FeedHealth(
                Kind.HEALTHY,
                lastNews,
                false,
                cadence.typicalGap()
                        .map(gap -> "News comes every %s.".formatted(Spans.of(gap)))
                        .orElse("It answers; how often it has news is not known yet."));
    }

    /** Empty now, if no item was in the feed since it was found empty. */
    private static Optional<Instant> emptySince(FeedState state) {
        Optional<Instant> lastItem =
                state.getSeen().stream()
                        .map(SeenItem::getLastSeenAt)
                        .max(Comparator.naturalOrder());
        return state.getSymptoms().stream()
                .filter(symptom -> symptom.getCode().equals(EMPTY_SYMPTOM))
                .filter(
                        symptom ->
                                lastItem.filter(at -> !at.isBefore(symptom.getLastSeenAt()))
                                        .isEmpty())
                .map(FeedSymptom::getFirstSeenAt)
                .findFirst();
    }
}
