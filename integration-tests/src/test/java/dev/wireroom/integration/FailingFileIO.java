package dev.wireroom.integration;

import dev.wireroom.lake.LocalFileIO;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** Storage that is gone at the n-th deletion, as a purge that is killed there finds it. */
public final class FailingFileIO implements FileIO, SupportsPrefixOperations {

    private static final long serialVersionUID = 1L;

    /** Deletions that still work. */
    static final AtomicInteger DELETIONS_LEFT = new AtomicInteger();

    private final LocalFileIO files = new LocalFileIO();

    /** For Iceberg, which makes it by its name. */
    public FailingFileIO() {}

    @Override
    public InputFile newInputFile(String path) {
        return files.newInputFile(path);
    }

    @Override
    public OutputFile newOutputFile(String path) {
        return files.newOutputFile(path);
    }

    @Override
    public void deleteFile(String path) {
        if (DELETIONS_LEFT.getAndDecrement() <= 0) {
            throw new StorageGoneError();
        }
        files.deleteFile(path);
    }

    @Override
    public Iterable<FileInfo> listPrefix(String prefix) {
        return files.listPrefix(prefix);
    }

    @Override
    public void deletePrefix(String prefix) {
        throw new UnsupportedOperationException();
    }

    /** What a purge ends with here. An error: Iceberg carries on after exceptions. */
    static final class StorageGoneError extends Error {
        private StorageGoneError() {
            super("killed");
        }
    }
}
