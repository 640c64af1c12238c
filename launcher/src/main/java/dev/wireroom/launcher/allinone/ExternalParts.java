package dev.wireroom.launcher.allinone;

import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;

/** The settings that name a part of one's own: where one is given, that part is not embedded. */
final class ExternalParts {
    static final String KAFKA = ConnectionConfig.BOOTSTRAP_SERVERS;
    static final String REGISTRY = ConnectionConfig.REGISTRY_URL;
    static final String DATABASE = DatabaseConfig.URL;

    private ExternalParts() {}
}
