package dev.wireroom.ingest.http;

import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads what a push says about itself in its address and headers, and refuses what can't be. */
final class PushRequest {

    static final String SOURCE_HEADER = "Wireroom-Source";

    private static final int MAX_KEY_CHARS = 255;
    private static final int MAX_ID_CHARS = 2_000;

    private PushRequest() {}

    /** The source that a push is for: known, active, and the caller's to push to. */
    static Source source(Exchange exchange, SourceCatalog catalog) {
        String id =
                exchange.query("source")
                        .or(() -> exchange.header(SOURCE_HEADER))
                        .filter(text -> !text.isBlank())
                        .orElseThrow(
                                () ->
                                        Problem.of(
                                                        400,
                                                        "missing-source",
                                                        "Source missing",
                                                        "The request does not say which source it"
                                                                + " is for.")
                                                .withField("source")
                                                .withFix(
                                                        "add ?source=ID to the address, or a "
                                                                + SOURCE_HEADER
                                                                + " header")
                                                .toException());
        exchange.caller().requirePushTo(id);
        Source source =
                catalog.find(id)
                        .orElseThrow(
                                () ->
                                        Problem.of(
                                                        404,
                                                        "unknown-source",
                                                        "Unknown source",
                                                        "There is no source of this id.")
                                                .withField("source")
                                                .withValue(id)
                                                .withFix(
                                                        "create it first: PUT /v1/sources/ID with"
                                                                + " {\"name\": \"...\"}")
                                                .toException());
        if (source.getState() == SourceState.PAUSED) {
            throw Problem.of(409, "source-paused", "Source paused", "The source is paused.")
                    .withField("source")
                    .withValue(id)
                    .withFix("set its state to active: PUT /v1/sources/ID")
                    .toException();
        }
        return source;
    }

    /** What is known of a push besides its body. */
    static Arrival arrival(Exchange exchange, Source source, TextLimits limits, Instant now) {
        return Arrival.from(source.getSourceId(), now.truncatedTo(ChronoUnit.MILLIS))
                .withCharset(charset(exchange))
                .withExternalId(externalId(exchange))
                .withPublisherId(Optional.ofNullable(source.getPublisherId()))
                .withLanguage(Optional.ofNullable(source.getLanguage()))
                .withIdempotencyKey(idempotencyKey(exchange))
                .withLimits(limits);
    }

    /** The body's media type; the ones that are read, or the 415 that names them. */
    static String mediaType(Exchange exchange) {
        exchange.header("Content-Encoding")
                .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
                .ifPresent(
                        encoding -> {
                            throw Problem.of(
                                            415,
                                            "unsupported-encoding",
                                            "Unsupported content encoding",
                                            "Compressed bodies are not read.")
                                    .withField("Content-Encoding")
                                    .withValue(encoding)
                                    .withFix("send the body as it is")
                                    .toException()
                                    .header("Accept-Encoding", "identity");
                        });
        return exchange.requireMediaType(
                ArticleFormats.JSON,
                ArticleFormats.NINJS,
                ArticleFormats.NDJSON,
                ArticleFormats.TEXT,
                ArticleFormats.RSS,
                ArticleFormats.ATOM,
                ArticleFormats.RDF,
                ArticleFormats.JSON_FEED);
    }

    static Optional<String> externalId(Exchange exchange) {
        return exchange.query("externalId")
                .map(id -> bounded("externalId", id, MAX_ID_CHARS))
                .filter(id -> !id.isEmpty());
    }

    private static Optional<String> idempotencyKey(Exchange exchange) {
        return exchange.header("Idempotency-Key")
                .map(key -> bounded("Idempotency-Key", key, MAX_KEY_CHARS))
                .filter(key -> !key.isEmpty());
    }

    private static String bounded(String field, String text, int maxChars) {
        String stripped = text.strip();
        boolean odd = stripped.chars().anyMatch(Character::isISOControl);
        if (odd || stripped.length() > maxChars) {
            throw Problem.of(
                            400,
                            "invalid-" + field.toLowerCase(java.util.Locale.ROOT),
                            "Invalid " + field,
                            odd
                                    ? "It has control characters."
                                    : "It has %d characters.".formatted(stripped.length()))
                    .withField(field)
                    .withValue(stripped)
                    .withFix("use at most %d printable characters".formatted(maxChars))
                    .toException();
        }
        return stripped;
    }

    private static Optional<Charset> charset(Exchange exchange) {
        Optional<String> name = exchange.mediaTypeParameter("charset");
        try {
            return name.map(Charset::forName);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw Problem.of(415, "unsupported-charset", "Unsupported charset", "Not a charset.")
                    .withField("Content-Type")
                    .withValue(name.orElse(""))
                    .withFix("send UTF-8")
                    .toException();
        }
    }
}
