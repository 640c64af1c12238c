package dev.wireroom.console;

import dev.wireroom.service.http.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** One file of the status page, read from the class path once. Thread-safe. */
final class StaticPage {

    private final String mediaType;
    private final byte[] content;

    private StaticPage(String mediaType, byte[] content) {
        this.mediaType = mediaType;
        this.content = content;
    }

    static StaticPage of(String name, String mediaType) {
        try (InputStream file = StaticPage.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the console was built without " + name);
            }
            return new StaticPage(mediaType, file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void serve(Exchange exchange) {
        exchange.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
                .set("X-Content-Type-Options", "nosniff")
                .set("Cache-Control", "no-cache")
                .reply(200, mediaType, content);
    }
}
