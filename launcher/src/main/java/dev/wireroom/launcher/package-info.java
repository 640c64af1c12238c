/** The {@code wireroom} program: its entry, what all commands share, and how it logs. */
@NullMarked
package dev.wireroom.launcher;

import org.jspecify.annotations.NullMarked;
