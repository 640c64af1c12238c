/** Reads generated feeds with our parser and with ROME, side by side. */
@NullMarked
package dev.wireroom.benchmarks.feeds;

import org.jspecify.annotations.NullMarked;
