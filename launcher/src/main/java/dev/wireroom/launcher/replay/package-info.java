/** Letting published articles go through the line once more. */
@NullMarked
package dev.wireroom.launcher.replay;

import org.jspecify.annotations.NullMarked;
