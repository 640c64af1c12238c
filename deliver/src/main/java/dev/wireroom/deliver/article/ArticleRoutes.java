package dev.wireroom.deliver.article;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.deliver.article.ArticleQuery.PageKey;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /v1/articles} and {@code GET /v1/articles/{id}}, from storage. */
public final class ArticleRoutes {

    private static final Logger log = LoggerFactory.getLogger(ArticleRoutes.class);

    private final ArticleStore store;

    public ArticleRoutes(ArticleStore store) {
        this.store = store;
    }

    /** One article; with {@code ?revisions=true} its history too. Withdrawn content answers 410. */
    public void one(Exchange exchange) {
        String id = exchange.path("id");
        ObjectNode article = read(() -> store.find(id)).orElseThrow(() -> notFound(id));
        if (article.path("outcome").asText().equals("withdrawn")) {
            throw Problem.of(
                            410,
                            "withdrawn",
                            "Withdrawn",
                            "The publisher withdrew this article; its content was deleted.")
                    .withField("id")
                    .withValue(id)
                    .with("withdrawnAt", article.path("withdrawnAt").asText())
                    .with("revision", article.path("revision").asInt())
                    .toException();
        }
        if (flag(exchange, "revisions")) {
            article.set("revisions", read(() -> store.revisions(id)));
        }
        exchange.reply(200, article);
    }

    /** A page of articles, newest first. */
    public void list(Exchange exchange) {
        ArticleQuery query =
                new ArticleQuery(
                        exchange.query("q").filter(text -> !text.isBlank()),
                        exchange.query("source"),
                        exchange.query("language"),
                        exchange.query("entity"),
                        parsed(
                                exchange,
                                "since",
                                ArticleRoutes::time,
                                "use a time such as 2026-11-23T10:00:00Z"),
                        parsed(
                                exchange,
                                "after",
                                PageKey::parse,
                                "use the 'next' of the page before, unchanged"),
                        parsed(
                                        exchange,
                                        "limit",
                                        ArticleRoutes::limit,
                                        "use a whole number from 1 to " + ArticleQuery.MAX_LIMIT)
                                .orElse(ArticleQuery.DEFAULT_LIMIT));
        exchange.reply(200, read(() -> store.list(query)));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Integer limit(String text) {
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > ArticleQuery.MAX_LIMIT) {
            throw new IllegalArgumentException("out of range");
        }
        return limit;
    }

    private static <T> Optional<T> parsed(
            Exchange exchange, String name, Function<String, T> parser, String fix) {
        Optional<String> given = exchange.query(name);
        try {
            return given.map(parser);
        } catch (IllegalArgumentException e) {
            throw Problem.of(
                            400,
                            "invalid-parameter",
                            "Invalid parameter",
                            name + " can't be understood.")
                    .withField(name)
                    .withValue(given.orElse(""))
                    .withFix(fix)
                    .toException();
        }
    }

    private static boolean flag(Exchange exchange, String name) {
        return exchange.query(name)
                .map(value -> value.isEmpty() || Boolean.parseBoolean(value))
                .orElse(false);
    }

    private static RuntimeException notFound(String id) {
        return Problem.of(
                        404,
                        "no-such-article",
                        "No such article",
                        "Nothing is stored under this id.")
                .withField("id")
                .withValue(id)
                .withFix(
                        "an article that was accepted a moment ago may still be on its way; else"
                                + " check the id")
                .toException();
    }

    /** A read of the database. */
    private interface Read<T> {
        T run() throws SQLException;
    }

    private static <T> T read(Read<T> read) {
        try {
            return read.run();
        } catch (SQLException e) {
            log.warn("the store did not answer: {}", e.toString());
            throw Problem.of(
                            503,
                            "store-unavailable",
                            "Store unavailable",
                            "The article store does not answer.")
                    .withFix("try again; /readyz says what is missing")
                    .toException()
                    .header("Retry-After", "5");
        }
    }
}
