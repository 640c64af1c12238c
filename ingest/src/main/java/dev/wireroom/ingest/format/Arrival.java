package dev.wireroom.ingest.format;

import java.net.URI;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known about a document besides its bytes. With it, parsing is a pure function.
 *
 * @param sourceId the source it came from
 * @param receivedAt when it arrived
 * @param mediaType its media type without parameters, where the transport named one; it only
 *     narrows what the content is taken for
 * @param charset the charset the transport named, used for text that is neither UTF-8 nor marked
 * @param location where it was read from, which relative links in it start at
 * @param externalId the publisher's own id of the one article in it, where the transport named one;
 *     wins over the document's
 * @param publisherId the publisher whose sources share identities, where the source has one
 * @param language BCP 47 tag assumed where an article declares none
 * @param idempotencyKey the Idempotency-Key it came with
 */
public record Arrival(
        String sourceId,
        Instant receivedAt,
        Optional<String> mediaType,
        Optional<Charset> charset,
        Optional<URI> location,
        Optional<String> externalId,
        Optional<String> publisherId,
        Optional<String> language,
        Optional<String> idempotencyKey,
        TextLimits limits) {

    /** A document of which nothing is known but its source. */
    public static Arrival from(String sourceId, Instant receivedAt) {
        return new Arrival(
                sourceId,
                receivedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TextLimits.DEFAULT);
    }

    public Arrival as(String newMediaType) {
        return new Arrival(
                sourceId,
                receivedAt,
                Optional.of(newMediaType),
                charset,
                location,
                externalId,
                publisherId,
                language,
                idempotencyKey,
                limits);
    }

    public Arrival withCharset(Optional<Charset> newCharset) {
        return new Arrival(
                sourceId,
                receivedAt,
                mediaType,
                newCharset,
                location,
                externalId,
                publisherId,
                language,
                idempotencyKey,
                limits);
    }

    public Arrival at(URI newLocation) {
        return new Arrival(
                sourceId,
                receivedAt,
                mediaType,
                charset,
                Optional.of(newLocation),
                externalId,
                publisherId,
                language,
                idempotencyKey,
                limits);
    }

    public Arrival withExternalId(Optional<String> newExternalId) {
        return new Arrival(
                sourceId,
                receivedAt,
                mediaType,
                charset,
                location,
                newExternalId,
                publisherId,
                language,
                idempotencyKey,
                limits);
    }

    public Arrival withPublisherId(Optional<String> newPublisherId) {
        return new Arrival(
                sourceId,
                receivedAt,
                mediaType,
                charset,
                location,
                externalId,
                newPublisherId,
                language,
                idempotencyKey,
                limits);
    }

    public Arrival withLanguage(Optional<String> newLanguage) {
        return new Arrival(
                sourceId,
                receivedAt,
                mediaType,
                charset,
                location,
                externalId,
                publisherId,
                newLanguage,
                idempotencyKey,
                limits);
    }

    public Arrival withIdempotencyKey(Optional<String> newKey) {
        return new Arrival(
                sourceId,
                receivedAt,
                mediaType,
                charset,
                location,
                externalId,
                publisherId,
                language,
                newKey,
                limits);
    }

    public Arrival withLimits(TextLimits newLimits) {
        return new Arrival(
                sourceId,
                receivedAt,
                mediaType,
                charset,
                location,
                externalId,
                publisherId,
                language,
                idempotencyKey,
                newLimits);
    }
}
