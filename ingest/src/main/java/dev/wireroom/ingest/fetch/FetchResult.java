package dev.wireroom.ingest.fetch;

import dev.wireroom.contract.UsagePreference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a fetch ended. */
public sealed interface FetchResult {

    /**
     * The server sent a document.
     *
     * @param body whole, with transfer and content coding taken off
     * @param preferences signals about automated use in the headers and, for a page, in robots.txt
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way to a parser; never compared
    record Fetched(WebResponse response, byte[] body, List<UsagePreference> preferences)
            implements FetchResult {}

    /** The document is the one that the request's validators are of. */
    record NotModified(WebResponse response) implements FetchResult {}

    /**
     * It must not or can't be had, and asking again soon won't help: the server said so (4xx),
     * robots.txt did, or the address is one that is never asked.
     *
     * @param response what the server said last, where it was asked
     * @param explanation for a person: what it means and what can be done
     */
    record Rejected(Reason reason, Optional<WebResponse> response, String explanation)
            implements FetchResult {}

    /**
     * It could not be had this time: no connection, no answer in time, 5xx, an answer over a limit.
     *
     * @param explanation for a person
     * @param retryAfter when the server asks to come again, where it said
     */
    record Failed(
            Cause cause,
            Optional<WebResponse> response,
            String explanation,
            Optional<Duration> retryAfter)
            implements FetchResult {}

    /** Why a fetch was rejected. */
    enum Reason {
        /** 401, 407: the server wants to know who asks. */
        UNAUTHORIZED,
        /** 403 and other refusals of this client. */
        FORBIDDEN,
        /** 451: a court or law. */
        LEGAL,
        /** 404. */
        NOT_FOUND,
        /** 410: it will not come back. */
        GONE,
        /** 402, 406 and any other 4xx. */
        OTHER_CLIENT_ERROR,
        /** robots.txt disallows the page. */
        ROBOTS,
        /** The address, or one that it redirects or resolves to, is private, loopback and so on. */
        GUARDED_ADDRESS,
        /** Not an http or https address. */
        INVALID_ADDRESS
    }

    /** Why a fetch failed. */
    enum Cause {
        DNS,
        CONNECT,
        TLS,
        TIMEOUT,
        TOO_LARGE,
        TOO_MANY_REDIRECTS,
        BAD_ENCODING,
        SERVER_ERROR,
        /** 429 or 503 with Retry-After, or 429 without. */
        TOO_MANY_REQUESTS,
        PROTOCOL
    }
}
