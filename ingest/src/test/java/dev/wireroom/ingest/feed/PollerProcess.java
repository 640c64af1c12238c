package dev.wireroom.ingest.feed;

import dev.wireroom.ingest.IngestConfig;
import dev.wireroom.ingest.IngestService;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An ingest in a process of its own, which can be stopped and killed as the real one can. */
public final class PollerProcess implements AutoCloseable {

    private final Process process;

    private PollerProcess(Process process) {
        this.process = process;
    }

    /** Arguments are key=value. */
    public static void main(String[] settings) throws InterruptedException {
        Map<String, String> given = new HashMap<>();
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            given.put(pair[0], pair[1]);
        }
        IngestService.start(IngestConfig.from(given));
        new CountDownLatch(1).await();
    }

    static PollerProcess start(Map<String, String> settings, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.add("-Xmx256m");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(PollerProcess.class.getName());
        settings.forEach((key, value) -> command.add(key + "=" + value));
        File out = log.toFile();
        return new PollerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out).start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As kill -9: it gets no chance to say anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As a long pause: SIGSTOP, and SIGCONT. */
    void signal(String name) throws IOException, InterruptedException {
        int status =
                new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + " ended with " + status);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
