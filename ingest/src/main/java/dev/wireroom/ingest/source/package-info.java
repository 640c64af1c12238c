/** What a source is: its JSON, its rules, its id, and its line in an OPML file. No I/O. */
@NullMarked
package dev.wireroom.ingest.source;

import org.jspecify.annotations.NullMarked;
