package dev.wireroom.enrich;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory that all state stores of a process share: without it each store would take its
 * own, and there are two or more a partition. Close it after the stores.
 */
final class StoreMemory implements AutoCloseable {

    /** Write buffers count into the cache, so the cache's size bounds both. */
    private static final int WRITE_SHARE = 2;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    private StoreMemory(Cache cache, WriteBufferManager writeBuffers) {
        this.cache = cache;
        this.writeBuffers = writeBuffers;
    }

    static StoreMemory of(long bytes) {
        RocksDB.loadLibrary();
        Cache cache = new LRUCache(bytes);
        return new StoreMemory(cache, new WriteBufferManager(bytes / WRITE_SHARE, cache));
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
