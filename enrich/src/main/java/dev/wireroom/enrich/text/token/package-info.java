/**
 * From text to model inputs: sentences, basic tokens, word shapes, wordpieces, windows; always with
 * offsets into the original.
 */
@NullMarked
package dev.wireroom.enrich.text.token;

import org.jspecify.annotations.NullMarked;
