package dev.wireroom.launcher.demo;

import dev.wireroom.service.config.DatabaseConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * Watches PostgreSQL for a revision to be stored, and deliver for it to be served. Not thread-safe.
 */
final class StoreWatch implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final int GONE = 410;

    private final Connection connection;
    private final URI deliver;
    private final HttpClient http = HttpClient.newHttpClient();

    StoreWatch(DatabaseConfig database, URI deliver) throws SQLException {
        connection =
                DriverManager.getConnection(
                        database.url(),
                        database.user(),
                        database.password().map(Password::value).orElse(null));
        this.deliver = deliver;
    }

    /** When the revision, or a later one, was stored; empty when it was not in time. */
    Optional<Instant> await(String articleId, int revision, Duration limit)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        do {
            Optional<Instant> stored = storedAt(articleId, revision);
            if (stored.isPresent()) {
                return stored;
            }
            Thread.sleep(BETWEEN_LOOKS);
        } while (System.nanoTime() < deadline);
        return Optional.empty();
    }

    /** Whether deliver has the article, or says that it was withdrawn. */
    boolean isServed(String articleId) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(deliver.resolve("/v1/articles/" + articleId)).build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        return status == 200 || status == GONE;
    }

    private Optional<Instant> storedAt(String articleId, int revision) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT stored_at FROM article WHERE article_id = ? AND revision >= ?")) {
            query.setString(1, articleId);
            query.setInt(2, revision);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(row.getObject(1, OffsetDateTime.class).toInstant())
                        : Optional.empty();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        http.close();
        connection.close();
    }
}
