package dev.wireroom.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.util.Environment;

class NativeLibrariesTest {
    @TempDir Path temp;

    @Test
    void unpacksWhatThisPlatformLoads() throws Exception {
        Path folder = temp.resolve("native");
        NativeLibraries.unpack(folder);
        assertThat(folder.resolve(System.mapLibraryName("onnxruntime"))).isNotEmptyFile();
        assertThat(folder.resolve(System.mapLibraryName("onnxruntime4j_jni"))).isNotEmptyFile();
        assertThat(folder.resolve(Environment.getJniLibraryFileName("rocksdb"))).isNotEmptyFile();
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left).containsExactly(folder);
        }
    }

    @Test
    void replacesWhatAKilledRunLeft() throws Exception {
        Path part = Files.createDirectories(temp.resolve("native.part"));
        Files.writeString(part.resolve(System.mapLibraryName("onnxruntime")), "half of it");
        NativeLibraries.unpack(temp.resolve("native"));
        Path whole = temp.resolve("native").resolve(System.mapLibraryName("onnxruntime"));
        assertThat(Files.size(whole)).isGreaterThan(1_000_000);
    }
}
