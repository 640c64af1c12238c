package dev.wireroom.enrich;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Makes every state store use the process's {@link StoreMemory}. Streams makes it by class name.
 */
public final class BoundedStores implements RocksDBConfigSetter {

    /** Key of the {@link StoreMemory} among the properties given to Streams. */
    static final String MEMORY = "wireroom.store.memory";

    private static final long WRITE_BUFFER_BYTES = 1024 * 1024;
    private static final int WRITE_BUFFERS = 2;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (!(configs.get(MEMORY) instanceof StoreMemory memory)) {
            throw new IllegalStateException("no " + MEMORY + " among the properties of Streams");
        }
        BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(memory.cache());
        tables.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
        // a start opens every store twice, and each time would make sixteen threads for some files
        options.setMaxFileOpeningThreads(1);
        options.setSkipStatsUpdateOnDbOpen(true);
    }

    @Override
    public void close(String storeName, Options options) {
        // what is set above belongs to the process
    }
}
