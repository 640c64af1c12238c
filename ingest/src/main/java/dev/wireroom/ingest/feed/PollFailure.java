package dev.wireroom.ingest.feed;

import dev.wireroom.contract.PollOutcome;
import dev.wireroom.ingest.feed.PollPolicy.Trouble;
import dev.wireroom.ingest.fetch.FetchResult;
import dev.wireroom.ingest.fetch.WebResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a poll brought nothing, in the words of policy, state and doctor. Immutable.
 *
 * @param explanation for a person
 * @param response what the server said, where it was asked
 * @param asked how long the server wants to be left alone, as far as the fetcher knows
 * @param gone why it is never to be asked again, where it said so
 */
record PollFailure(
        PollOutcome outcome,
        Trouble trouble,
        String explanation,
        Optional<WebResponse> response,
        Optional<Duration> asked,
        Optional<Symptoms.Found> symptom,
        Optional<String> gone) {

    static PollFailure of(FetchResult.Rejected rejected) {
        Optional<String> gone =
                rejected.reason() == FetchResult.Reason.GONE
                        ? Optional.of(
                                "410 Gone: the publisher says that the feed will not come back")
                        : Optional.empty();
        String status =
                rejected.response()
                        .map(response -> "status-" + response.status())
                        .orElse(
                                rejected.reason()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'));
        Trouble trouble =
                rejected.reason() == FetchResult.Reason.NOT_FOUND
                        ? Trouble.MISSING
                        : Trouble.REFUSED;
        return new PollFailure(
                gone.isPresent() ? PollOutcome.GONE : PollOutcome.BLOCKED,
                trouble,
                rejected.explanation(),
                rejected.response(),
                Optional.empty(),
                Optional.of(
                        new Symptoms.Found(
                                status,
                                rejected.explanation(),
                                gone.isPresent()
                                        ? "paused"
                                        : "asked less and less often, at least once a day")),
                gone);
    }

    static PollFailure of(FetchResult.Failed failed) {
        boolean tooOften = failed.cause() == FetchResult.Cause.TOO_MANY_REQUESTS;
        String code =
                failed.response()
                        .filter(response -> response.status() >= 400)
                        .map(response -> "status-" + response.status())
                        .orElse(
                                "fetch-"
                                        + failed.cause()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', '-'));
        return new PollFailure(
                PollOutcome.FAILED,
                tooOften ? Trouble.TOO_OFTEN : Trouble.FAILED,
                failed.explanation(),
                failed.response(),
                failed.retryAfter(),
                Optional.of(
                        new Symptoms.Found(
                                code, failed.explanation(), "asked again after a back-off")),
                Optional.empty());
    }

    static PollFailure of(PolledDocument.Reading.Unreadable unreadable, WebResponse response) {
        boolean page = !unreadable.alternates().isEmpty();
        String advice =
                page
                        ? "%s It is a web page that names these feeds: %s. Put one of them into the source's url."
                                .formatted(
                                        unreadable.fault().message(),
                                        String.join(", ", unreadable.alternates()))
                        : unreadable.fault().message();
        return new PollFailure(
                PollOutcome.UNREADABLE,
                Trouble.UNREADABLE,
                advice,
                Optional.of(response),
                Optional.empty(),
                Optional.of(
                        new Symptoms.Found(
                                unreadable.fault().code(),
                                advice,
                                "nothing was taken; asked again after a back-off")),
                Optional.empty());
    }

    /** Whether another address might do better: it is not there, or what is there is no feed. */
    boolean blamesTheAddress() {
        return outcome == PollOutcome.GONE
                || outcome == PollOutcome.BLOCKED
                || outcome == PollOutcome.UNREADABLE
                || response.isEmpty();
    }

    /** How long the server wants to be left alone. */
    Optional<Duration> retryAfter(Instant now) {
        return asked.or(() -> response.flatMap(said -> Freshness.of(said, now).retryAfter()));
    }
}
