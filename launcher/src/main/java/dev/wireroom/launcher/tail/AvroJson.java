package dev.wireroom.launcher.tail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro data as the JSON that a person expects: unions without a type around them, timestamps in ISO
 * 8601, bytes in Base64. Good to read, not to read back.
 */
public final class AvroJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AvroJson() {}

    /** Every field, in the order of the schema. */
    public static JsonNode of(IndexedRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            object.set(field.name(), node(record.get(field.pos()), field.schema()));
        }
        return object;
    }

    private static JsonNode node(@Nullable Object value, Schema schema) {
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case RECORD -> of((IndexedRecord) value);
            case UNION ->
                    node(
                            value,
                            schema.getTypes().get(GenericData.get().resolveUnion(schema, value)));
            case ARRAY -> array((Iterable<?>) value, schema.getElementType());
            case MAP -> object((Map<?, ?>) value, schema.getValueType());
            case LONG -> time(value, schema);
            case INT -> NODES.numberNode(((Number) value).intValue());
            case FLOAT -> NODES.numberNode(((Number) value).floatValue());
            case DOUBLE -> NODES.numberNode(((Number) value).doubleValue());
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case BYTES -> NODES.textNode(base64((ByteBuffer) value));
            default -> NODES.textNode(value.toString());
        };
    }

    private static JsonNode time(Object value, Schema schema) {
        if (value instanceof Instant instant) {
            return NODES.textNode(instant.toString());
        }
        long number = ((Number) value).longValue();
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                ? NODES.textNode(Instant.ofEpochMilli(number).toString())
                : NODES.numberNode(number);
    }

    private static ArrayNode array(Iterable<?> values, Schema element) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(value -> array.add(node(value, element)));
        return array;
    }

    private static ObjectNode object(Map<?, ?> entries, Schema value) {
        ObjectNode object = NODES.objectNode();
        entries.forEach((key, entry) -> object.set(key.toString(), node(entry, value)));
        return object;
    }

    private static String base64(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }
}
