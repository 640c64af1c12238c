/**
 * Near-duplicate articles: sketches to find candidates, exact comparison to explain them. Pure
 * functions over small records.
 */
@NullMarked
package dev.wireroom.enrich.text.duplicate;

import org.jspecify.annotations.NullMarked;
