package dev.wireroom.ingest.format.newsml;

import static dev.wireroom.ingest.format.Fixtures.accepted;
import static dev.wireroom.ingest.format.Fixtures.arrival;
import static dev.wireroom.ingest.format.Fixtures.bytes;
import static dev.wireroom.ingest.format.Fixtures.refused;
import static dev.wireroom.ingest.format.Fixtures.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Newsml1Test {

    private static Article read(String name) {
        return accepted(bytes("newsml-1.2/" + name + ".xml"));
    }

    @Test
    void readsParagraphsThatStandStraightInTheContent() {
        Article article = read("paragraphs-straight-in-data-content");
        assertThat(article.getFormat()).isEqualTo("newsml/1.2");
        assertThat(article.getExternalId()).isEqualTo("urn:newsml:hn.example:20261123:TX-1");
        assertThat(article.getVersion()).isEqualTo("1");
        assertThat(article.getFirstPublished().getInstant())
                .isEqualTo(Instant.parse("2026-11-23T10:42:33Z"));
        assertThat(article.getVersionCreated().getInstant())
                .isEqualTo(Instant.parse("2026-11-23T10:42:34Z"));
        assertThat(article.getTitle()).isEqualTo("Le bac repart");
        assertThat(article.getBody()).isEqualTo("Il repart.\n\nÀ neuf heures.");
        assertThat(article.getDateline()).isEqualTo("Bergen, 23 nov 2026 (HN) -");
        assertThat(article.getSlugline()).isEqualTo("bac-tempête");
        assertThat(article.getCopyrightNotice()).isEqualTo("© 2026 HN");
        assertThat(article.getLanguage()).isEqualTo("fr");
        assertThat(article.getUrgency()).isEqualTo(4);
        assertThat(article.getKeywords()).containsExactly("bac", "tempête");
        assertThat(article.getSubjects())
                .extracting(Concept::getCode, Concept::getName, Concept::getRole)
                .containsExactly(
                        tuple("02008000", "02008000", "subject"),
                        tuple("02000000", "02000000", "subject"),
                        tuple("NOR", "Bergen", "place"));
        assertThat(article.getEditorialSignal()).isEqualTo(EditorialSignal.NONE);
        assertThat(article.getWarnings()).isEmpty();
    }

    @Test
    void linksEachPictureOnceWithItsCaption() {
        Article article = read("pictures-as-components");
        assertThat(article.getTitle()).isEqualTo("A restaurant for dogs");
        assertThat(article.getBody()).isEqualTo("Dogs eat.");
        assertThat(article.getByline()).isEqualTo("Ada Lindqvist");
        assertThat(article.getAuthors()).isEmpty();
        assertThat(article.getMedia())
                .containsExactly(
                        new MediaLink(
                                "p0-hd.jpg",
                                "image/jpeg",
                                "associated",
                                "Two dogs wait.",
                                768,
                                565),
                        new MediaLink(
                                "p1-hd.jpg",
                                "image/jpeg",
                                "associated",
                                "A chef cooks.",
                                768,
                                565));
    }

    @Test
    void resolvesRelativeLinksWhereTheDocumentsPlaceIsKnown() {
        ParseResult result =
                ArticleFormats.parse(
                        bytes("newsml-1.2/pictures-as-components.xml"),
                        arrival().at(URI.create("https://wire.example.org/in/doc-2.xml")));
        assertThat(accepted(result).getMedia())
                .extracting(MediaLink::getUrl)
                .containsExactly(
                        "https://wire.example.org/in/p0-hd.jpg",
                        "https://wire.example.org/in/p1-hd.jpg");
    }

    @Test
    void dropsADocumentTypeWithAParameterEntity() {
        Article article = read("doctype-with-parameter-entity");
        assertThat(article.getExternalId()).isEqualTo("urn:newsml:hn.example:20261123:KW3");
        assertThat(article.getBody()).isEqualTo("The premier resigned.\n\n==HN");
        assertThat(article.getDateline()).isEqualTo("TOKYO, July 23");
        assertThat(article.getSlugline()).isEqualTo("Premier");
        assertThat(article.getWarnings()).isEmpty();
    }

    @Test
    void readsTitleLeadAndBodyByTheirRolesAndTheFirstOfTwoLanguages() {
        Article article = read("two-languages-with-title-lead-and-body");
        assertThat(article.getExternalId()).isEqualTo("urn:newsml:hn.example:20261123:98055798");
        assertThat(article.getVersion()).isEqualTo("4");
        assertThat(article.getLanguage()).isEqualTo("nl");
        assertThat(article.getTitle()).isEqualTo("Veerboot vaart");
        assertThat(article.getSummary()).isEqualTo("Hij vaart weer.");
        assertThat(article.getBody()).isEqualTo("Steven Van Geel vaart.");
        assertThat(article.getAuthors()).containsExactly("DWM");
        assertThat(article.getKeywords()).containsExactly("PRESS", "TV");
        assertThat(article.getGenres()).containsExactly("CURRENT");
        assertThat(warnings(article)).containsExactly("language-skipped");
    }

    @Test
    void namesSubjectsByTheItemsTopics() {
        Article article = read("html-in-cdata-and-topic-names");
        assertThat(article.getTitle()).isEqualTo("Jobs & wages grow");
        assertThat(article.getSummary()).isEqualTo("Best month since 2001.");
        assertThat(article.getBody()).isEqualTo("Jobs grew.\n\nWages, too.");
        assertThat(article.getLanguage()).isEqualTo("en");
        assertThat(article.getSubjects())
                .containsExactly(
                        new Concept("Employment", "09003000", Nitf.SUBJECT_CODES, "subject"));
    }

    @Test
    void followsTopicOccurrencesAndReadsBase64() {
        Article article = read("topic-occurrences-and-base-64");
        assertThat(article.getBody()).isEqualTo("Shares rose.");
        assertThat(article.getSubjects())
                .containsExactly(new Concept("Harbour Board", "HB.OL", "Ticker", "organisation"));
    }

    @Test
    void leavesOutStyleSheetsAndTakesTheLargestLogo() {
        Article article = read("press-release-with-style-sheet-and-logo");
        assertThat(article.getTitle()).isEqualTo("Smallest tower yet");
        assertThat(article.getSummary()).isEqualTo("And most powerful");
        assertThat(article.getBody()).isEqualTo("It is small.");
        assertThat(article.getMedia())
                .containsExactly(
                        new MediaLink(
                                "https://img.example.org/l.jpg",
                                "image/jpeg",
                                "logo",
                                null,
                                432,
                                null));
    }

    @Test
    void linksAClipAndItsStillButNoPreviews() {
        Article article = read("video-with-clip-and-previews");
        assertThat(article.getTitle()).isEqualTo("Le bac");
        assertThat(article.getBody()).isEqualTo("00:00 Le bac part.");
        assertThat(article.getMedia())
                .extracting(MediaLink::getUrl, MediaLink::getRole)
                .containsExactly(tuple("bac.mp4", "clip"), tuple("bac.jpeg", "image"));
    }

    @Test
    void joinsLinesOfPlainTextThatWereBrokenByHand() {
        assertThat(read("plain-text-wrapped-by-hand").getBody())
                .isEqualTo(
                        "The harbour board said on Monday that the ferry would sail again from"
                                + " Tuesday, weather permitting, and that tickets stay valid.\n\n"
                                + "The storm had closed the line for three days.");
    }

    @ParameterizedTest
    @CsvSource({
        "embargoed-until-status-changes, WITHHELD, 2026-11-24T05:00:00Z",
        "embargoed-and-no-word-until-when, WITHHELD,",
        "canceled, CANCELED,"
    })
    void obeysTheStatus(String name, PublishingStatus status, Instant until) {
        Article article = read(name);
        assertThat(article.getPublishingStatus()).isEqualTo(status);
        assertThat(article.getEmbargoedUntil()).isEqualTo(until);
    }

    @Test
    void givesRevisionsOneIdentity() {
        Article second = read("second-revision-of-an-item");
        assertThat(second.getExternalId()).isEqualTo("urn:newsml:hn.example:20261123:8");
        assertThat(second.getVersion()).isEqualTo("2");
        assertThat(second.getEditorialSignal()).isEqualTo(EditorialSignal.UPDATE);
        assertThat(read("canceled").getExternalId()).isEqualTo("urn:newsml:hn.example:20261123:7");
    }

    @Test
    void takesAnInstructionToCorrectForACorrection() {
        assertThat(read("instruction-to-correct").getEditorialSignal())
                .isEqualTo(EditorialSignal.CORRECTION);
    }

    @Test
    void tellsAnItemWithoutIdentifierByItsContent() {
        Article article = read("no-identifier-and-nested-main");
        assertThat(article.getExternalIdKind()).isEqualTo(ExternalIdKind.CONTENT_HASH);
        assertThat(article.getTitle()).isEqualTo("Reaction is negative");
        assertThat(article.getBody()).isEqualTo("It is negative.");
        assertThat(article.getUrgency()).isEqualTo(2);
        assertThat(article.getVersionCreated().getZoneGiven()).isFalse();
        assertThat(article.getCopyrightNotice()).isEqualTo("(c) HN 2026");
        assertThat(warnings(article)).containsExactly("missing-guid");
    }

    @Test
    void readsEveryItemAndSkipsTheEmptyOne() {
        ParseResult result =
                ArticleFormats.parse(
                        bytes("newsml-1.2/two-items-and-an-empty-one.xml"),
                        arrival().withExternalId(Optional.of("of-one-article-only")));
        ParseResult.Parsed parsed = (ParseResult.Parsed) result;
        assertThat(parsed.articles())
                .extracting(Article::getExternalId)
                .containsExactly(
                        "urn:newsml:hn.example:20261123:10", "urn:newsml:hn.example:20261123:12");
        assertThat(parsed.warnings())
                .extracting(ParseWarning::getCode, ParseWarning::getField)
                .containsExactly(tuple("item-skipped", "/NewsML/NewsItem[2]"));
    }

    @Test
    void readsANewsItemThatStandsAlone() {
        assertThat(read("news-item-without-its-document").getTitle()).isEqualTo("Budget");
    }

    @Test
    void refusesADocumentWithoutItems() {
        ParseResult result =
                ArticleFormats.parse(bytes("newsml-1.2/document-without-items.xml"), arrival());
        assertThat(refused(result)).extracting("code").isEqualTo(List.of("no-items"));
    }
}
