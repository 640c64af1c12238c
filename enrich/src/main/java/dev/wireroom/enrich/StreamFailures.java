package dev.wireroom.enrich;

import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what a stream thread died of: an outage, which a new thread takes up where the last commit
 * was, or a fault, which ends the service. Thread-safe.
 */
final class StreamFailures implements StreamsUncaughtExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(StreamFailures.class);

    private final Consumer<Throwable> fault;

    /**
     * @param fault told of what ends the service
     */
    StreamFailures(Consumer<Throwable> fault) {
        this.fault = fault;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        if (isOutage(exception)) {
            log.warn("a stream thread starts anew after an outage", exception);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        fault.accept(exception);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean isOutage(Throwable exception) {
        for (Throwable e = exception; e != null; e = e.getCause()) {
            if (e instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }
}
