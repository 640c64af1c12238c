package dev.wireroom.connect;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/**
 * Where a worker would keep offsets of source connectors. Ours runs sinks only, and theirs are the
 * consumer group's.
 */
final class NoSourceOffsets extends MemoryOffsetBackingStore {

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }
}
