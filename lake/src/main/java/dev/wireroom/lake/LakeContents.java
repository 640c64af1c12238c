package dev.wireroom.lake;

import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * What the table's current state is made of, for readers without a catalogue.
 *
 * @param location the table's directory or URI
 * @param metadata the metadata file of now: DuckDB's iceberg_scan takes it
 * @param snapshotId of the current state; null where nothing was committed yet
 * @param rows in all files
 * @param files data files, all Parquet
 */
public record LakeContents(
        String table,
        String location,
        String metadata,
        @Nullable Long snapshotId,
        long rows,
        List<String> files) {

    /**
     * Reads it.
     *
     * @throws LakeUnavailableException where there is no table yet, or no catalogue
     */
    public static LakeContents of(LakeConfig config) {
        try (LakeTable lake = LakeTable.open(config)) {
            Table table = lake.table();
            Snapshot snapshot = table.currentSnapshot();
            List<FileScanTask> files = new Rows(table).files();
            return new LakeContents(
                    config.table().toString(),
                    table.location(),
                    ((BaseTable) table).operations().current().metadataFileLocation(),
                    snapshot == null ? null : snapshot.snapshotId(),
                    files.stream().mapToLong(file -> file.file().recordCount()).sum(),
                    files.stream().map(file -> file.file().location()).toList());
        }
    }
}
