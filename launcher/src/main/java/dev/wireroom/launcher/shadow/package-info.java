/** What another text model would change. */
@NullMarked
package dev.wireroom.launcher.shadow;

import org.jspecify.annotations.NullMarked;
