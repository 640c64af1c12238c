package dev.wireroom.schema.registry;

import org.apache.avro.Schema;

/** What serdes need of a schema registry. Implementations are thread-safe and may block. */
public interface SchemaRegistry {

    /**
     * Registers a schema under a subject; where the subject has it already, only its id is looked
     * up.
     *
     * @return the registry's global id of the schema
     * @throws IncompatibleSchemaException where the subject's compatibility rule refuses the schema
     * @throws RegistryUnavailableException where the registry can't be reached or answers 5xx,
     *     after retries
     */
    int register(String subject, Schema schema);

    /**
     * Looks a schema up by id.
     *
     * @throws UnknownSchemaIdException where the registry answers that it has no such id
     * @throws RegistryUnavailableException where the registry can't be reached or answers 5xx,
     *     after retries
     */
    Schema byId(int id);
}
