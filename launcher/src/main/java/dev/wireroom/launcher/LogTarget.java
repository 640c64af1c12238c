package dev.wireroom.launcher;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/** Where the program's log goes. Settled by a command before it starts anything. */
public final class LogTarget {
    private static final String FILE_PROPERTY = "wireroom.log.file";

    private LogTarget() {}

    /** Calm lines on standard error: for a command that runs until it is stopped. */
    public static void console() {
        use("/log4j2-console.xml");
    }

    /** Everything into a file, nothing on the terminal. */
    public static void file(Path file) {
        System.setProperty(FILE_PROPERTY, file.toString());
        use("/log4j2-file.xml");
    }

    /** Writes out what is still to be written; the last thing before the program ends. */
    public static void flush() {
        LogManager.shutdown();
    }

    private static void use(String resource) {
        URL found = LogTarget.class.getResource(resource);
        if (found == null) {
            throw new IllegalStateException("not in the program: " + resource);
        }
        try {
            Configurator.reconfigure(new URI(found.toString()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
