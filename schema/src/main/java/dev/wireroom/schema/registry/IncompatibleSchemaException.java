package dev.wireroom.schema.registry;

import org.apache.kafka.common.errors.SerializationException;

/** The registry refused a schema by the subject's compatibility rule. */
public final class IncompatibleSchemaException extends SerializationException {

    private static final long serialVersionUID = 1L;

    public IncompatibleSchemaException(String subject, String answer) {
        super("the registry refuses this schema for subject %s: %s".formatted(subject, answer));
    }
}
