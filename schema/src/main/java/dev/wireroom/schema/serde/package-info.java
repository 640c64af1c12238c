/** Avro in the Confluent wire format, for Kafka's producers, consumers and Streams. */
@NullMarked
package dev.wireroom.schema.serde;

import org.jspecify.annotations.NullMarked;
