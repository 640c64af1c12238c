/**
 * The sink's speed, side by side with others, and what becomes of it and of searches as storage
 * grows.
 */
@NullMarked
package dev.wireroom.benchmarks.storage;

import org.jspecify.annotations.NullMarked;
