package dev.wireroom.launcher.tail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;

/** A record as one JSON object: where it stands, its key, its headers and its decoded value. */
public final class RecordJson {
    private final Deserializer<GenericRecord> values;

    /** Decodes values with the writer's schema, from the registry. */
    public RecordJson(Deserializer<GenericRecord> values) {
        this.values = values;
    }

    /** A value that cannot be decoded is given as it is, in Base64, with the reason. */
    public ObjectNode of(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("topic", record.topic());
        json.put("partition", record.partition());
        json.put("offset", record.offset());
        json.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        json.put("key", record.key() == null ? null : text(record.key()));
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? null : text(header.value()));
        }
        if (!headers.isEmpty()) {
            json.set("headers", headers);
        }
        byte[] value = record.value();
        if (value == null) {
            return json.putNull("value");
        }
        try {
            json.set("value", AvroJson.of(values.deserialize(record.topic(), value)));
        } catch (RuntimeException e) {
            json.put("valueBase64", Base64.getEncoder().encodeToString(value));
            json.put("problem", e.getMessage());
        }
        return json;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
