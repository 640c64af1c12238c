package dev.wireroom.schema.topics;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * One topic of the catalogue.
 *
 * @param name full name, prefix included
 * @param partitions how many partitions it is created with
 * @param replicationFactor how many copies it is created with
 * @param config topic configuration it is created with, in Kafka's own keys
 * @param valueSchema Avro schema of its values; empty where the values are raw bytes
 */
public record Topic(
        String name,
        int partitions,
        short replicationFactor,
        Map<String, String> config,
        Optional<Schema> valueSchema) {

    public Topic {
        config = Map.copyOf(config);
    }

    /** Subject of the values in a registry, by TopicNameStrategy. */
    public String subject() {
        return name + "-value";
    }
}
