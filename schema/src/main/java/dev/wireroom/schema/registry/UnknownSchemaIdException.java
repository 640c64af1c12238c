package dev.wireroom.schema.registry;

import org.apache.kafka.common.errors.SerializationException;

/** The registry is well and has no schema of this id: the record can't be read by anyone. */
public final class UnknownSchemaIdException extends SerializationException {

    private static final long serialVersionUID = 1L;

    private final int schemaId;

    public UnknownSchemaIdException(int schemaId) {
        super("the registry has no schema with id " + schemaId);
        this.schemaId = schemaId;
    }

    public int schemaId() {
        return schemaId;
    }
}
