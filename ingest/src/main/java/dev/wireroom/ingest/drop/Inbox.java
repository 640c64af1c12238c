package dev.wireroom.ingest.drop;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One source's folder: which of its files are complete, and where they go. Links are not followed.
 * Not thread-safe.
 */
final class Inbox {

    private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".filepart", "~");

    private final Path folder;
    private final Duration settle;
    private final InstantSource clock;
    private Map<Path, Seen> seen = new HashMap<>();

    /** How a file was when it was first seen so. */
    private record Seen(long size, FileTime modified, Instant since) {
        boolean isSameAs(BasicFileAttributes now) {
            return size == now.size() && modified.equals(now.lastModifiedTime());
        }
    }

    Inbox(Path folder, Duration settle, InstantSource clock) {
        this.folder = folder;
        this.settle = settle;
        this.clock = clock;
    }

    Path folder() {
        return folder;
    }

    /**
     * The files that are complete, oldest first: those that have been the same for as long as
     * settling takes, by their own time or under watch.
     */
    List<Path> complete() throws IOException {
        Instant now = clock.instant();
        Map<Path, Seen> current = new HashMap<>();
        List<Path> complete = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path file : entries) {
                if (isIgnored(file)) {
                    continue;
                }
                BasicFileAttributes attributes = attributes(file);
                if (!attributes.isRegularFile()) {
                    continue;
                }
                Seen before = seen.get(file);
                Seen state =
                        before != null && before.isSameAs(attributes)
                                ? before
                                : new Seen(attributes.size(), attributes.lastModifiedTime(), now);
                current.put(file, state);
                if (!state.since().plus(settle).isAfter(now)) {
                    complete.add(file);
                }
            }
        }
        seen = current;
        complete.sort(
                Comparator.comparing((Path file) -> modified(current, file))
                        .thenComparing(Path::getFileName));
        return complete;
    }

    private static FileTime modified(Map<Path, Seen> files, Path file) {
        Seen state = files.get(file);
        return state == null ? FileTime.fromMillis(0) : state.modified();
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isIgnored(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.startsWith(".") || UNFINISHED.stream().anyMatch(name::endsWith);
    }

    /** Moves a file into a folder of this one, under a name that is free there. */
    Path moveTo(String subfolder, Path file) throws IOException {
        Path target = Files.createDirectories(folder.resolve(subfolder));
        Path free = free(target, file.getFileName().toString());
        return Files.move(file, free);
    }

    private static Path free(Path target, String name) {
        int dot = name.indexOf('.', 1);
        String stem = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot);
        Path free = target.resolve(name);
        for (int i = 1; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
            free = target.resolve("%s-%d%s".formatted(stem, i, ending));
        }
        return free;
    }
}
