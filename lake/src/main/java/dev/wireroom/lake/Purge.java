package dev.wireroom.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the content of withdrawn articles from the table and from storage. Rows keep ids, times
 * and states, and say when they were emptied.
 *
 * <p>In three steps, each of which may be the last before a crash; the next run goes on from there.
 *
 * <ol>
 *   <li>Data files that hold such rows are written anew without the content, and one commit puts
 *       the new ones in the place of the old ones.
 *   <li>The old files are deleted, then the states of the table that name them ({@link Leftovers}).
 *   <li>Data files that no state ever named, left behind by a writer that was killed, are deleted
 *       once they are old enough.
 * </ol>
 *
 * <p>The connector may commit at any time. It keeps its own position in the properties of its
 * snapshots, so a commit of ours must carry the position of the very snapshot it follows: where
 * another came in between, ours is refused and made again.
 */
public final class Purge {

    private static final Logger log = LoggerFactory.getLogger(Purge.class);

    /** Marks our snapshots. */
    static final String MARK = "wireroom.purge";

    private static final String CONNECTORS_OWN = "kafka.connect.";

    /** The connector commits every minute or so; a commit of ours takes a second. */
    private static final int ATTEMPTS = 20;

    private final LakeConfig config;
    private final Clock clock;
    private final Duration orphansOlderThan;
    private final boolean dryRun;

    /**
     * @param orphansOlderThan how old a data file has to be that no state of the table names; the
     *     connector may yet commit younger ones
     */
    public Purge(LakeConfig config, Clock clock, Duration orphansOlderThan, boolean dryRun) {
        this.config = config;
        this.clock = clock;
        this.orphansOlderThan = orphansOlderThan;
        this.dryRun = dryRun;
    }

    /** What a table's files hold that is to go. */
    private record Found(List<FileScanTask> files, Set<String> articles, long rows) {}

    /**
     * Does it.
     *
     * @throws PurgeConflictException where others kept committing; run it again
     * @throws LakeUnavailableException where there is no table yet, or no catalogue
     * @throws org.apache.kafka.common.KafkaException where Kafka or the registry can't be reached
     */
    public PurgeReport run() {
        try (LakeTable lake = LakeTable.open(config)) {
            Table table = lake.table();
            Withdrawals withdrawals = Withdrawals.inTable(table);
            Withdrawals onTopic = Withdrawals.onTopic(config.connection());
            long notYet = onTopic.notIn(withdrawals);
            withdrawals.add(onTopic);
            Found found = find(table, withdrawals);
            if (!dryRun && !found.files().isEmpty()) {
                found = rewrite(table, withdrawals);
            }
            Leftovers.Removed removed =
                    new Leftovers(table, dryRun)
                            .remove(clock.instant().minus(orphansOlderThan).toEpochMilli());
            boolean would = dryRun && !found.files().isEmpty();
            return new PurgeReport(
                    dryRun,
                    withdrawals.size(),
                    notYet,
                    found.articles().size(),
                    found.rows(),
                    found.files().size(),
                    would ? Leftovers.count(table.snapshots()) : removed.snapshots(),
                    removed.files() + (would ? found.files().size() : 0),
                    removed.orphans());
        }
    }

    private static Found find(Table table, Withdrawals withdrawals) {
        Rows life = new Rows(table, Rows.LIFE);
        List<FileScanTask> files = new ArrayList<>();
        Set<String> articles = new HashSet<>();
        long rows = 0;
        for (FileScanTask file : life.files()) {
            long before = rows;
            try (CloseableIterable<Record> records = life.of(file)) {
                for (Record row : records) {
                    if (Rows.toBePurged(row, withdrawals)) {
                        articles.add(Rows.articleId(row));
                        rows++;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (rows > before) {
                files.add(file);
            }
        }
        return new Found(files, articles, rows);
    }

    private Found rewrite(Table table, Withdrawals withdrawals) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            table.refresh();
            Snapshot base = table.currentSnapshot();
            Found found = find(table, withdrawals);
            if (found.files().isEmpty()) {
                return found;
            }
            List<DataFile> written = new ArrayList<>();
            try {
                OverwriteFiles overwrite = table.newOverwrite();
                for (FileScanTask file : found.files()) {
                    DataFile emptied = emptied(table, file, withdrawals);
                    written.add(emptied);
                    overwrite.deleteFile(file.file()).addFile(emptied);
                }
                overwrite.set(MARK, "true").validateWith(new Following(base.snapshotId()));
                positionOf(base, table).forEach(overwrite::set);
                overwrite.commit();
                return found;
            } catch (ValidationException e) {
                log.info("another commit came in between, attempt {}: {}", attempt, e.getMessage());
                written.forEach(file -> table.io().deleteFile(file.location()));
            }
        }
        throw new PurgeConflictException(
                "others committed to %s during each of %d attempts; nothing was changed. Run it again, or stop them meanwhile"
                        .formatted(table.name(), ATTEMPTS));
    }

    /** The position of the connector as of a snapshot, which its last own ancestor has. */
    private static Map<String, String> positionOf(Snapshot snapshot, Table table) {
        @Nullable Snapshot at = snapshot;
        while (at != null) {
            Map<String, String> position = new TreeMap<>(at.summary());
            position.keySet().removeIf(key -> !key.startsWith(CONNECTORS_OWN));
            if (!position.isEmpty()) {
                return position;
            }
            Long parent = at.parentId();
            at = parent == null ? null : table.snapshot(parent);
        }
        return Map.of();
    }

    private DataFile emptied(Table table, FileScanTask file, Withdrawals withdrawals) {
        String location =
                table.locationProvider()
                        .newDataLocation(
                                file.spec(),
                                file.file().partition(),
                                "purged-" + UUID.randomUUID() + ".parquet");
        List<String> content =
                ArticleColumns.ALL.stream()
                        .filter(ArticleColumns.Column::content)
                        .map(ArticleColumns.Column::name)
                        .toList();
        try (CloseableIterable<Record> rows = new Rows(table).of(file)) {
            DataWriter<Record> writer =
                    Parquet.writeData(table.io().newOutputFile(location))
                            .forTable(table)
                            .withSpec(file.spec())
                            .withPartition(file.file().partition())
                            .createWriterFunc(
                                    (schema, parquet) ->
                                            GenericParquetWriter.create(schema, parquet))
                            .build();
            try (writer) {
                for (Record row : rows) {
                    if (Rows.toBePurged(row, withdrawals)) {
                        content.forEach(name -> row.setField(name, null));
                        row.setField(
                                ArticleColumns.PURGED_AT, clock.instant().atOffset(ZoneOffset.UTC));
                    }
                    writer.write(row);
                }
            }
            return writer.toDataFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses a commit that would not directly follow the snapshot it was made for. */
    private record Following(long snapshotId) implements SnapshotAncestryValidator {
        @Override
        public boolean validate(Iterable<Snapshot> ancestors) {
            Iterator<Snapshot> newest = ancestors.iterator();
            return newest.hasNext() && newest.next().snapshotId() == snapshotId;
        }

        @Override
        public String errorMessage() {
            return "the table has changed";
        }
    }
}
