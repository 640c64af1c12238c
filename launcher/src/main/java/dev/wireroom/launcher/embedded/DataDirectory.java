package dev.wireroom.launcher.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The one directory that an all-in-one keeps everything in, held by one process at a time.
 *
 * <p>The lock is the operating system's, so a killed process never leaves the directory locked.
 * Closing releases it.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "wireroom.lock";

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Opens the directory, creating it when it is not there.
     *
     * @throws CannotStartException when it cannot be written, or another process holds it
     */
    public static DataDirectory open(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new CannotStartException(
                    "data directory %s cannot be created (%s)".formatted(root, reason(e)), e);
        }
        Path lockPath = root.resolve(LOCK_FILE);
        FileChannel lockFile;
        try {
            lockFile =
                    FileChannel.open(
                            lockPath,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new CannotStartException(
                    "data directory %s cannot be written by %s (%s); choose another with --data DIR"
                            .formatted(root, System.getProperty("user.name"), reason(e)),
                    e);
        }
        try {
            if (tryLock(lockFile) == null) {
                String holder = Files.readString(lockPath).strip();
                lockFile.close();
                throw new CannotStartException(
                        "data directory %s is in use by another wireroom%s; stop it, or choose another with --data DIR"
                                .formatted(root, holder.isEmpty() ? "" : " (pid " + holder + ")"));
            }
            lockFile.truncate(0);
            lockFile.write(
                    ByteBuffer.wrap(
                            (ProcessHandle.current().pid() + "\n")
                                    .getBytes(StandardCharsets.US_ASCII)),
                    0);
            return new DataDirectory(root, lockFile);
        } catch (IOException e) {
            throw new CannotStartException(
                    "data directory %s cannot be locked (%s)".formatted(root, reason(e)), e);
        }
    }

    public Path root() {
        return root;
    }

    /** Where the broker keeps its log. */
    public Path broker() {
        return root.resolve("kafka");
    }

    /** Where the registry keeps its schemas. */
    public Path registry() {
        return root.resolve("registry");
    }

    /** PostgreSQL's cluster directory. */
    public Path database() {
        return root.resolve("postgresql");
    }

    /** Where the enrichment keeps its state stores. */
    public Path streams() {
        return root.resolve("streams");
    }

    /** Where the lake's table lies. */
    public Path lake() {
        return root.resolve("lake");
    }

    /** Log files of the services and the children. */
    public Path logs() {
        return root.resolve("logs");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        String said = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }
}
