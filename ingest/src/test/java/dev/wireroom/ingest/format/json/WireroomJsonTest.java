package dev.wireroom.ingest.format.json;

import static dev.wireroom.ingest.format.Fixtures.accepted;
import static dev.wireroom.ingest.format.Fixtures.arrival;
import static dev.wireroom.ingest.format.Fixtures.bytes;
import static dev.wireroom.ingest.format.Fixtures.refused;
import static dev.wireroom.ingest.format.Fixtures.utf8;
import static dev.wireroom.ingest.format.Fixtures.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.TimePrecision;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Fixtures;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import dev.wireroom.schema.ArticleIds;
import dev.wireroom.schema.ContentHash;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireroomJsonTest {

    private static final String EVERYTHING =
            """
            {"externalId": "ferry-1", "publishingStatus": "withheld", "editorialSignal": "correction",
             "version": "3", "versionCreated": "2026-11-23T10:15:00Z", "firstPublished": "2026-11",
             "embargoedUntil": "2026-11-24T06:00:00+01:00", "title": "Ferry", "body": "One.\\n\\nTwo.",
             "summary": "S", "byline": "By A and B", "authors": ["A", "B"], "dateline": "OSLO, Nov 23",
             "language": "en-gb", "url": "https://Example.org/ferry?utm_source=x", "copyrightHolder": "H",
             "copyrightNotice": "N", "usageTerms": "U", "urgency": 4, "genres": ["genre:Current"],
             "keywords": ["ferry", "oslo"],
             "subjects": [{"name": "Transport", "code": "medtop:20000337", "scheme": "medtop", "role": "subject"}],
             "media": [{"url": "https://example.org/f.jpg", "mediaType": "image/jpeg", "role": "main",
                        "caption": "C", "width": 800, "height": 600}],
             "x-desk": {"own": true}}
            """;

    @Test
    void putsEveryFieldWhereItBelongs() {
        Article article = accepted(EVERYTHING);
        assertThat(article.getSourceId()).isEqualTo("harbour-news");
        assertThat(article.getExternalId()).isEqualTo("ferry-1");
        assertThat(article.getExternalIdKind()).isEqualTo(ExternalIdKind.PUBLISHER);
        assertThat(article.getArticleId()).isEqualTo(ArticleIds.of("harbour-news", "ferry-1"));
        assertThat(article.getContentHash()).isEqualTo(ContentHash.of(article));
        assertThat(article.getPublishingStatus()).isEqualTo(PublishingStatus.WITHHELD);
        assertThat(article.getEditorialSignal()).isEqualTo(EditorialSignal.CORRECTION);
        assertThat(article.getVersion()).isEqualTo("3");
        assertThat(article.getVersionCreated().getInstant())
                .isEqualTo(Instant.parse("2026-11-23T10:15:00Z"));
        assertThat(article.getFirstPublished().getPrecision()).isEqualTo(TimePrecision.MONTH);
        assertThat(article.getEmbargoedUntil()).isEqualTo(Instant.parse("2026-11-24T05:00:00Z"));
        assertThat(article.getReceivedAt()).isEqualTo(Fixtures.RECEIVED);
        assertThat(article.getTitle()).isEqualTo("Ferry");
        assertThat(article.getBody()).isEqualTo("One.\n\nTwo.");
        assertThat(article.getAuthors()).containsExactly("A", "B");
        assertThat(article.getLanguage()).isEqualTo("en-GB");
        assertThat(article.getUrgency()).isEqualTo(4);
        assertThat(article.getSubjects().get(0).getCode()).isEqualTo("medtop:20000337");
        assertThat(article.getMedia().get(0).getWidth()).isEqualTo(800);
        assertThat(article.getFormat()).isEqualTo("wireroom-json");
        assertThat(article.getWarnings()).isEmpty();
    }

    @Test
    void readsBackWhatArticleJsonWrites() {
        Article article = accepted(EVERYTHING);
        Article again = accepted(ArticleJson.line(article));
        assertThat(again).isEqualTo(article);
        Article text = accepted("Title\n\nBody of a text without an id.");
        assertThat(accepted(ArticleJson.line(text)).getArticleId()).isEqualTo(text.getArticleId());
        assertThat(accepted(ArticleJson.line(text)).getContentHash())
                .isEqualTo(text.getContentHash());
    }

    @Test
    void namesEveryFaultWithItsPointerValueAndFix() {
        List<Fault> faults =
                refused(
                        """
                        {"titel": "T", "body": 7, "versionCreated": "yesterday", "urgency": 4.5,
                         "language": "english please", "url": "example.org", "authors": ["A", 1],
                         "publishingStatus": "cancelled", "subjects": [{}, {"nmae": "x", "name": "y"}],
                         "media": [{"url": "https://e.org/1", "width": -1}]}
                        """);
        assertThat(faults)
                .extracting(Fault::field, Fault::code)
                .containsExactlyInAnyOrder(
                        tuple("/titel", "unknown-field"),
                        tuple("/body", "wrong-type"),
                        tuple("/versionCreated", "invalid-date"),
                        tuple("/urgency", "out-of-range"),
                        tuple("/language", "invalid-language"),
                        tuple("/url", "invalid-url"),
                        tuple("/authors/1", "wrong-type"),
                        tuple("/publishingStatus", "unknown-value"),
                        tuple("/title", "missing-field"),
                        tuple("/subjects/0/name", "missing-field"),
                        tuple("/subjects/1/nmae", "unknown-field"),
                        tuple("/media/0/width", "out-of-range"));
        assertThat(faults).allSatisfy(fault -> assertThat(fault.fix()).isNotBlank());
        assertThat(faults).anySatisfy(f -> assertThat(f.value()).isEqualTo("yesterday"));
        assertThat(faults).anySatisfy(f -> assertThat(f.fix()).contains("Did you mean title?"));
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    @ParameterizedTest
    @CsvSource({"id, externalId", "text, body", "link, url", "langauge, language"})
    void guessesWhichFieldWasMeant(String sent, String meant) {
        List<Fault> faults = refused("{\"body\": \"B\", \"%s\": \"x\"}".formatted(sent));
        assertThat(faults.get(0).fix()).contains("Did you mean %s?".formatted(meant));
    }

    @Test
    void replacesLoneSurrogatesAndRemovesNuls() {
        Article article =
                accepted(
                        "{\"title\": \"a\\u0000b\", \"body\": \"x\\ud83dy \\ud83d\\ude00"
                                + " \\ude00\"}");
        assertThat(article.getTitle()).isEqualTo("ab");
        assertThat(article.getBody()).isEqualTo("x\uFFFDy \uD83D\uDE00 \uFFFD");
        assertThat(warnings(article)).containsExactly("nul-removed", "surrogate-replaced");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\": \"a\"",
                "{\"title\": \"a\"} trailing",
                "{\"title\": \"a\n\"}",
                "{'title': 'a'}",
                "{\"title\": NaN}"
            })
    void refusesMalformedJsonSayingWhere(String document) {
        Fault fault = refused(document).get(0);
        assertThat(fault.code()).isEqualTo("malformed-json");
        assertThat(fault.message()).contains("line 1").contains("column");
    }

    @Test
    void refusesANameGivenTwice() {
        Fault fault = refused("{\"title\": \"a\", \"title\": \"b\"}").get(0);
        assertThat(fault.code()).isEqualTo("duplicate-name");
        assertThat(fault.message()).contains("title");
    }

    @Test
    void cutsABodyThatIsTooLongAndRecordsItsLength() {
        String body = "x".repeat(9) + "😀" + "y".repeat(5);
        ParseResult result =
                ArticleFormats.parse(
                        utf8("{\"title\": \"t\", \"body\": \"%s\"}".formatted(body)),
                        arrival().withLimits(TextLimits.DEFAULT.withBody(10)));
        Article article = accepted(result);
        assertThat(article.getBody()).isEqualTo("x".repeat(9));
        assertThat(article.getFullTextLength()).isEqualTo(16);
        assertThat(warnings(article)).containsExactly("text-cut");
    }

    @Test
    void takesTheCanonicalUrlForIdWhereThereIsNone() {
        Article article =
                accepted(
                        "{\"title\": \"t\", \"url\":"
                                + " \"HTTPS://Example.ORG:443/a?utm_source=x&b=1#top\"}");
        assertThat(article.getExternalIdKind()).isEqualTo(ExternalIdKind.CANONICAL_URL);
        assertThat(article.getExternalId()).isEqualTo("https://example.org/a?b=1");
    }

    @Test
    void withdrawsWithoutContent() {
        Article article =
                accepted(
                        "{\"externalId\": \"ferry-1\", \"publishingStatus\": \"canceled\","
                                + " \"title\": \"t\", \"body\": \"b\"}");
        assertThat(article.getPublishingStatus()).isEqualTo(PublishingStatus.CANCELED);
        assertThat(article.getTitle()).isNull();
        assertThat(article.getBody()).isNull();
        assertThat(article.getArticleId()).isEqualTo(ArticleIds.of("harbour-news", "ferry-1"));
        assertThat(refused("{\"publishingStatus\": \"canceled\"}").get(0).field())
                .isEqualTo("/externalId");
    }

    @Test
    void endsAnEmbargoWithoutZoneWhenItsTimeHasComeEverywhere() {
        Article article = accepted("{\"title\": \"t\", \"embargoedUntil\": \"2026-11-24T06:00\"}");
        assertThat(article.getEmbargoedUntil()).isEqualTo(Instant.parse("2026-11-24T18:00:00Z"));
        assertThat(warnings(article)).containsExactly("embargo-without-zone");
    }

    @Test
    void readsAnHtmlBodyAsText() {
        Article article =
                accepted(
                        "{\"title\": \"t\", \"bodyHtml\": \"<p>One&amp;</p><p>Two<br>three</p>\"}");
        assertThat(article.getBody()).isEqualTo("One&\n\nTwo\nthree");
    }

    @Test
    void refusesAnArticleOfAnotherSource() {
        Fault fault = refused("{\"title\": \"t\", \"sourceId\": \"other\"}").get(0);
        assertThat(fault.field()).isEqualTo("/sourceId");
        assertThat(fault.value()).isEqualTo("other");
    }

    @Test
    void letsTheTransportNameTheArticle() {
        ParseResult result =
                ArticleFormats.parse(
                        utf8("{\"title\": \"t\"}"), arrival().withExternalId(Optional.of("n-1")));
        assertThat(accepted(result).getArticleId()).isEqualTo(ArticleIds.of("harbour-news", "n-1"));
    }

    @Test
    void readsWhatItsSchemaDocumentsAndNothingElse() throws IOException {
        JsonNode schema =
                new ObjectMapper().readTree(bytes("dev/wireroom/ingest/article.schema.json"));
        Set<String> documented = new java.util.TreeSet<>();
        schema.get("properties").fieldNames().forEachRemaining(documented::add);
        for (String name : documented) {
            // of the wrong type on purpose: a field that is read is at fault, but never unknown
            ParseResult result =
                    ArticleFormats.parse(
                            utf8("{\"title\": \"t\", \"%s\": true}".formatted(name)),
                            arrival().as("application/json"));
            boolean unknown =
                    result instanceof ParseResult.Refused no
                            && no.faults().stream()
                                    .anyMatch(fault -> fault.code().equals("unknown-field"));
            assertThat(unknown).as(name).isFalse();
            boolean readOnly = schema.at("/properties/" + name).path("readOnly").asBoolean();
            boolean taken = result instanceof ParseResult.Parsed;
            assertThat(taken).as("%s is read past", name).isEqualTo(readOnly);
        }
        assertThat(documented).containsAll(WireroomJson.MEMBERS);
        assertThat(documented)
                .hasSize(WireroomJson.MEMBERS.size() + WireroomJson.DERIVED_MEMBERS.size());
    }
}
