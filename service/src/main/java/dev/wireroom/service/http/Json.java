package dev.wireroom.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/** The one JSON mapper of the HTTP side; thread-safe. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** The shared mapper; do not reconfigure it, {@code copy()} it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * UTF-8 JSON of records, maps, lists and Jackson trees; a lone surrogate becomes {@code ?}
     * instead of failing.
     */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not writable as JSON: " + value.getClass().getName(), e);
        }
    }
}
