package dev.wireroom.benchmarks.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * CPU time and resident memory of a wire's processes, by /proc (Linux): the process that was
 * started, what names its folder on the command line (PostgreSQL goes its own way), and all their
 * descendants.
 */
public final class ProcessTree {

    private static final int KIB = 1024;

    private final ProcessHandle root;
    private final String folder;

    /** Of a process, and of what names a folder. */
    public ProcessTree(ProcessHandle root, Path folder) {
        this.root = root;
        this.folder = folder.toString();
    }

    /**
     * Processor time since each process's start, summed; processes that have ended are not in it.
     */
    public Duration cpu() {
        return processes().stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Resident bytes by role: the JVM of the wire, the registry, PostgreSQL. Pages that processes
     * share count in each of them.
     */
    public Map<String, Long> residentBytes() {
        Map<String, Long> bytes = new TreeMap<>();
        for (ProcessHandle process : processes()) {
            bytes.merge(role(process), resident(process.pid()), Long::sum);
        }
        return bytes;
    }

    private List<ProcessHandle> processes() {
        Stream<ProcessHandle> apart =
                ProcessHandle.allProcesses()
                        .filter(
                                process ->
                                        process.info().commandLine().orElse("").contains(folder));
        return Stream.concat(Stream.of(root), apart)
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .filter(ProcessHandle::isAlive)
                .distinct()
                .toList();
    }

    private String role(ProcessHandle process) {
        String command = process.info().command().orElse("");
        if (command.endsWith("postgres")) {
            return "PostgreSQL (private)";
        }
        return process.pid() == root.pid() ? "services and broker" : "registry and others";
    }

    /**
     * Resident size; for PostgreSQL, whose processes share their buffers, without the shared part.
     */
    private static long resident(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            Map<String, Long> values = new TreeMap<>();
            lines.filter(line -> line.startsWith("Rss"))
                    .forEach(line -> values.put(line.substring(0, line.indexOf(':')), kib(line)));
            return (values.getOrDefault("RssAnon", 0L) + values.getOrDefault("RssFile", 0L)) * KIB;
        } catch (IOException e) {
            return 0;
        }
    }

    private static long kib(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
}
