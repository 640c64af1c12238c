package dev.wireroom.service.config;

import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.types.Password;

/**
 * How to reach the PostgreSQL store; the same keys for every service that reads or writes it.
 *
 * @param url JDBC address, such as {@code jdbc:postgresql://127.0.0.1:5442/wireroom}
 */
public record DatabaseConfig(String url, String user, Optional<Password> password) {

    public static final String URL = "database.url";
    public static final String USER = "database.user";
    public static final String PASSWORD = "database.password";

    /** Adds these keys to a service's definition and returns it. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        URL,
                        Type.STRING,
                        "jdbc:postgresql://127.0.0.1:5442/wireroom",
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "JDBC address of the PostgreSQL store.")
                .define(USER, Type.STRING, "wireroom", Importance.HIGH, "User of the store.")
                .define(PASSWORD, Type.PASSWORD, null, Importance.HIGH, "Password of that user.");
    }

    public static DatabaseConfig from(ConfigValues values) {
        return new DatabaseConfig(
                values.string(URL), values.string(USER), values.password(PASSWORD));
    }
}
