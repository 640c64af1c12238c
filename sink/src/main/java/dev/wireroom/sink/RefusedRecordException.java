package dev.wireroom.sink;

import org.apache.kafka.connect.errors.DataException;

/**
 * What the errant-record reporter is told of a refused record. Its message starts with the stable
 * reason code and a colon, so that whoever reads the error headers can tell reasons apart.
 */
public final class RefusedRecordException extends DataException {

    private static final long serialVersionUID = 1L;

    RefusedRecordException(Refusal refusal) {
        super(refusal.reason().code() + ": " + refusal.message());
    }
}
