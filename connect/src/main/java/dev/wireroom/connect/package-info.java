/** A Connect worker in this process that runs one sink connector, watched and restarted. */
@NullMarked
package dev.wireroom.connect;

import org.jspecify.annotations.NullMarked;
