package dev.wireroom.launcher.allinone;

import dev.wireroom.launcher.embedded.DataDirectory;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A data directory that is gone when it is closed, unless it was kept for a look at its logs. Not
 * thread-safe.
 */
public final class TemporaryData implements AutoCloseable {
    private final DataDirectory data;
    private boolean kept;

    private TemporaryData(DataDirectory data) {
        this.data = data;
    }

    /** In the system's place for such. */
    public static TemporaryData create() throws IOException {
        return new TemporaryData(DataDirectory.open(Files.createTempDirectory("wireroom-")));
    }

    public DataDirectory data() {
        return data;
    }

    /** Leaves the directory where it is. */
    public void keep() {
        kept = true;
    }

    @Override
    public void close() throws IOException {
        data.close();
        if (!kept) {
            Files.walkFileTree(data.root(), new Deletion());
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
