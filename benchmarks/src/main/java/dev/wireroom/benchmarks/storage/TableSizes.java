package dev.wireroom.benchmarks.storage;

import java.io.PrintWriter;
import java.sql.SQLException;

/** How large the tables are, with their indexes. */
final class TableSizes {

    private TableSizes() {}

    static void print(Tables tables, long articles, PrintWriter out) throws SQLException {
        long all = tables.number("SELECT pg_database_size(current_database())");
        out.printf("  %,d bytes an article in the database:", all / articles);
        for (String table : Tables.OF_ARTICLES) {
            long bytes = tables.number("SELECT pg_total_relation_size('" + table + "')");
            out.printf(" %s %,d", table, bytes / articles);
        }
        long search = tables.number("SELECT pg_relation_size('article_by_search')");
        out.printf("; of these article_by_search %,d%n", search / articles);
        out.flush();
    }
}
