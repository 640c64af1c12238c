package dev.wireroom.launcher;

import dev.wireroom.launcher.embedded.CannotStartException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the program's own files lie: {@code lib}, {@code registry}, {@code samples}.
 *
 * @param root the folder they are in
 */
public record Distribution(Path root) {

    /**
     * Found from where this class was loaded: {@code lib/wireroom-launcher.jar}, or a build's
     * {@code classes}.
     */
    public static Distribution locate() {
        try {
            Path code =
                    Path.of(
                            Distribution.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            Path folder = code.resolveSibling("");
            boolean built = Files.isDirectory(folder.resolve("wireroom").resolve("registry"));
            Path root = built ? folder.resolve("wireroom") : folder.resolveSibling("");
            if (!Files.isDirectory(root.resolve("registry"))) {
                throw new CannotStartException(
                        "the distribution is not complete: there is no folder 'registry' near "
                                + code);
            }
            return new Distribution(root);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path registry() {
        return root.resolve("registry");
    }

    public Path samples() {
        return root.resolve("samples");
    }

    /** The registry's start-up cache; need not be there. */
    public Path registryCache() {
        return root.resolve("aot").resolve("registry.aot");
    }

    /** Native libraries of this platform, unpacked; need not be there. */
    public Path nativeLibraries() {
        return root.resolve("native");
    }

    /** Where PostgreSQL's programs are unpacked: beside the program where that may be written. */
    public Path postgresql() {
        return Files.isWritable(root)
                ? root.resolve("postgresql")
                : Path.of(System.getProperty("java.io.tmpdir"), "wireroom-postgresql");
    }
}
