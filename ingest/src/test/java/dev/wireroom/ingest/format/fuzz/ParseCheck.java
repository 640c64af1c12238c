package dev.wireroom.ingest.format.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import dev.wireroom.ingest.format.detect.ParsedItem;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Assertions;

/**
 * What holds for the result of every parser whatever the bytes: no exception, an end in time, the
 * same result for the same bytes, refusals that say what to do, and articles that the contract can
 * carry.
 */
final class ParseCheck {

    static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");

    /** Media types as transports send them; none comes first. */
    static final List<Optional<String>> MEDIA_TYPES =
            List.of(
                    Optional.empty(),
                    Optional.of("application/json"),
                    Optional.of("application/ninjs+json"),
                    Optional.of("application/x-ndjson"),
                    Optional.of("application/feed+json"),
                    Optional.of("text/plain"),
                    Optional.of("text/html"),
                    Optional.of("text/xml"),
                    Optional.of("application/xml"),
                    Optional.of("application/xhtml+xml"),
                    Optional.of("application/rss+xml"),
                    Optional.of("application/atom+xml"),
                    Optional.of("application/vnd.iptc.g2.newsitem+xml"),
                    Optional.of("message/rfc822"),
                    Optional.of("application/mbox"),
                    Optional.of("application/octet-stream"));

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-12-31T23:59:59Z");

    private ParseCheck() {}

    static Arrival arrival(Optional<String> mediaType) {
        Arrival arrival =
                Arrival.from("fuzz", RECEIVED).at(URI.create("https://fuzz.example/feed"));
        return mediaType.map(arrival::as).orElse(arrival);
    }

    /**
     * Parses within the time and checks the result.
     *
     * @param limit guards against hanging, not against being slow
     */
    static List<ParsedItem> check(byte[] content, Arrival arrival, Duration limit) {
        return Assertions.assertTimeoutPreemptively(limit, () -> check(content, arrival));
    }

    static List<ParsedItem> check(byte[] content, Arrival arrival) {
        List<ParsedItem> items = ArticleFormats.parseEach(content, arrival);
        assertThat(ArticleFormats.parseEach(content, arrival)).isEqualTo(items);
        for (ParsedItem item : items) {
            switch (item.result()) {
                case ParseResult.Refused refused -> refused.faults().forEach(ParseCheck::check);
                case ParseResult.Parsed parsed -> {
                    parsed.articles().forEach(article -> check(article, arrival.limits()));
                    parsed.warnings().forEach(ParseCheck::checkTexts);
                }
            }
        }
        return items;
    }

    private static void check(Fault fault) {
        assertThat(fault.code()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(fault.message()).isNotBlank();
        assertThat(fault.fix()).isNotBlank();
        assertThat(fault.value().length()).isLessThanOrEqualTo(100);
        for (String text : List.of(fault.value(), fault.message(), fault.field(), fault.fix())) {
            assertThat(oddCharacter(text)).as(fault.toString()).isEmpty();
        }
    }

    private static void check(Article article, TextLimits limits) {
        try {
            ByteBuffer encoded = article.toByteBuffer();
            assertThat(Article.fromByteBuffer(encoded)).isEqualTo(article);
        } catch (IOException e) {
            fail("the contract can't carry the article", e);
        }
        checkTexts(article);
        assertThat(article.getArticleId()).isNotBlank();
        assertThat(article.getExternalId()).isNotBlank();
        assertThat(article.getExternalId().length()).isLessThanOrEqualTo(2_000);
        assertThat(article.getContentHash()).hasSize(64);
        assertThat(article.getFormat()).isNotBlank();
        assertThat(length(article.getBody())).isLessThanOrEqualTo(limits.body());
        assertThat(length(article.getSummary())).isLessThanOrEqualTo(limits.summary());
        assertThat(length(article.getTitle())).isLessThanOrEqualTo(limits.field());
        assertThat(length(article.getByline())).isLessThanOrEqualTo(limits.field());
        assertThat(length(article.getDateline())).isLessThanOrEqualTo(limits.field());
        assertThat(length(article.getSlugline())).isLessThanOrEqualTo(limits.field());
        assertThat(length(article.getEditorialNote())).isLessThanOrEqualTo(limits.field());
        assertThat(article.getAuthors().size()).isLessThanOrEqualTo(limits.items());
        assertThat(article.getKeywords().size()).isLessThanOrEqualTo(limits.items());
        assertThat(article.getSubjects().size()).isLessThanOrEqualTo(limits.items());
        assertThat(article.getMedia().size()).isLessThanOrEqualTo(limits.items());
        check(article.getFirstPublished());
        check(article.getVersionCreated());
        if (article.getEmbargoedUntil() != null) {
            assertThat(article.getEmbargoedUntil()).isBetween(EARLIEST, LATEST);
        }
        article.getMedia().forEach(media -> assertThat(media.getUrl()).isNotBlank());
        article.getSubjects().forEach(subject -> assertThat(subject.getName()).isNotBlank());
    }

    private static void check(NewsTime time) {
        if (time != null) {
            assertThat(time.getInstant()).isBetween(EARLIEST, LATEST);
        }
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    /** Every text of a record, however deep, is free of what stores can't hold. */
    private static void checkTexts(IndexedRecord record) {
        for (int i = 0; i < record.getSchema().getFields().size(); i++) {
            String field = record.getSchema().getFields().get(i).name();
            checkValue(record.get(i), record.getSchema().getName() + "." + field);
        }
    }

    private static void checkValue(Object value, String field) {
        if (value instanceof String text) {
            assertThat(oddCharacter(text)).as("%s = %s", field, text).isEmpty();
        } else if (value instanceof IndexedRecord record) {
            checkTexts(record);
        } else if (value instanceof List<?> list) {
            list.forEach(element -> checkValue(element, field));
        }
    }

    /** A NUL or the half of a surrogate pair; empty where there is none. */
    private static Optional<String> oddCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair =
                    i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                return Optional.of("U+%04X at %d".formatted((int) c, i));
            }
        }
        return Optional.empty();
    }
}
