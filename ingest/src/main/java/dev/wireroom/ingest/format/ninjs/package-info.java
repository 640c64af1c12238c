/** IPTC ninjs 1.x, 2.x and 3.x. */
@NullMarked
package dev.wireroom.ingest.format.ninjs;

import org.jspecify.annotations.NullMarked;
