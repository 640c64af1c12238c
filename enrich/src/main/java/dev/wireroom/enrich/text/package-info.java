/**
 * Text analysis of one article: language, entities, sentiment, each value with its origin. Knows
 * nothing of Kafka. Start at {@link dev.wireroom.enrich.text.Annotator}.
 */
@NullMarked
package dev.wireroom.enrich.text;

import org.jspecify.annotations.NullMarked;
