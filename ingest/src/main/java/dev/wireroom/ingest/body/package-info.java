/** Bytes that arrive compressed: inflated within bounds. Knows neither HTTP nor Kafka. */
@NullMarked
package dev.wireroom.ingest.body;

import org.jspecify.annotations.NullMarked;
