/** One class per command of the command line. */
@NullMarked
package dev.wireroom.launcher.command;

import org.jspecify.annotations.NullMarked;
