package dev.wireroom.service.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.types.Password;

/**
 * How one service listens for HTTP; its keys are {@code <service>.http.*}.
 *
 * @param prefix what the keys begin with, such as {@code ingest.http.}; errors name keys with it
 * @param port 0 picks a free one
 * @param idleTimeout how long a connection may take to send a request's head, and how long it may
 *     rest between requests
 * @param bodyTimeout how long a request's body may take to arrive
 * @param writeTimeout how long one event may wait for a reader of a stream to take it
 */
public record HttpConfig(
        String prefix,
        String host,
        int port,
        long maxBodyBytes,
        int maxConcurrentRequests,
        int maxConnections,
        Duration idleTimeout,
        Duration bodyTimeout,
        Duration writeTimeout,
        Optional<Tls> tls,
        Optional<Path> keysFile) {

    /** The server's certificate and private key; the password is never printed. */
    public record Tls(Path keystore, Password password, String type) {}

    private static final long DEFAULT_MAX_BODY_BYTES = 8L * 1024 * 1024;

    /**
     * Adds the HTTP keys of {@code service} (such as {@code ingest}) to a definition and returns
     * it.
     */
    public static ConfigDef define(ConfigDef definition, String service, int defaultPort) {
        String prefix = service + ".http.";
        return definition
                .define(
                        prefix + "host",
                        ConfigDef.Type.STRING,
                        "127.0.0.1",
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Address to listen on; anything but loopback needs "
                                + prefix
                                + "keys.file.")
                .define(
                        prefix + "port",
                        ConfigDef.Type.INT,
                        defaultPort,
                        Range.between(0, 65_535),
                        Importance.HIGH,
                        "Port to listen on; 0 picks a free one.")
                .define(
                        prefix + "keys.file",
                        ConfigDef.Type.STRING,
                        null,
                        Importance.HIGH,
                        "File with hashed API keys, made by `./wireroom keys create`; without it"
                                + " anyone on this machine may do everything.")
                .define(
                        prefix + "tls.keystore.path",
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "Keystore with certificate and private key; turns HTTPS on.")
                .define(
                        prefix + "tls.keystore.password",
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "Password of the keystore and its key.")
                .define(
                        prefix + "tls.keystore.type",
                        ConfigDef.Type.STRING,
                        "PKCS12",
                        ConfigDef.ValidString.in("PKCS12", "JKS"),
                        Importance.LOW,
                        "Format of the keystore.")
                .define(
                        prefix + "max.body.bytes",
                        ConfigDef.Type.LONG,
                        DEFAULT_MAX_BODY_BYTES,
                        Range.between(1, 1L << 30),
                        Importance.MEDIUM,
                        "Largest request body; more is answered 413.")
                .define(
                        prefix + "max.concurrent.requests",
                        ConfigDef.Type.INT,
                        256,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Requests worked on at once; more are answered 503 with Retry-After."
                                + " Health, metrics and open event streams do not count.")
                .define(
                        prefix + "max.connections",
                        ConfigDef.Type.INT,
                        4096,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Connections open at once; more wait to be accepted.")
                .define(
                        prefix + "idle.timeout.ms",
                        ConfigDef.Type.LONG,
                        60_000L,
                        Range.atLeast(100),
                        Importance.LOW,
                        "How long a connection may take to send a request's head, or rest between"
                                + " requests.")
                .define(
                        prefix + "body.timeout.ms",
                        ConfigDef.Type.LONG,
                        60_000L,
                        Range.atLeast(100),
                        Importance.LOW,
                        "How long a request's body may take to arrive; later is answered 408.")
                .define(
                        prefix + "write.timeout.ms",
                        ConfigDef.Type.LONG,
                        30_000L,
                        Range.atLeast(100),
                        Importance.LOW,
                        "How long a reader of an event stream may take to accept one event before"
                                + " it is cut off.");
    }

    public static HttpConfig from(ConfigValues values, String service) {
        String prefix = service + ".http.";
        Optional<Tls> tls =
                values.optionalPath(prefix + "tls.keystore.path")
                        .map(
                                keystore ->
                                        new Tls(
                                                keystore,
                                                values.password(prefix + "tls.keystore.password")
                                                        .orElseGet(() -> new Password("")),
                                                values.string(prefix + "tls.keystore.type")));
        return new HttpConfig(
                prefix,
                values.string(prefix + "host"),
                values.integer(prefix + "port"),
                values.longInteger(prefix + "max.body.bytes"),
                values.integer(prefix + "max.concurrent.requests"),
                values.integer(prefix + "max.connections"),
                values.millis(prefix + "idle.timeout.ms"),
                values.millis(prefix + "body.timeout.ms"),
                values.millis(prefix + "write.timeout.ms"),
                tls,
                values.optionalPath(prefix + "keys.file"));
    }
}
