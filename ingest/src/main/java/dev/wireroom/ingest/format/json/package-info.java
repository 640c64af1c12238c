/** Our own JSON, for articles and sources. */
@NullMarked
package dev.wireroom.ingest.format.json;

import org.jspecify.annotations.NullMarked;
