package dev.wireroom.launcher.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Memory that processes hold, from Linux's {@code /proc}. Pages that several of them share, as
 * PostgreSQL's do, are counted once (proportional set size).
 */
public final class Memory {
    private static final String PROPORTIONAL = "Pss:";
    private static final long KIB = 1024;

    private Memory() {}

    /** Bytes of a process and all its descendants; empty where the system does not tell. */
    public static OptionalLong ofTree(long pid) {
        return ProcessHandle.of(pid)
                .map(
                        root ->
                                Stream.concat(Stream.of(root), root.descendants())
                                        .map(ProcessHandle::pid)
                                        .toList())
                .map(Memory::sum)
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong sum(Collection<Long> pids) {
        long bytes = pids.stream().mapToLong(Memory::proportionalBytes).sum();
        return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    private static long proportionalBytes(long pid) {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith(PROPORTIONAL))
                    .map(line -> line.substring(PROPORTIONAL.length()).strip().split(" ", -1)[0])
                    .mapToLong(kib -> Long.parseLong(kib) * KIB)
                    .sum();
        } catch (IOException | java.io.UncheckedIOException goneOrNotLinux) {
            return 0;
        }
    }
}
