package dev.wireroom.ingest.format.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Every fixture of every format, found by walking: a new one is fuzzed without being named. */
final class FixtureTree {

    /** One fixture. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Fixture(String name, byte[] bytes) {}

    /** A fixture that is known to be there, by which the tree is found. */
    private static final String ANCHOR = "/text/blog-post-with-related-widget.txt";

    /** Bigger ones teach the fuzzer nothing and cost it its time. */
    private static final int MAX_BYTES = 256 * 1024;

    private FixtureTree() {}

    static List<Fixture> all() {
        try {
            Path anchor =
                    Path.of(Objects.requireNonNull(FixtureTree.class.getResource(ANCHOR)).toURI());
            Path root = anchor.getParent().getParent();
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(Files::isRegularFile)
                        .filter(file -> root.relativize(file).getNameCount() > 1)
                        .filter(file -> !root.relativize(file).startsWith("META-INF"))
                        .filter(file -> !file.toString().endsWith(".class"))
                        .filter(file -> size(file) <= MAX_BYTES)
                        .sorted()
                        .map(file -> new Fixture(root.relativize(file).toString(), read(file)))
                        .toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the test resources can be read", e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
