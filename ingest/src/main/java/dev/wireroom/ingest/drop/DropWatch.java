package dev.wireroom.ingest.drop;

import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.http.WireGate;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.config.ConfigurationException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the drop folder in a thread of its own: looks through it when the system tells of a
 * change, and now and then without being told, as network and container file systems tell nothing.
 */
public final class DropWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DropWatch.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    private final FileDrop drop;
    private final Duration scan;
    private final Duration settle;
    private final WatchService watch;
    private final Path directory;
    private final Map<Path, WatchKey> watched = new HashMap<>();
    private final Thread thread;

    private DropWatch(FileDrop drop, DropConfig config, Path directory, WatchService watch) {
        this.drop = drop;
        this.scan = config.scan();
        this.settle = config.settle();
        this.watch = watch;
        this.directory = directory;
        this.thread = Thread.ofPlatform().name("ingest-files").unstarted(this::run);
    }

    /**
     * Starts watching; the folder is created where there is none.
     *
     * @throws ConfigurationException where it can't be
     */
    public static DropWatch start(
            Path directory,
            DropConfig config,
            WireGate gate,
            SourceCatalog catalog,
            TextLimits limits,
            InstantSource clock,
            MeterRegistry registry) {
        try {
            Files.createDirectories(directory);
            DropWatch started =
                    new DropWatch(
                            new FileDrop(directory, config, gate, catalog, limits, clock, registry),
                            config,
                            directory,
                            directory.getFileSystem().newWatchService());
            started.thread.start();
            log.info("files are taken from the folders in {}", directory.toAbsolutePath());
            return started;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "ingest.files.directory",
                    directory.toString(),
                    "given",
                    "the folder can't be used: " + e,
                    "give a folder that this user may write to",
                    e);
        }
    }

    private void run() {
        try (watch) {
            while (!Thread.currentThread().isInterrupted()) {
                watchFolders();
                drop.lookThrough();
                WatchKey changed = watch.poll(scan.toNanos(), TimeUnit.NANOSECONDS);
                if (changed != null) {
                    changed.pollEvents();
                    changed.reset();
                    // nothing is complete before it has settled
                    TimeUnit.NANOSECONDS.sleep(Math.min(settle.toNanos(), scan.toNanos()) / 2);
                }
            }
        } catch (InterruptedException e) {
            log.debug("watching of {} ends", directory);
        } catch (IOException e) {
            log.warn("watching of {} did not end well: {}", directory, e.toString());
        } catch (RuntimeException e) { // the boundary of this thread
            log.error("watching of {} ended", directory, e);
        }
    }

    private void watchFolders() {
        watched.values().removeIf(key -> !key.isValid());
        try {
            watch(directory);
            for (Path folder : drop.folders()) {
                watch(folder);
            }
        } catch (IOException e) {
            log.debug("not told of changes in {}: {}", directory, e.toString());
        }
    }

    private void watch(Path folder) throws IOException {
        if (!watched.containsKey(folder)) {
            watched.put(
                    folder,
                    folder.register(
                            watch,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY));
        }
    }

    /** Lets the file that is being worked on end. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSE_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
