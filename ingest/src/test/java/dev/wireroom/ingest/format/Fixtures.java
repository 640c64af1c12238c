package dev.wireroom.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Reads fixtures and unwraps results for the tests of formats. */
public final class Fixtures {

    public static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");

    private Fixtures() {}

    public static Arrival arrival() {
        return Arrival.from("harbour-news", RECEIVED);
    }

    public static byte[] bytes(String resource) {
        try (InputStream in = Fixtures.class.getResourceAsStream("/" + resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static Article accepted(String document) {
        return accepted(utf8(document));
    }

    public static Article accepted(byte[] document) {
        return accepted(ArticleFormats.parse(document, arrival()));
    }

    public static Article accepted(ParseResult result) {
        assertThat(result).isInstanceOf(ParseResult.Parsed.class);
        List<Article> articles = ((ParseResult.Parsed) result).articles();
        assertThat(articles).hasSize(1);
        return articles.get(0);
    }

    public static List<Fault> refused(String document) {
        return refused(ArticleFormats.parse(utf8(document), arrival()));
    }

    public static List<Fault> refused(ParseResult result) {
        assertThat(result).isInstanceOf(ParseResult.Refused.class);
        return ((ParseResult.Refused) result).faults();
    }

    public static List<String> warnings(Article article) {
        return article.getWarnings().stream().map(ParseWarning::getCode).toList();
    }
}
