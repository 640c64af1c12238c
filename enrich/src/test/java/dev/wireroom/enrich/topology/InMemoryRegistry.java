package dev.wireroom.enrich.topology;

import dev.wireroom.schema.registry.RegistryUnavailableException;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.registry.UnknownSchemaIdException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry in memory that can be switched off. */
final class InMemoryRegistry implements SchemaRegistry {

    private final List<Schema> schemas = new ArrayList<>();
    private volatile boolean reachable = true;

    void reachable(boolean now) {
        reachable = now;
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        int known = schemas.indexOf(schema);
        if (known >= 0) {
            return known + 1;
        }
        requireReachable();
        schemas.add(schema);
        return schemas.size();
    }

    @Override
    public synchronized Schema byId(int id) {
        requireReachable();
        if (id < 1 || id > schemas.size()) {
            throw new UnknownSchemaIdException(id);
        }
        return schemas.get(id - 1);
    }

    private void requireReachable() {
        if (!reachable) {
            throw new RegistryUnavailableException("switched off", null);
        }
    }
}
