package dev.wireroom.lake;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * A table's files in a directory of this machine, by the JDK alone: Iceberg's own way to local
 * files goes through Hadoop's file system, which leaves a checksum file beside each and starts
 * processes to set permissions. Thread-safe.
 */
public final class LocalFileIO implements FileIO, SupportsPrefixOperations {

    private static final long serialVersionUID = 1L;

    /** For Iceberg, which makes it by its name. */
    public LocalFileIO() {}

    @Override
    public InputFile newInputFile(String location) {
        return org.apache.iceberg.Files.localInput(fileOf(location));
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return org.apache.iceberg.Files.localOutput(fileOf(location));
    }

    /** Deletes it; one that is gone already is fine. */
    @Override
    public void deleteFile(String location) {
        try {
            Files.deleteIfExists(pathOf(location));
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + location, e);
        }
    }

    @Override
    public Iterable<FileInfo> listPrefix(String prefix) {
        Path directory = pathOf(prefix);
        List<FileInfo> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try {
            Files.walkFileTree(
                    directory,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes its) {
                            found.add(
                                    new FileInfo(
                                            file.toString(),
                                            its.size(),
                                            its.lastModifiedTime().toMillis()));
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            // deleted by another while we look
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("can't list " + prefix, e);
        }
        return found;
    }

    @Override
    public void deletePrefix(String prefix) {
        listPrefix(prefix).forEach(file -> deleteFile(file.location()));
    }

    private static File fileOf(String location) {
        return pathOf(location).toFile();
    }

    private static Path pathOf(String location) {
        return location.startsWith("file:")
                ? Path.of(URI.create(location).getPath())
                : Path.of(location);
    }
}
