package dev.wireroom.launcher.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Ends a child process when this process ends, however it ends.
 *
 * <p>A shell waits on a pipe whose other end only this process holds. The system closes it even
 * after SIGKILL; the shell then reads the end of the pipe and signals the child.
 */
final class Lifeline implements AutoCloseable {
    private final Process watcher;

    private Lifeline(Process watcher) {
        this.watcher = watcher;
    }

    /**
     * Ties a child to this process.
     *
     * @param signal its name without SIG: the one that the child stops cleanly at
     */
    static Lifeline to(long childPid, String signal) throws IOException {
        // immune to the terminal's Ctrl-C, which reaches the whole process group
        String script =
                "trap '' INT HUP TERM; read -r word || kill -%s %d 2>/dev/null"
                        .formatted(signal, childPid);
        return new Lifeline(
                new ProcessBuilder("sh", "-c", script)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start());
    }

    /** Lets go: the child is no longer watched. */
    @Override
    public void close() {
        try (var pipe = watcher.getOutputStream()) {
            pipe.write("released\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        } catch (IOException watcherIsGone) {
            watcher.destroyForcibly();
        }
    }
}
