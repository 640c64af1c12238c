/** Sending articles through the HTTP door of ingest, as a producer would. */
@NullMarked
package dev.wireroom.launcher.push;

import org.jspecify.annotations.NullMarked;
