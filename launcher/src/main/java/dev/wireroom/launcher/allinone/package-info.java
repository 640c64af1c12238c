/** Everything in one process: which parts there are, in which order they start, what they take. */
@NullMarked
package dev.wireroom.launcher.allinone;

import org.jspecify.annotations.NullMarked;
