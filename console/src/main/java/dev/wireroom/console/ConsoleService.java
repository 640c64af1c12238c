package dev.wireroom.console;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.wireroom.console.line.BookKeeper;
import dev.wireroom.console.line.DeadLetterShelf;
import dev.wireroom.console.line.LineView;
import dev.wireroom.console.line.LineWatcher;
import dev.wireroom.ledger.LedgerBook;
import dev.wireroom.ledger.StoredCountReader;
import dev.wireroom.ledger.Window;
import dev.wireroom.service.config.DatabaseConfig;
import dev.wireroom.service.http.Access;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.HttpDoor;
import dev.wireroom.service.http.Metrics;
import dev.wireroom.service.http.Problem;
import dev.wireroom.service.http.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/**
 * The running console: a status page and its data. It holds no state of its own and starts without
 * anything else being there; what is not known is shown as unknown.
 */
public final class ConsoleService implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);

    private final HikariDataSource database;
    private final BookKeeper books;
    private final LineWatcher watcher;
    private final Metrics metrics;
    private final HttpDoor door;
    private final Health health;

    private ConsoleService(
            HikariDataSource database,
            BookKeeper books,
            LineWatcher watcher,
            Metrics metrics,
            HttpDoor door,
            Health health) {
        this.database = database;
        this.books = books;
        this.watcher = watcher;
        this.metrics = metrics;
        this.door = door;
        this.health = health;
    }

    /**
     * Starts the console; the page answers when this returns.
     *
     * @throws dev.wireroom.service.config.ConfigurationException where the port or the keys can't
     *     be used
     */
    public static ConsoleService start(ConsoleConfig config) {
        Health health = Health.create();
        Metrics metrics = Metrics.create("console");
        HikariDataSource database = open(config.database());
        LedgerBook ledger = new LedgerBook(Window.reachable(Instant.now()));
        DeadLetterShelf deadLetters = new DeadLetterShelf();
        BookKeeper books = BookKeeper.start(config.connection(), health, ledger, deadLetters);
        LineWatcher watcher =
                LineWatcher.start(
                        config,
                        health,
                        ledger,
                        deadLetters,
                        books,
                        new StoredCountReader(database::getConnection));
        try {
            HttpDoor door =
                    HttpDoor.builder("console", config.http())
                            .health(health)
                            .metrics(metrics)
                            .openApi("/dev/wireroom/console/openapi.json")
                            .get(
                                    "/",
                                    Access.EVERYONE,
                                    StaticPage.of("index.html", "text/html; charset=utf-8")::serve)
                            .get(
                                    "/style.css",
                                    Access.EVERYONE,
                                    StaticPage.of("style.css", "text/css; charset=utf-8")::serve)
                            .get(
                                    "/app.js",
                                    Access.EVERYONE,
                                    StaticPage.of("app.js", "text/javascript; charset=utf-8")
                                            ::serve)
                            .get(
                                    "/v1/line",
                                    Access.only(Role.OPERATOR),
                                    exchange -> line(exchange, watcher))
                            .get(
                                    "/v1/topics",
                                    Access.only(Role.OPERATOR),
                                    exchange -> topics(exchange, watcher))
                            .start();
            return new ConsoleService(database, books, watcher, metrics, door, health);
        } catch (RuntimeException e) {
            watcher.close();
            books.close();
            database.close();
            metrics.close();
            throw e;
        }
    }

    private static void line(Exchange exchange, LineWatcher watcher) {
        exchange.set("Cache-Control", "no-store").reply(200, view(watcher));
    }

    private static void topics(Exchange exchange, LineWatcher watcher) {
        LineView view = view(watcher);
        exchange.set("Cache-Control", "no-store")
                .reply(
                        200,
                        Map.of("at", view.at(), "topics", view.topics(), "groups", view.groups()));
    }

    private static LineView view(LineWatcher watcher) {
        return watcher.view()
                .orElseThrow(
                        () ->
                                Problem.of(
                                                503,
                                                "not-ready",
                                                "Not ready",
                                                "The console has not looked at the line yet.")
                                        .withFix("try again in a second")
                                        .toException()
                                        .header("Retry-After", "1"));
    }

    private static HikariDataSource open(DatabaseConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("console");
        pool.setJdbcUrl(config.url());
        pool.setUsername(config.user());
        pool.setPassword(config.password().map(Password::value).orElse(null));
        pool.setMaximumPoolSize(1);
        pool.setReadOnly(true);
        pool.setConnectionTimeout(CONNECT_WITHIN.toMillis());
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
        watcher.close();
        books.close();
        database.close();
        metrics.close();
    }
}
