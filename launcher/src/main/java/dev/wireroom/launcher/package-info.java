/** The {@code wireroom} program: its entry and what all commands share. */
@NullMarked
package dev.wireroom.launcher;

import org.jspecify.annotations.NullMarked;
