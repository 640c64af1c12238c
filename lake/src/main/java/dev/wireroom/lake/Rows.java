package dev.wireroom.lake;

import static dev.wireroom.lake.ArticleColumns.ARTICLE_ID;
import static dev.wireroom.lake.ArticleColumns.OUTCOME;
import static dev.wireroom.lake.ArticleColumns.PUBLISHING_STATUS;
import static dev.wireroom.lake.ArticleColumns.PURGED_AT;
import static dev.wireroom.lake.ArticleColumns.REVISION;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericDeleteFilter;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;

/** Rows of the table's current snapshot, file by file; deletes by other tools are heeded. */
final class Rows {

    /** What tells whether content is to go: narrow columns, so that reading them is cheap. */
    static final List<String> LIFE =
            List.of(ARTICLE_ID, REVISION, OUTCOME, PUBLISHING_STATUS, PURGED_AT);

    private final Table table;
    private final Schema wanted;

    /** Every column. */
    Rows(Table table) {
        this.table = table;
        this.wanted = table.schema();
    }

    Rows(Table table, List<String> columns) {
        this.table = table;
        this.wanted = table.schema().select(columns);
    }

    /** The files of the current snapshot; none where there is none. */
    List<FileScanTask> files() {
        List<FileScanTask> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> planned = table.newScan().planFiles()) {
            planned.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    CloseableIterable<Record> of(FileScanTask file) {
        GenericDeleteFilter deletes =
                new GenericDeleteFilter(table.io(), file, table.schema(), wanted);
        Schema read = deletes.requiredSchema();
        return deletes.filter(
                Parquet.read(table.io().newInputFile(file.file().location()))
                        .project(read)
                        .createReaderFunc(inFile -> GenericParquetReaders.buildReader(read, inFile))
                        .build());
    }

    static String articleId(Record row) {
        return String.valueOf(row.getField(ARTICLE_ID));
    }

    static int revision(Record row) {
        return (Integer) row.getField(REVISION);
    }

    static boolean withdrawn(Record row) {
        return ArticleColumns.withdrawn(row.getField(OUTCOME), row.getField(PUBLISHING_STATUS));
    }

    /** Whether content is in the row that a withdrawal took; its own row keeps the reason. */
    static boolean toBePurged(Record row, Withdrawals withdrawals) {
        return row.getField(PURGED_AT) == null
                && !withdrawn(row)
                && withdrawals.cover(articleId(row), revision(row));
    }
}
