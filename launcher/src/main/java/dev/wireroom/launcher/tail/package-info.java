/** Reading a topic back as JSON. */
@NullMarked
package dev.wireroom.launcher.tail;

import org.jspecify.annotations.NullMarked;
