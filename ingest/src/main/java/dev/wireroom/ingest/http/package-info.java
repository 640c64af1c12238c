/** The HTTP side of ingest: pushes, withdrawals and sources. */
@NullMarked
package dev.wireroom.ingest.http;

import org.jspecify.annotations.NullMarked;
