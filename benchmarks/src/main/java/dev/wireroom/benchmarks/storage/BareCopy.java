package dev.wireroom.benchmarks.storage;

import dev.wireroom.benchmarks.storage.Progress.Look;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * A bare binary {@code COPY} of rows that are ready in memory, taken from tables that our sink
 * filled: nothing is read from Kafka, decoded, compared or counted, and each connection makes one
 * transaction. What our sink could reach at most.
 */
final class BareCopy implements Contender {

    private final Tables tables;
    private final List<String> fills;
    private final int connections;
    private final Progress progress;
    private final long articles;

    /** For each table, a part for each connection. */
    private final Map<String, List<byte[]>> rows = new LinkedHashMap<>();

    private final Map<String, String> columns = new LinkedHashMap<>();

    /**
     * Takes the rows.
     *
     * @param tables full ones
     * @param fills which of them, parents before children
     * @param connections side by side
     */
    BareCopy(Tables tables, List<String> fills, int connections, Progress progress)
            throws SQLException, IOException {
        this.tables = tables;
        this.fills = fills;
        this.connections = connections;
        this.progress = progress;
        this.articles = tables.articles();
        try (Connection connection = tables.connect()) {
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : fills) {
                columns.put(table, String.join(", ", tables.columns(table)));
                rows.put(table, parts(copies, table));
            }
        }
    }

    private List<byte[]> parts(CopyManager copies, String table) throws SQLException, IOException {
        List<byte[]> parts = new ArrayList<>();
        // entities have no article; the first connection brings all of them
        boolean whole = table.equals("entity");
        for (int part = 0; part < (whole ? 1 : connections); part++) {
            String some =
                    whole
                            ? ""
                            : " WHERE abs(hashtext(article_id)::bigint) %% %d = %d"
                                    .formatted(connections, part);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            copies.copyOut(
                    "COPY (SELECT %s FROM %s%s) TO STDOUT (FORMAT binary)"
                            .formatted(columns.get(table), table, some),
                    out);
            parts.add(out.toByteArray());
        }
        return parts;
    }

    @Override
    public String name() {
        return "bare COPY of " + String.join(", ", fills);
    }

    @Override
    public List<String> fills() {
        return fills;
    }

    @Override
    public Load load() throws IOException, SQLException, InterruptedException {
        tables.create();
        List<Connection> open = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                open.add(tables.connect());
            }
            Look begin = progress.look(0);
            if (fills.contains("entity")) {
                copy(open.getFirst(), List.of("entity"), 0);
            }
            List<String> others = fills.stream().filter(t -> !t.equals("entity")).toList();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int part = i;
                running.add(
                        threads.submit(
                                () -> {
                                    copy(open.get(part), others, part);
                                    return null;
                                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return Progress.between(begin, progress.look(articles));
        } catch (ExecutionException e) {
            throw new IOException("COPY failed", e.getCause());
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private void copy(Connection connection, List<String> into, int part) throws SQLException {
        connection.setAutoCommit(false);
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        for (String table : into) {
            byte[] bytes = Objects.requireNonNull(rows.get(table)).get(part);
            CopyIn copy =
                    copies.copyIn(
                            "COPY %s (%s) FROM STDIN (FORMAT binary)"
                                    .formatted(table, columns.get(table)));
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        }
        connection.commit();
    }
}
