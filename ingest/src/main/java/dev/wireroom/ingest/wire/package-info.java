/** The Kafka side of ingest: the log of record, the sources and the ledger. */
@NullMarked
package dev.wireroom.ingest.wire;

import org.jspecify.annotations.NullMarked;
