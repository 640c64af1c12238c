/** The HTTP door against Kafka's own kafka-producer-perf-test, with the same bytes. */
@NullMarked
package dev.wireroom.benchmarks.push;

import org.jspecify.annotations.NullMarked;
