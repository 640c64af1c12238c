/**
 * The Kafka Streams application: how articles become enriched articles, dead letters and ledger
 * entries. Start at {@link dev.wireroom.enrich.topology.EnrichTopology}.
 */
@NullMarked
package dev.wireroom.enrich.topology;

import org.jspecify.annotations.NullMarked;
