package dev.wireroom.ingest.fetch;

import dev.wireroom.ingest.fetch.FetchResult.Cause;
import dev.wireroom.ingest.fetch.FetchResult.Reason;
import dev.wireroom.service.net.WebAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The way of one fetch from the address that was asked for through redirects. For one fetch, by one
 * thread.
 *
 * <p>Credentials go along only within an origin: a redirect to another one leaves them behind, as
 * one to plain HTTP does. Permanent redirects are remembered up to the first that is not, and never
 * one from https to http: whoever can forge one answer must not take a feed's encryption away for
 * good.
 */
final class Trail {

    /** Where a redirect leads. */
    sealed interface Step {

        /** On to {@link Trail#current()}. */
        record Onward() implements Step {}

        record Ended(FetchResult result) implements Step {}
    }

    private final int maxRedirects;
    private final Set<String> seen = new HashSet<>();
    private WebAddress current;
    private Optional<WebAddress> moved = Optional.empty();
    private boolean permanentSoFar = true;
    private int redirects;

    Trail(WebAddress start, int maxRedirects) {
        this.current = start;
        this.maxRedirects = maxRedirects;
        seen.add(start.toString());
    }

    WebAddress current() {
        return current;
    }

    /** Where permanent redirects alone led, with the credentials that the start had if they fit. */
    Optional<URI> movedTo() {
        return moved.map(WebAddress::uriWithCredentials);
    }

    static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /** Takes the redirect that an answer is. */
    Step follow(HttpTransport.Answer answer, WebResponse response) {
        String location =
                answer.header("location").stream().findFirst().map(Trail::asUtf8).orElse("");
        if (location.isBlank()) {
            return failed(
                    Cause.PROTOCOL,
                    response,
                    ("%s redirects (%d) without saying where to. Open it in a browser to see what"
                                    + " it is about, or tell the publisher.")
                            .formatted(current, answer.status()));
        }
        WebAddress next;
        try {
            next = current.resolve(location);
        } catch (URISyntaxException e) {
            return new Step.Ended(
                    new FetchResult.Rejected(
                            Reason.INVALID_ADDRESS,
                            Optional.of(response),
                            ("%s redirects to something that can't be fetched (%s). Open it in a"
                                            + " browser to find the feed's new address.")
                                    .formatted(current, e.getReason())));
        }
        if (current.sameOrigin(next)) {
            next = next.withCredentials(current.credentials());
        }
        return step(answer, response, next);
    }

    private Step step(HttpTransport.Answer answer, WebResponse response, WebAddress next) {
        if (!seen.add(next.toString())) {
            return failed(
                    Cause.TOO_MANY_REDIRECTS,
                    response,
                    ("%s and %s redirect to each other without end, often because the site wants a"
                         + " cookie, which is not kept here. Ask the publisher for an address that"
                         + " answers without one.")
                            .formatted(current, next));
        }
        if (++redirects > maxRedirects) {
            return failed(
                    Cause.TOO_MANY_REDIRECTS,
                    response,
                    ("more than %d redirects, the last one to %s. Use the address at the end of"
                                    + " them, or raise ingest.fetch.max.redirects.")
                            .formatted(maxRedirects, next));
        }
        boolean permanent = answer.status() == 301 || answer.status() == 308;
        permanentSoFar = permanentSoFar && permanent && (next.secure() || !current.secure());
        current = next;
        if (permanentSoFar) {
            moved = Optional.of(next);
        }
        return new Step.Onward();
    }

    /** Header bytes come one by one; an address that is no ASCII is most often in UTF-8. */
    private static String asUtf8(String bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }

    private static Step failed(Cause cause, WebResponse response, String explanation) {
        return new Step.Ended(
                new FetchResult.Failed(
                        cause, Optional.of(response), explanation, Optional.empty()));
    }
}
