/** Getting the wire ready: topics and contracts in place before a service works on them. */
@NullMarked
package dev.wireroom.service.wire;

import org.jspecify.annotations.NullMarked;
