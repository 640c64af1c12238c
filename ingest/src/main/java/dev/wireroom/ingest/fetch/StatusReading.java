package dev.wireroom.ingest.fetch;

import dev.wireroom.ingest.fetch.FetchResult.Cause;
import dev.wireroom.ingest.fetch.FetchResult.Failed;
import dev.wireroom.ingest.fetch.FetchResult.Reason;
import dev.wireroom.ingest.fetch.FetchResult.Rejected;
import dev.wireroom.service.net.WebAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes a result, with what a person can do about it, of a final answer that is no document. */
final class StatusReading {

    private static final int FIRST_CLOUDFLARE_STATUS = 520;
    private static final int LAST_CLOUDFLARE_STATUS = 530;

    private StatusReading() {}

    static FetchResult read(
            HttpTransport.Answer answer, WebResponse response, WebAddress address, Instant now) {
        int status = answer.status();
        Optional<Duration> retryAfter = RetryAfter.read(answer, now);
        Optional<BotWall> wall = BotWall.of(answer);
        if (wall.isPresent() && status != 404 && status != 410 && status != 429) {
            return rejected(
                    Reason.FORBIDDEN,
                    response,
                    ("%s, which guards %s, refuses programs like this one (%d). Ask the publisher"
                         + " to let the User-Agent through, or for a feed that is not guarded.")
                            .formatted(wall.get().title(), address.host(), status));
        }
        return switch (status) {
            case 401, 407 ->
                    rejected(
                            Reason.UNAUTHORIZED,
                            response,
                            address.credentials().isPresent()
                                    ? "%s does not take the user and password in the address (%d)."
                                                    .formatted(address.host(), status)
                                            + " Correct them in the source's address."
                                    : "%s wants to know who asks (%d). Put user and password into"
                                                    .formatted(address.host(), status)
                                            + " the source's address (https://user:password@host/),"
                                            + " or ask the publisher for an open one.");
            case 402 ->
                    rejected(
                            Reason.OTHER_CLIENT_ERROR,
                            response,
                            "%s wants to be paid for this (402). Talk to the publisher about a licence."
                                    .formatted(address.host()));
            case 403 ->
                    rejected(
                            Reason.FORBIDDEN,
                            response,
                            "%s refuses (403): it does not want this client, this network or"
                                            .formatted(address.host())
                                    + " anybody. Open the address in a browser; if that works, ask"
                                    + " the publisher to let the User-Agent through.");
            case 404 ->
                    rejected(
                            Reason.NOT_FOUND,
                            response,
                            "there is nothing at %s (404). Look for the feed's new address on the publisher's site."
                                    .formatted(address));
            case 410 ->
                    rejected(
                            Reason.GONE,
                            response,
                            "%s is gone for good (410). Delete the source, or give it the feed's new address."
                                    .formatted(address));
            case 451 ->
                    rejected(
                            Reason.LEGAL,
                            response,
                            "%s may not show this here for legal reasons (451). Ask the publisher; this"
                                            .formatted(address.host())
                                    + " may depend on the country that is asked from.");
            case 408, 425 ->
                    failed(
                            Cause.TIMEOUT,
                            response,
                            retryAfter,
                            "%s gave the request up (%d). It is tried again; nothing needs doing unless it stays so."
                                    .formatted(address.host(), status));
            case 429 ->
                    failed(
                            Cause.TOO_MANY_REQUESTS,
                            response,
                            retryAfter,
                            "%s was asked too often (429%s). It is left alone for that long; if it"
                                            .formatted(
                                                    address.host(),
                                                    wall.map(w -> ", said by " + w.title())
                                                            .orElse(""))
                                    + " goes on, poll it less often (minPollIntervalMs of its"
                                    + " sources, ingest.fetch.host.min.delay.ms).");
            default -> other(answer, response, address, retryAfter);
        };
    }

    private static FetchResult other(
            HttpTransport.Answer answer,
            WebResponse response,
            WebAddress address,
            Optional<Duration> retryAfter) {
        int status = answer.status();
        if (status == 503 && retryAfter.isPresent()) {
            return failed(
                    Cause.TOO_MANY_REQUESTS,
                    response,
                    retryAfter,
                    "%s is busy or being worked on and asks to come back in %d s (503). It is left alone for that long; nothing needs doing unless it stays so."
                            .formatted(address.host(), retryAfter.get().toSeconds()));
        }
        if (status >= FIRST_CLOUDFLARE_STATUS && status <= LAST_CLOUDFLARE_STATUS) {
            return failed(
                    Cause.SERVER_ERROR,
                    response,
                    retryAfter,
                    "Cloudflare can't reach the server behind %s (%d). It is tried again; if it stays so, tell the publisher."
                            .formatted(address.host(), status));
        }
        if (status >= 500) {
            return failed(
                    Cause.SERVER_ERROR,
                    response,
                    retryAfter,
                    "%s has trouble of its own (%d). It is tried again; if it stays so, tell the publisher."
                            .formatted(address.host(), status));
        }
        if (status >= 400) {
            return rejected(
                    Reason.OTHER_CLIENT_ERROR,
                    response,
                    "%s does not take the request (%d). Open the address in a browser to see what it wants."
                            .formatted(address, status));
        }
        return failed(
                Cause.PROTOCOL,
                response,
                retryAfter,
                "%s answers %d, which is no answer to this request. It is tried again; if it stays so, tell the publisher."
                        .formatted(address, status));
    }

    private static Rejected rejected(Reason reason, WebResponse response, String explanation) {
        return new Rejected(reason, Optional.of(response), explanation);
    }

    private static Failed failed(
            Cause cause, WebResponse response, Optional<Duration> retryAfter, String explanation) {
        return new Failed(cause, Optional.of(response), explanation, retryAfter);
    }
}
