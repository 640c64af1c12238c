/** Archives of whole sites: WordPress exports. */
@NullMarked
package dev.wireroom.ingest.format.archive;

import org.jspecify.annotations.NullMarked;
