package dev.wireroom.launcher.embedded;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.rocksdb.util.Environment;

/**
 * Unpacks the native libraries of ONNX Runtime and RocksDB for this platform, once. Where the start
 * script names the folder ({@code onnxruntime.native.path}, {@code java.library.path}) they are
 * loaded from it; otherwise each start inflates 43 MB of them into the temporary directory, and a
 * killed process leaves them there.
 */
public final class NativeLibraries {
    private static final String ONNX_RUNTIME = "/ai/onnxruntime/native/";

    private NativeLibraries() {}

    /**
     * Writes them into a folder, which is there afterwards with all of them or not at all. One that
     * is there already is left as it is.
     *
     * @throws IOException where there are none for this platform, or the folder can't be written
     */
    public static void unpack(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        Files.createDirectories(part);
        for (String name : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
            String file = System.mapLibraryName(name);
            copy(ONNX_RUNTIME + platform() + "/" + file, part.resolve(file));
        }
        String rocksdb = Environment.getJniLibraryFileName("rocksdb");
        copy("/" + rocksdb, part.resolve(rocksdb));
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream stream = NativeLibraries.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new FileNotFoundException("no " + resource + " on the class path");
            }
            Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** ONNX Runtime's name of operating system and architecture, such as {@code linux-x64}. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String os = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
        boolean arm = architecture.startsWith("aarch64") || architecture.startsWith("arm64");
        return os + "-" + (arm ? "aarch64" : "x64");
    }
}
