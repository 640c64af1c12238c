/** The file-drop folder: files that are put there are published and moved to done or failed. */
@NullMarked
package dev.wireroom.ingest.drop;

import org.jspecify.annotations.NullMarked;
