package dev.wireroom.deliver.article;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import io.helidon.common.uri.UriQuery;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /v1/articles} and {@code GET /v1/articles/{id}}, from storage. */
public final class ArticleRoutes {

    private static final Logger log = LoggerFactory.getLogger(ArticleRoutes.class);

    /** SQLState of a statement that ran into its timeout. */
    private static final String QUERY_CANCELED = "57014";

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

    /** A page of articles, newest or best first; with counts and highlights where asked for. */
    public void list(Exchange exchange) {
        UriQuery given = exchange.request().query();
        Map<String, List<String>> parameters = new HashMap<>();
        given.names().forEach(name -> parameters.put(name, given.all(name)));
        ArticleQuery query = ArticleParameters.parse(parameters);
        exchange.reply(200, read(() -> store.search(query)));
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
            if (QUERY_CANCELED.equals(e.getSQLState())) {
                throw Problem.of(
                                503,
                                "search-too-slow",
                                "Search too slow",
                                "The search was given up after %d s."
                                        .formatted(ArticleStore.SEARCH_LIMIT.toSeconds()))
                        .withField("q")
                        .withFix(
                                "narrow it with since, source, language or entity, or a rarer word")
                        .toException();
            }
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
