package dev.wireroom.deliver;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.wireroom.deliver.article.ArticleRoutes;
import dev.wireroom.deliver.article.ArticleStore;
import dev.wireroom.deliver.stream.LiveFeed;
import dev.wireroom.deliver.stream.StreamRoute;
import dev.wireroom.service.config.DatabaseConfig;
import dev.wireroom.service.http.Access;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.HttpDoor;
import dev.wireroom.service.http.Metrics;
import dev.wireroom.service.http.Role;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import java.net.URI;
import java.time.Duration;
import org.apache.kafka.common.config.types.Password;

/**
 * The running deliver service: stored articles and the live stream over HTTP. It starts without
 * Kafka, registry or store being there; {@code /readyz} says what is missing. Thread-safe.
 */
public final class DeliverService implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);

    private final HikariDataSource database;
    private final StoreHealth storeHealth;
    private final LiveFeed feed;
    private final Metrics metrics;
    private final HttpDoor door;
    private final Health health;

    private DeliverService(
            HikariDataSource database,
            StoreHealth storeHealth,
            LiveFeed feed,
            Metrics metrics,
            HttpDoor door,
            Health health) {
        this.database = database;
        this.storeHealth = storeHealth;
        this.feed = feed;
        this.metrics = metrics;
        this.door = door;
        this.health = health;
    }

    /**
     * Starts the service; it answers when this returns.
     *
     * @throws dev.wireroom.service.config.ConfigurationException where the port or the keys can't
     *     be used
     */
    public static DeliverService start(DeliverConfig config) {
        Health health = Health.create();
        Metrics metrics = Metrics.create("deliver");
        HikariDataSource database = open(config.database(), config.databaseConnections());
        StoreHealth storeHealth = StoreHealth.start(database, health);
        LiveFeed feed = LiveFeed.start(config.connection(), health, config.streamBuffer());
        Gauge.builder("wireroom.deliver.subscribers", feed, LiveFeed::subscribers)
                .description("Subscribers connected to /v1/stream.")
                .register(metrics.registry());
        FunctionCounter.builder("wireroom.deliver.events", feed, LiveFeed::delivered)
                .description("Records of the enriched topic handed to the subscribers.")
                .register(metrics.registry());
        ArticleRoutes articles = new ArticleRoutes(new ArticleStore(database));
        StreamRoute stream = new StreamRoute(feed, config.heartbeat());
        try {
            HttpDoor door =
                    HttpDoor.builder("deliver", config.http())
                            .health(health)
                            .metrics(metrics)
                            .openApi("/dev/wireroom/deliver/openapi.json")
                            .get("/v1/articles", Access.only(Role.SUBSCRIBER), articles::list)
                            .get("/v1/articles/{id}", Access.only(Role.SUBSCRIBER), articles::one)
                            .get("/v1/stream", Access.only(Role.SUBSCRIBER), stream::handle)
                            .start();
            return new DeliverService(database, storeHealth, feed, metrics, door, health);
        } catch (RuntimeException e) {
            feed.close();
            storeHealth.close();
            database.close();
            metrics.close();
            throw e;
        }
    }

    private static HikariDataSource open(DatabaseConfig config, int connections) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("deliver");
        pool.setJdbcUrl(config.url());
        pool.setUsername(config.user());
        pool.setPassword(config.password().map(Password::value).orElse(null));
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(1);
        pool.setReadOnly(true);
        pool.setConnectionTimeout(CONNECT_WITHIN.toMillis());
        // the service starts without its store and says so in /readyz
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    /** What the service needs and whether it has it; a failure in it is for good. */
    public Health health() {
        return health;
    }

    public int port() {
        return door.port();
    }

    public URI uri() {
        return door.uri();
    }

    @Override
    public void close() {
        door.close();
        feed.close();
        storeHealth.close();
        database.close();
        metrics.close();
    }
}
