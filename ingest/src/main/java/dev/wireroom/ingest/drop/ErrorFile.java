package dev.wireroom.ingest.drop;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.ingest.format.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The {@code .error.json} beside a failed file: what was refused, why, and how to mend it. */
final class ErrorFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ErrorFile() {}

    /** Writes it for a file that has been moved, and returns where it is. */
    static Path write(Path file, String sourceId, FileOutcome.Failed failed, Instant now)
            throws IOException {
        ObjectNode error = JSON.createObjectNode();
        error.put("file", file.getFileName().toString());
        error.put("source", sourceId);
        error.put("failedAt", now.toString());
        error.put("published", failed.accepted());
        error.put("refused", failed.items().size());
        error.put(
                "note",
                failed.accepted() > 0
                        ? "What is not listed here was published. Dropping the mended file again"
                                + " does it no harm."
                        : "Nothing of this file was published. Mend it and drop it again.");
        ArrayNode items = error.putArray("items");
        for (FileOutcome.RefusedItem item : failed.items()) {
            ObjectNode node = items.addObject();
            if (item.number() > 0) {
                node.put("item", item.number());
            }
            ArrayNode faults = node.putArray("faults");
            item.faults().forEach(fault -> add(faults, fault));
        }
        Path target = file.resolveSibling(file.getFileName() + ".error.json");
        Files.write(target, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(error));
        return target;
    }

    private static void add(ArrayNode faults, Fault fault) {
        faults.addObject()
                .put("code", fault.code())
                .put("field", fault.field())
                .put("value", fault.value())
                .put("message", fault.message())
                .put("fix", fault.fix());
    }
}
