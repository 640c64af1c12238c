package dev.wireroom.ingest.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered, without the body.
 *
 * @param uri the address that answered in the end, after all redirects
 * @param movedTo where permanent redirects alone led from the address asked for, if anywhere: what
 *     to ask for next time
 * @param headers by name in lower case, each with its values in order
 * @param receivedBytes bytes of the body as they came over the wire
 * @param took from the first request to the last byte, redirects included
 */
public record WebResponse(
        int status,
        URI uri,
        Optional<URI> movedTo,
        Map<String, List<String>> headers,
        long receivedBytes,
        Duration took) {

    /** The first value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** Every value of a header. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }
}
