/**
 * The demonstration: sends the samples through an all-in-one and tells a person what became of
 * them.
 */
@NullMarked
package dev.wireroom.launcher.demo;

import org.jspecify.annotations.NullMarked;
