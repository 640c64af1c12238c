/** The front door of the wire: configuration and life of the ingest service. */
@NullMarked
package dev.wireroom.ingest;

import org.jspecify.annotations.NullMarked;
