package dev.wireroom.schema.registry;

import dev.wireroom.schema.topics.Topic;
import dev.wireroom.schema.topics.Topics;

/**
 * Publishes the contracts of a wire: every topic's value schema under its subject, held
 * FULL_TRANSITIVE.
 */
public final class Contracts {

    public static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private Contracts() {}

    /**
     * Registers every schema; safe to repeat and to run from many processes at once.
     *
     * @throws IncompatibleSchemaException where a subject holds a schema that this version can't
     *     follow
     * @throws RegistryUnavailableException where the registry can't be reached
     */
    public static void publish(Topics topics, HttpSchemaRegistry registry) {
        for (Topic topic : topics.all()) {
            topic.valueSchema()
                    .ifPresent(
                            schema -> {
                                registry.register(topic.subject(), schema);
                                registry.requireCompatibility(topic.subject(), COMPATIBILITY);
                            });
        }
    }
}
