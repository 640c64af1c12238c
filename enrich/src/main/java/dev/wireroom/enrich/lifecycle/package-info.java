/**
 * What an arrival does to its article: pure decisions, no Kafka. Start at {@link
 * dev.wireroom.enrich.lifecycle.Lifecycle}.
 */
@NullMarked
package dev.wireroom.enrich.lifecycle;

import org.jspecify.annotations.NullMarked;
