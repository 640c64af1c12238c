package dev.wireroom.ingest.format.archive;

import static dev.wireroom.ingest.format.Fixtures.accepted;
import static dev.wireroom.ingest.format.Fixtures.arrival;
import static dev.wireroom.ingest.format.Fixtures.bytes;
import static dev.wireroom.ingest.format.Fixtures.refused;
import static dev.wireroom.ingest.format.Fixtures.utf8;
import static dev.wireroom.ingest.format.Fixtures.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WxrTest {

    @Test
    void readsAPostOfTheOldEditorAsWordPressShowsIt() {
        Article article = accepted(bytes("wxr/classic-post-with-attachment.xml"));
        assertThat(article.getTitle()).isEqualTo("Last trip of the ferry & its crew");
        assertThat(article.getBody())
                .isEqualTo(
                        "The ferry Norna left Norhaven for the last time.\n\nIt had sailed for\n"
                                + "forty years.\n\nWe will miss her [sic]\n\nEvery day\n\n"
                                + "Passengers cried. Book now");
        assertThat(article.getSummary()).isEqualTo("A ferry retires.");
        assertThat(article.getExternalId()).isEqualTo("https://norhaven.example/?p=10");
        assertThat(article.getExternalIdKind()).isEqualTo(ExternalIdKind.PUBLISHER);
        assertThat(article.getUrl()).isEqualTo("https://norhaven.example/10/");
        assertThat(article.getByline()).isEqualTo("Jane Doe");
        assertThat(article.getLanguage()).isEqualTo("en-US");
        assertThat(article.getKeywords()).containsExactly("ferries");
        assertThat(article.getFirstPublished().getInstant())
                .isEqualTo(Instant.parse("2026-11-20T08:30:00Z"));
        assertThat(article.getSubjects())
                .extracting(Concept::getName, Concept::getCode)
                .containsExactly(tuple("Ports & Ships", "ports"));
        assertThat(article.getMedia())
                .extracting(MediaLink::getUrl, MediaLink::getRole, MediaLink::getCaption)
                .containsExactly(
                        tuple("https://norhaven.example/quay.jpg", "main", "The quay at dawn"),
                        tuple("https://norhaven.example/norna.jpg", "inline", "The Norna in 1986"));
        assertThat(article.getFormat()).isEqualTo("wxr/1.2");
        assertThat(article.getWarnings()).isEmpty();
    }

    @Test
    void readsAPostOfTheBlockEditorWithoutItsComments() {
        Article article = accepted(bytes("wxr/block-editor-post.xml"));
        assertThat(article.getBody()).isEqualTo("The market opens at six.\n\nFish\n\nBread");
        assertThat(article.getMedia())
                .extracting(MediaLink::getUrl, MediaLink::getCaption)
                .containsExactly(tuple("https://norhaven.example/market.jpg", "Stalls at six"));
    }

    @Test
    void takesWhatIsPublishedAndCountsWhatIsNot() {
        ParseResult.Parsed parsed = parsed("wxr/every-status-and-type.xml");
        assertThat(parsed.articles())
                .extracting(Article::getTitle, Article::getEmbargoedUntil)
                .containsExactly(
                        tuple("Published", null),
                        tuple("Later", Instant.parse("2026-12-01T06:00:00Z")),
                        tuple("Page", null));
        assertThat(parsed.warnings())
                .extracting(ParseWarning::getMessage)
                .containsExactly(
                        "1 left out: items behind a password",
                        "1 left out: items of type nav_menu_item",
                        "1 left out: items that are not published (status auto-draft)",
                        "1 left out: items that are not published (status draft)",
                        "1 left out: items that are not published (status pending)",
                        "1 left out: items that are not published (status private)",
                        "1 left out: items that are not published (status trash)");
    }

    @Test
    void withholdsAPostOfTheFutureWithoutADate() {
        String export =
                text("wxr/version-1.0-without-dates.xml")
                        .replace("[publish]", "[future]")
                        .replaceAll("<pubDate>.*</pubDate>", "")
                        .replaceAll("<wp:post_date>.*</wp:post_date>", "");
        Article article = accepted(export);
        assertThat(article.getPublishingStatus()).isEqualTo(PublishingStatus.WITHHELD);
        assertThat(warnings(article)).containsExactly("withheld");
    }

    @Test
    void survivesWhatNoXmlParserWould() {
        Article article = accepted(bytes("wxr/control-characters-and-undeclared-entities.xml"));
        assertThat(article.getTitle()).isEqualTo("Café A & B");
        assertThat(article.getBody()).isEqualTo("Text with control chars and]]> an end.");
        assertThat(warnings(article)).containsExactly("nul-removed", "control-removed");
    }

    @Test
    void usesWhatCameWholeOfAnExportThatIsCutOff() {
        ParseResult.Parsed parsed = parsed("wxr/cut-off-in-second-item.xml");
        assertThat(parsed.articles()).extracting(Article::getTitle).containsExactly("Whole");
        assertThat(parsed.warnings()).extracting(ParseWarning::getCode).containsExactly("cut-off");
    }

    @Test
    void refusesAnExportWithNothingPublished() {
        Fault fault =
                refused(ArticleFormats.parse(bytes("wxr/nothing-published.xml"), arrival())).get(0);
        assertThat(fault.code()).isEqualTo("empty-document");
        assertThat(fault.message()).contains("status draft");
    }

    @Test
    void fallsBackToThePubDateWhereTheGmtDateIsZero() {
        Article article = accepted(bytes("wxr/version-1.0-without-dates.xml"));
        assertThat(article.getFirstPublished().getInstant())
                .isEqualTo(Instant.parse("2026-11-20T08:30:00Z"));
        assertThat(article.getFormat()).isEqualTo("wxr/1.0");
    }

    @Test
    void expandsNoEntityThatADoctypeDeclares() {
        Article article = accepted(bytes("wxr/doctype-with-entity-bomb.xml"));
        assertThat(article.getTitle()).isEqualTo("Bomb &b; &x;");
    }

    @Test
    void namesEveryCoAuthor() {
        Article article = accepted(bytes("wxr/co-authors.xml"));
        assertThat(article.getAuthors()).containsExactly("Jane Doe", "John Roe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wxr/windows-1252-declared.xml", "wxr/utf-16.xml"})
    void readsTheEncodingThatTheExportNames(String fixture) {
        Article article = accepted(bytes(fixture));
        assertThat(article.getTitle()).isEqualTo("Café");
        assertThat(article.getBody()).isEqualTo("Été à Norhaven.");
    }

    @Test
    void keepsPlainFeedsOut() {
        assertThat(new String(bytes("wxr/co-authors.xml"), StandardCharsets.UTF_8))
                .contains("wordpress.org/export/1.2/");
        String feed = text("wxr/co-authors.xml").replace("wordpress.org/export/1.2/", "x.example/");
        ParseResult result = ArticleFormats.parse(utf8(feed), arrival());
        boolean asExport =
                result instanceof ParseResult.Parsed parsed
                        && parsed.articles().get(0).getFormat().startsWith("wxr");
        assertThat(asExport).isFalse();
    }

    @Test
    void readsTwentyThousandPostsInTimeThatGrowsWithThem() {
        String whole = text("wxr/co-authors.xml");
        int begin = whole.indexOf("\t<item>");
        int end = whole.indexOf("</channel>");
        String item = whole.substring(begin, end);
        StringBuilder export = new StringBuilder(whole.substring(0, begin));
        for (int i = 0; i < 20_000; i++) {
            export.append(item.replace("?p=70", "?p=" + i));
        }
        byte[] bytes = utf8(export.append("</channel></rss>").toString());
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    ParseResult result = ArticleFormats.parse(bytes, arrival());
                    assertThat(((ParseResult.Parsed) result).articles()).hasSize(20_000);
                });
    }

    private static String text(String fixture) {
        return new String(bytes(fixture), StandardCharsets.UTF_8);
    }

    private static ParseResult.Parsed parsed(String fixture) {
        ParseResult result = ArticleFormats.parse(bytes(fixture), arrival());
        assertThat(result).isInstanceOf(ParseResult.Parsed.class);
        return (ParseResult.Parsed) result;
    }
}
