/** An embedded Connect worker that runs our connector, watched and restarted. */
@NullMarked
package dev.wireroom.sink.worker;

import org.jspecify.annotations.NullMarked;
