package dev.wireroom.ingest.fetch;

/** Gets a document from the web. Implementations are thread-safe; a call blocks its thread. */
public interface Fetcher extends AutoCloseable {

    /**
     * Gets a document. Every expected end is a value; nothing that a server or a network does is
     * thrown.
     *
     * @throws InterruptedException where the thread was interrupted, the request being given up
     */
    FetchResult fetch(FetchRequest request) throws InterruptedException;

    @Override
    void close();
}
