/** A wire of its own for a benchmark, and articles to load it with. */
@NullMarked
package dev.wireroom.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
