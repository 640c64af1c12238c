/** Loads articles through the whole line and measures every hop. */
@NullMarked
package dev.wireroom.benchmarks.line;

import org.jspecify.annotations.NullMarked;
