package dev.wireroom.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * Looks for a word in whatever lies in a directory: as it is, and, since that is compressed, in the
 * rows of Parquet files and the records of Avro files, whether a table names them or not.
 */
final class StoredWords {
    private StoredWords() {}

    /** Files that hold the word, in small letters or large. */
    static Set<Path> filesWith(Path directory, String word) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, word.toLowerCase(Locale.ROOT)))
                    .collect(Collectors.toSet());
        }
    }

    private static boolean holds(Path file, String word) {
        try {
            String name = file.toString();
            String raw = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            if (raw.toLowerCase(Locale.ROOT).contains(asRead(word))) {
                return true;
            }
            return name.endsWith(".parquet") && rowsHold(name, word)
                    || name.endsWith(".avro") && recordsHold(file, word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String asRead(String word) {
        return new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static boolean rowsHold(String file, String word) throws SQLException {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT to_json(t) FROM read_parquet('%s') t".formatted(file))) {
            boolean found = false;
            while (rows.next()) {
                found |= rows.getString(1).toLowerCase(Locale.ROOT).contains(word);
            }
            return found;
        }
    }

    private static boolean recordsHold(Path file, String word) throws IOException {
        try (DataFileReader<GenericRecord> records =
                new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            boolean found = false;
            for (GenericRecord record : records) {
                String text = record.toString().toLowerCase(Locale.ROOT);
                found |= text.contains(word) || text.contains(asRead(word));
            }
            return found;
        }
    }
}
