package dev.wireroom.benchmarks.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a figure was measured on. */
public final class Machine {

    private Machine() {}

    /** Cores, processor, system and Java, in one line. */
    public static String description() throws IOException {
        String cpu =
                Files.isReadable(Path.of("/proc/cpuinfo"))
                        ? Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                                .filter(line -> line.startsWith("model name"))
                                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                                .findFirst()
                                .orElse("unknown processor")
                        : InetAddress.getLoopbackAddress().getHostName();
        return "%d cores of %s, %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        cpu,
                        System.getProperty("os.name"),
                        System.getProperty("java.version"));
    }
}
