package dev.wireroom.schema.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The bytes are not Avro in the Confluent wire format, or not of the schema they name. */
public final class NotAvroException extends SerializationException {

    private static final long serialVersionUID = 1L;

    public NotAvroException(String message) {
        super(message);
    }

    public NotAvroException(String message, Throwable cause) {
        super(message, cause);
    }
}
