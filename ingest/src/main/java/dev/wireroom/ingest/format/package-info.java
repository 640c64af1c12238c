/**
 * News formats: pure functions from bytes to articles and warnings. Nothing here knows Kafka or
 * HTTP.
 */
@NullMarked
package dev.wireroom.ingest.format;

import org.jspecify.annotations.NullMarked;
