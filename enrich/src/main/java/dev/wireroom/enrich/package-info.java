/**
 * The enrich service: configuration, start and stop. Start at {@link
 * dev.wireroom.enrich.EnrichService}.
 */
@NullMarked
package dev.wireroom.enrich;

import org.jspecify.annotations.NullMarked;
