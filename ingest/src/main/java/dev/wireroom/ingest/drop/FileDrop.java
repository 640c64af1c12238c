package dev.wireroom.ingest.drop;

import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.http.WireGate;
import dev.wireroom.ingest.wire.SourceCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the drop folder: every complete file is published, and only when all of it is safe
 * in Kafka (or refused for good) moved to {@code done/} or {@code failed/}. A process that dies in
 * between publishes a file again, which the articles' identity makes harmless. One thread.
 */
final class FileDrop {

    private static final Logger log = LoggerFactory.getLogger(FileDrop.class);

    private static final String DONE = "done";
    private static final String FAILED = "failed";

    private final Path directory;
    private final DropConfig config;
    private final WireGate gate;
    private final FilePublisher publisher;
    private final InstantSource clock;
    private final DropMeters meters;
    private final Map<Path, Inbox> inboxes = new HashMap<>();

    /** Files that can't be read or moved, as they were then: not tried again until they change. */
    private Map<Path, FileTime> stuck = new HashMap<>();

    private String lastPostponed = "";

    FileDrop(
            Path directory,
            DropConfig config,
            WireGate gate,
            SourceCatalog catalog,
            TextLimits limits,
            InstantSource clock,
            MeterRegistry registry) {
        this.directory = directory;
        this.config = config;
        this.gate = gate;
        this.publisher = new FilePublisher(config, catalog, limits, clock);
        this.clock = clock;
        this.meters = new DropMeters(registry);
    }

    /** Folders that files are dropped into. */
    List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                boolean hidden = entry.getFileName().toString().startsWith(".");
                if (!hidden && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    folders.add(entry);
                }
            }
        }
        folders.sort(null);
        return folders;
    }

    /** Looks through every folder once; does nothing while Kafka or anything else is away. */
    void lookThrough() {
        Optional<WireGate.Wire> wire = gate.opened();
        if (wire.isEmpty()) {
            return;
        }
        try {
            List<Path> folders = folders();
            inboxes.keySet().retainAll(folders);
            for (Path folder : folders) {
                lookThrough(folder, wire.get());
            }
        } catch (IOException e) {
            log.warn("the drop folder {} can't be read: {}", directory, e.toString());
        }
        stuck.keySet().removeIf(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
        meters.stuck(stuck.size());
    }

    private void lookThrough(Path folder, WireGate.Wire wire) {
        Inbox inbox = inboxes.computeIfAbsent(folder, f -> new Inbox(f, config.settle(), clock));
        try {
            List<Path> complete = inbox.complete();
            if (complete.isEmpty()) {
                return;
            }
            Optional<FolderLock> lock = FolderLock.tryTake(folder);
            if (lock.isEmpty()) {
                return;
            }
            try {
                work(inbox, complete, wire);
            } finally {
                lock.get().close();
            }
        } catch (IOException e) {
            stick(folder, e);
        }
    }

    /** In order; what must wait makes the files behind it wait too. */
    private void work(Inbox inbox, List<Path> files, WireGate.Wire wire) {
        for (Path file : files) {
            // another instance may have had the lock since the folder was listed
            if (isStuck(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            try {
                FileOutcome outcome = handle(inbox, file, wire);
                meters.count(outcome);
                if (outcome instanceof FileOutcome.Later later) {
                    tellOnce(file, later.why());
                    return;
                }
                lastPostponed = "";
            } catch (IOException e) {
                stick(file, e);
            }
        }
    }

    private FileOutcome handle(Inbox inbox, Path file, WireGate.Wire wire) throws IOException {
        String sourceId = inbox.folder().getFileName().toString();
        FileOutcome outcome = publisher.publish(sourceId, file, wire.articles(), wire.sources());
        switch (outcome) {
            case FileOutcome.Published published -> {
                Path done = inbox.moveTo(DONE, file);
                log.info("{} articles of {} are published", published.articles(), done);
            }
            case FileOutcome.Failed failed -> {
                Path moved = inbox.moveTo(FAILED, file);
                Path error =
                        ErrorFile.write(
                                moved,
                                sourceId,
                                failed,
                                clock.instant().truncatedTo(ChronoUnit.MILLIS));
                log.warn(
                        "{} items of {} are refused, {} published; see {}",
                        failed.items().size(),
                        moved,
                        failed.accepted(),
                        error);
            }
            case FileOutcome.Later later -> {
                // it stays where it is
            }
        }
        return outcome;
    }

    private void tellOnce(Path file, String why) {
        if (!why.equals(lastPostponed)) {
            log.warn("{} waits, to be tried again: {}", file, why);
            lastPostponed = why;
        }
    }

    private boolean isStuck(Path file) {
        FileTime then = stuck.get(file);
        if (then == null) {
            return false;
        }
        if (then.equals(modified(file))) {
            return true;
        }
        stuck.remove(file);
        return false;
    }

    /** Tells once, and leaves the file alone until it changes. */
    private void stick(Path file, IOException why) {
        FileTime modified = modified(file);
        if (!modified.equals(stuck.put(file, modified))) {
            log.error("{} can't be read or moved, and is left alone: {}", file, why.toString());
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
