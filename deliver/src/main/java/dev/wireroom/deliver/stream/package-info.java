/** The live stream: one reader of Kafka, many subscribers, each with its own cursor. */
@NullMarked
package dev.wireroom.deliver.stream;

import org.jspecify.annotations.NullMarked;
