/** Plain text. */
@NullMarked
package dev.wireroom.ingest.format.text;

import org.jspecify.annotations.NullMarked;
