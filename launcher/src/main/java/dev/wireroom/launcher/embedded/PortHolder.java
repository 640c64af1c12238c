package dev.wireroom.launcher.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds who listens on a port, from Linux's {@code /proc}; elsewhere, and for others' processes,
 * nobody.
 */
final class PortHolder {
    private static final String LISTENING = "0A";
    private static final Path PROC = Path.of("/proc");

    private PortHolder() {}

    /** The process as a person would name it, such as {@code java (pid 4711)}. */
    static Optional<String> of(int port) {
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> socketInode(PROC.resolve(table), port).stream())
                .findFirst()
                .flatMap(PortHolder::ownerOf);
    }

    private static Optional<String> socketInode(Path table, int port) {
        String suffix = ":%04X".formatted(port);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(cells -> cells.length > 9)
                    .filter(cells -> cells[1].endsWith(suffix) && cells[3].equals(LISTENING))
                    .map(cells -> cells[9])
                    .findFirst();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    private static Optional<String> ownerOf(String inode) {
        String wanted = "socket:[" + inode + "]";
        List<ProcessHandle> processes = ProcessHandle.allProcesses().toList();
        return processes.stream()
                .filter(process -> holds(process, wanted))
                .map(process -> "%s (pid %d)".formatted(nameOf(process), process.pid()))
                .findFirst();
    }

    private static boolean holds(ProcessHandle process, String wanted) {
        Path descriptors = PROC.resolve(Long.toString(process.pid())).resolve("fd");
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                if (Files.readSymbolicLink(link).toString().equals(wanted)) {
                    return true;
                }
            }
        } catch (IOException notOurs) {
            return false;
        }
        return false;
    }

    private static String nameOf(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .orElse("a process");
    }
}
