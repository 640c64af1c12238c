package dev.wireroom.launcher.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a child JVM uses an ahead-of-time cache (JEP 483, 514 and 515); never a reason not to start.
 */
public sealed interface StartupCache {
    /** The first JDK that writes such a cache in one step. */
    int FIRST_JDK = 25;

    List<String> jvmOptions();

    /** Start from what is in the file; a file that does not fit is passed over by the JVM. */
    record Use(Path file) implements StartupCache {
        @Override
        public List<String> jvmOptions() {
            return List.of("-XX:AOTCache=" + file, "-Xlog:disable", "-Xlog:all=error:stderr");
        }
    }

    /** Watch this run and write the file when the process ends. */
    record Training(Path file) implements StartupCache {
        @Override
        public List<String> jvmOptions() {
            return List.of("-XX:AOTCacheOutput=" + file);
        }
    }

    /** Neither. */
    record None() implements StartupCache {
        @Override
        public List<String> jvmOptions() {
            return List.of();
        }
    }

    /** Uses the file when it exists and this JVM knows such caches. */
    static StartupCache at(Path file) {
        return supported() && Files.isRegularFile(file)
                ? new Use(file.toAbsolutePath())
                : new None();
    }

    /** Records into the file when this JVM can. */
    static StartupCache recording(Path file) {
        return supported() ? new Training(file.toAbsolutePath()) : new None();
    }

    static boolean supported() {
        return Runtime.version().feature() >= FIRST_JDK;
    }
}
