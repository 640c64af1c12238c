package dev.wireroom.launcher.allinone;

import dev.wireroom.service.http.Health;
import java.net.URI;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/**
 * One of the wire's services, as the command line knows it.
 *
 * @param name of its command, and what its keys begin with
 * @param purpose one line for a person
 */
public record WireService(String name, String purpose, ConfigDef definition, Starter starter) {

    /** Starts the service on its settings; those of other services may be among them. */
    @FunctionalInterface
    public interface Starter {
        Running start(Map<String, ?> settings);
    }

    /**
     * A service that runs until it is closed.
     *
     * @param uri where its HTTP door answers
     * @param health what it needs; a failure in it is for good
     * @param stop closes it
     */
    public record Running(URI uri, Health health, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }
}
