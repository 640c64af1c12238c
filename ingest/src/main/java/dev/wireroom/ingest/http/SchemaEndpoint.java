package dev.wireroom.ingest.http;

import dev.wireroom.service.http.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Serves the JSON Schema of our own JSON. Immutable. */
final class SchemaEndpoint {

    private static final String RESOURCE = "/dev/wireroom/ingest/article.schema.json";

    private final byte[] schema;

    SchemaEndpoint() {
        try (InputStream in = SchemaEndpoint.class.getResourceAsStream(RESOURCE)) {
            this.schema = Objects.requireNonNull(in, RESOURCE).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void article(Exchange exchange) {
        exchange.reply(200, "application/schema+json", schema);
    }
}
