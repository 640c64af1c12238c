/** Tells formats apart by content and hands documents to their parsers. */
@NullMarked
package dev.wireroom.ingest.format.detect;

import org.jspecify.annotations.NullMarked;
