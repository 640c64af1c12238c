/**
 * The Kafka Connect sink to PostgreSQL, in three rooms: a task (lifecycle and error translation), a
 * pure row mapper, and a writer.
 */
@NullMarked
package dev.wireroom.sink;

import org.jspecify.annotations.NullMarked;
