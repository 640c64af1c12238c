package dev.wireroom.sink;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds NUL characters anywhere in a record. PostgreSQL can't hold them in text; ingest strips them
 * with a warning, so one that still arrives comes from elsewhere.
 */
final class NulSearch {

    private NulSearch() {}

    /**
     * The path of the first text with a NUL, such as {@code article.keywords[2]}; empty if none.
     */
    static Optional<String> firstIn(IndexedRecord record) {
        return search("", record);
    }

    private static Optional<String> search(String path, @Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case String text -> text.indexOf('\0') < 0 ? Optional.empty() : Optional.of(path);
            case IndexedRecord record -> searchFields(path, record);
            case List<?> many -> searchElements(path, many);
            default -> Optional.empty();
        };
    }

    private static Optional<String> searchFields(String path, IndexedRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
            String fieldPath = path.isEmpty() ? field.name() : path + "." + field.name();
            Optional<String> found = search(fieldPath, record.get(field.pos()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> searchElements(String path, List<?> many) {
        for (int i = 0; i < many.size(); i++) {
            Optional<String> found = search(path + "[" + i + "]", many.get(i));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
