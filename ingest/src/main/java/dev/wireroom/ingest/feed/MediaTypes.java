package dev.wireroom.ingest.feed;

import dev.wireroom.ingest.fetch.WebResponse;
import dev.wireroom.ingest.format.Arrival;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/** Reads media type and charset of an answer's Content-Type. Pure. */
final class MediaTypes {

    private MediaTypes() {}

    /** An arrival with what the answer says about its document. */
    static Arrival applied(Arrival arrival, WebResponse response) {
        return applied(arrival, response.header("content-type"));
    }

    static Arrival applied(Arrival arrival, Optional<String> contentType) {
        Arrival known = arrival.withCharset(contentType.flatMap(MediaTypes::charset));
        return contentType
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(type -> type.contains("/"))
                // what servers say when they know nothing
                .filter(
                        type ->
                                !type.equals("text/plain")
                                        && !type.equals("application/octet-stream"))
                .map(known::as)
                .orElse(known);
    }

    private static Optional<Charset> charset(String contentType) {
        for (String parameter : contentType.split(";", -1)) {
            String[] pair = parameter.split("=", 2);
            if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("charset")) {
                try {
                    return Optional.of(Charset.forName(pair[1].strip().replace("\"", "")));
                } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
