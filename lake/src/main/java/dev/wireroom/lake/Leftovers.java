package dev.wireroom.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a purge leaves to be deleted, its own of this run and what an earlier one did not get to.
 */
final class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final Table table;
    private final boolean dryRun;

    Leftovers(Table table, boolean dryRun) {
        this.table = table;
        this.dryRun = dryRun;
    }

    /** How much was removed, or would be. */
    record Removed(int snapshots, long files, long orphans) {}

    /**
     * Removes them.
     *
     * @param orphansBefore data files that no state of the table names are removed where they are
     *     older, in milliseconds since 1970
     */
    Removed remove(long orphansBefore) {
        table.refresh();
        Set<Long> old = beforeLastPurge();
        if (dryRun) {
            long orphans = deleteOrphans(orphansBefore);
            return new Removed(old.size(), deleteReplacedFiles(old) + orphans, orphans);
        }
        deleteReplacedFiles(old);
        AtomicLong expired = new AtomicLong();
        int before = count(table.snapshots());
        if (before > 0) {
            // those older than the table keeps them go as well
            ExpireSnapshots expire = table.expireSnapshots();
            old.forEach(expire::expireSnapshotId);
            expire.deleteWith(
                    file -> {
                        table.io().deleteFile(file);
                        expired.incrementAndGet();
                    });
            expire.commit();
        }
        long orphans = deleteOrphans(orphansBefore);
        return new Removed(before - count(table.snapshots()), expired.get() + orphans, orphans);
    }

    /** Every snapshot that the last purge comes after: its rows may be in their files. */
    private Set<Long> beforeLastPurge() {
        Set<Long> before = new HashSet<>();
        boolean purged = false;
        Snapshot at = table.currentSnapshot();
        while (at != null) {
            if (purged) {
                before.add(at.snapshotId());
            }
            purged |= at.summary().containsKey(Purge.MARK);
            Long parent = at.parentId();
            at = parent == null ? null : table.snapshot(parent);
        }
        return before;
    }

    /**
     * Deletes what purges replaced before the snapshots go that name it: afterwards, a crash would
     * leave files that nothing names.
     */
    private long deleteReplacedFiles(Set<Long> old) {
        long deleted = 0;
        for (Snapshot snapshot : table.snapshots()) {
            Long parent = snapshot.parentId();
            if (snapshot.summary().containsKey(Purge.MARK)
                    && parent != null
                    && old.contains(parent)) {
                SnapshotChanges changes =
                        SnapshotChanges.builderFor(table).snapshot(snapshot).build();
                for (DataFile file : changes.removedDataFiles()) {
                    if (!dryRun) {
                        table.io().deleteFile(file.location());
                    }
                    deleted++;
                }
            }
        }
        return deleted;
    }

    private long deleteOrphans(long before) {
        if (!(table.io() instanceof SupportsPrefixOperations io)) {
            log.warn("{} can't list files; what killed writers left stays", table.io());
            return 0;
        }
        // listed first: what is committed meanwhile is named by then
        List<FileInfo> there = new ArrayList<>();
        io.listPrefix(dataLocation()).forEach(there::add);
        table.refresh();
        Set<String> named = namedDataFiles();
        boolean anyKnown = there.stream().anyMatch(file -> named.contains(path(file.location())));
        if (!named.isEmpty() && !anyKnown) {
            log.warn(
                    "the files under {} have other names than the table knows them by; none is"
                            + " deleted as an orphan",
                    table.location());
            return 0;
        }
        long deleted = 0;
        for (FileInfo file : there) {
            if (file.createdAtMillis() < before && !named.contains(path(file.location()))) {
                if (!dryRun) {
                    table.io().deleteFile(file.location());
                }
                deleted++;
            }
        }
        return deleted;
    }

    private String dataLocation() {
        return table.properties()
                .getOrDefault(TableProperties.WRITE_DATA_LOCATION, table.location() + "/data");
    }

    private Set<String> namedDataFiles() {
        Set<String> read = new HashSet<>();
        Set<String> named = new HashSet<>();
        for (Snapshot snapshot : table.snapshots()) {
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (read.add(manifest.path())) {
                    addPaths(manifest, named);
                }
            }
        }
        return named;
    }

    private void addPaths(ManifestFile manifest, Set<String> named) {
        if (manifest.content() != ManifestContent.DATA) {
            try (CloseableIterable<DeleteFile> files =
                    ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
                files.forEach(file -> named.add(path(file.location())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return;
        }
        try (CloseableIterable<String> paths =
                ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
            paths.forEach(location -> named.add(path(location)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without scheme and host, which one side may leave out. */
    private static String path(String location) {
        return location.matches("[a-zA-Z][a-zA-Z0-9+.-]*:/.*")
                ? URI.create(location.replace(" ", "%20")).getPath()
                : location;
    }

    static int count(Iterable<Snapshot> snapshots) {
        int count = 0;
        for (Snapshot ignored : snapshots) {
            count++;
        }
        return count;
    }
}
