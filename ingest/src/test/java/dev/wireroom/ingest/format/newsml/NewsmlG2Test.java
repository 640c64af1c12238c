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
import dev.wireroom.contract.TimePrecision;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewsmlG2Test {

    private static ParseResult parse(String name) {
        return ArticleFormats.parse(bytes("newsml-g2/" + name + ".xml"), arrival());
    }

    private static Article read(String name) {
        return accepted(parse(name));
    }

    @Test
    void readsATextItemWithEverythingInIt() {
        Article article = read("text-item-with-everything");
        assertThat(article.getFormat()).isEqualTo("newsml-g2/2.35");
        assertThat(article.getExternalId()).isEqualTo("urn:newsml:hn.example:20261123:1");
        assertThat(article.getExternalIdKind()).isEqualTo(ExternalIdKind.PUBLISHER);
        assertThat(article.getVersion()).isEqualTo("3");
        assertThat(article.getVersionCreated().getInstant())
                .isEqualTo(Instant.parse("2026-11-23T09:15:00Z"));
        assertThat(article.getFirstPublished().getPrecision()).isEqualTo(TimePrecision.DAY);
        assertThat(article.getPublishingStatus()).isEqualTo(PublishingStatus.USABLE);
        assertThat(article.getEditorialSignal()).isEqualTo(EditorialSignal.UPDATE);
        assertThat(article.getEditorialNote()).isEqualTo("Adds quote.\nPhoto follows.");
        assertThat(article.getUrgency()).isEqualTo(4);
        assertThat(article.getLanguage()).isEqualTo("en");
        assertThat(article.getSlugline()).isEqualTo("FERRY-STORM");
        assertThat(article.getDateline()).isEqualTo("BERGEN, Nov 23 (HN)");
        assertThat(article.getGenres()).containsExactly("genre:Interview");
        assertThat(article.getKeywords()).containsExactly("ferry", "storm");
        assertThat(article.getCopyrightHolder()).isEqualTo("Harbour News Ltd");
        assertThat(article.getCopyrightNotice()).isEqualTo("All rights reserved");
        assertThat(article.getUsageTerms()).isEqualTo("Not for use in Norway");
        assertThat(article.getWarnings()).isEmpty();
    }

    @Test
    void letsTheItemsOwnMetadataWinOverThoseOfItsContent() {
        Article article = read("text-item-with-everything");
        assertThat(article.getTitle()).isEqualTo("Ferry sails again");
        assertThat(article.getByline()).isEqualTo("By Ada Lindqvist in Bergen");
        assertThat(article.getAuthors()).containsExactly("Ada Lindqvist");
        assertThat(article.getSummary()).isEqualTo("The ferry is\nback.");
        assertThat(article.getBody()).isEqualTo("The ferry sails again.\n\nTickets stay valid.");
    }

    @Test
    void readsConceptsByQcodeUriAndLiteralWithTheirRoles() {
        assertThat(read("text-item-with-everything").getSubjects())
                .containsExactly(
                        new Concept(
                                "labour market",
                                "medtop:20000523",
                                "http://cv.iptc.org/newscodes/mediatopic/",
                                "subject"),
                        new Concept("Jo Falk", null, null, "person"),
                        new Concept(
                                "Harbour Board",
                                "HB",
                                "http://cv.example.org/orgs/",
                                "organisation"),
                        new Concept("Bergen", null, null, "place"),
                        new Concept("ev:regatta", "ev:regatta", "ev", "event"),
                        new Concept("Bergen", "geo:1", "geo", "located"),
                        new Concept("NTB", "is:NTB", "is", "infosource"));
    }

    @Test
    void namesConceptsByTheirAsserts() {
        assertThat(read("names-in-asserts").getSubjects())
                .extracting(Concept::getName, Concept::getCode, Concept::getRole)
                .containsExactly(
                        tuple("Kentucky", "apgeo:1", "place"),
                        tuple("Keegan Murray", "apperson:2", "person"),
                        tuple("N2:US", "N2:US", "subject"));
    }

    @Test
    void readsTheFacetsOfASubject() {
        assertThat(read("facets-of-a-subject").getSubjects())
                .extracting(Concept::getName, Concept::getCode)
                .containsExactly(
                        tuple("alpine skiing", "medtop:20001057"),
                        tuple("women", "aspfacetvalue:women"));
    }

    @Test
    void leavesThePagesHeaderOutOfAnXhtmlBody() {
        Article article = read("xhtml-with-header-and-figure");
        assertThat(article.getBody()).isEqualTo("Bergen (hn) - Sie fährt.\n\nFahrplan\n\nUm neun.");
        assertThat(article.getEditorialNote()).isEqualTo("Notizblock\n\nEin Bild");
        assertThat(article.getMedia())
                .containsExactly(
                        new MediaLink(
                                "https://img.example.org/f.jpg",
                                null,
                                "inline",
                                "Die Fähre",
                                800,
                                600));
    }

    @ParameterizedTest
    @CsvSource({
        "headline-only-in-the-content, Only here, Text.",
        "text-as-paragraph-elements, Bare, One.¶¶Two.",
        "renderings-of-one-content, Score, marked up",
        "plain-text-in-base-64, Coded, Først.¶¶Så.",
        "declaration-inside-inline-xml, Nested, Text."
    })
    void readsContentInWhateverForm(String name, String title, String body) {
        Article article = read(name);
        assertThat(article.getTitle()).isEqualTo(title);
        assertThat(article.getBody()).isEqualTo(body.replace('¶', '\n'));
    }

    @Test
    void readsHtmlThatIsSaidToBePlain() {
        Article article = read("html-in-cdata-said-to-be-plain");
        assertThat(article.getFormat()).isEqualTo("newsml-g2/2.4");
        assertThat(article.getBody())
                .isEqualTo(
                        "(HN) - Rome, November 23 - The harbour opens again, the board says.\n\n"
                                + "\"It is safe,\" it said.");
        assertThat(article.getSummary()).isEqualTo("Dopo la tempesta");
        assertThat(article.getDateline()).isEqualTo("Rome");
        assertThat(article.getVersionCreated().getInstant())
                .isEqualTo(Instant.parse("2026-11-23T09:41:00Z"));
        assertThat(article.getEditorialSignal()).isEqualTo(EditorialSignal.NONE);
        assertThat(article.getMedia())
                .extracting(MediaLink::getUrl)
                .containsExactly("https://img.example.org/p.jpg");
    }

    @Test
    void choosesTheHeadlineAndTheContentInTheItemsLanguage() {
        Article article = read("headlines-in-two-languages-and-roles");
        assertThat(article.getLanguage()).isEqualTo("fr-BE");
        assertThat(article.getTitle()).isEqualTo("Le bac repart");
        assertThat(article.getSummary()).isEqualTo("Il repart.");
        assertThat(article.getBody()).isEqualTo("Il repart à neuf heures.");
    }

    @ParameterizedTest
    @CsvSource({
        "canceled, CANCELED, , ",
        "withheld-by-status-uri, WITHHELD, , ",
        "misspelt-status, WITHHELD, , unknown-status",
        "embargo-with-zone, USABLE, 2026-11-24T05:00:00Z, ",
        "embargo-without-zone, USABLE, 2026-11-24T18:00:00Z, embargo-without-zone",
        "embargo-without-time, WITHHELD, , embargo-without-time",
        "embargo-that-is-no-time, WITHHELD, , invalid-date"
    })
    void obeysStatusAndEmbargo(
            String name, PublishingStatus status, Instant until, String warning) {
        Article article = read(name);
        assertThat(article.getPublishingStatus()).isEqualTo(status);
        assertThat(article.getEmbargoedUntil()).isEqualTo(until);
        assertThat(warnings(article)).isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @Test
    void cancelsWithoutContentButWithTheReason() {
        Article article = read("canceled");
        assertThat(article.getExternalId()).isEqualTo("urn:hn:4");
        assertThat(article.getTitle()).isNull();
        assertThat(article.getBody()).isNull();
        assertThat(article.getEditorialNote()).isEqualTo("Wrong man named.");
    }

    @ParameterizedTest
    @CsvSource({
        "correction-by-an-alias-of-its-own, CORRECTION",
        "signal-by-uri-and-a-foreign-one, UPDATE"
    })
    void resolvesSignalsByTheirVocabulary(String name, EditorialSignal signal) {
        assertThat(read(name).getEditorialSignal()).isEqualTo(signal);
    }

    @Test
    void readsAPictureAsItsLargestRenditionAndItsCaption() {
        Article article = read("picture-with-renditions");
        assertThat(article.getTitle()).isEqualTo("Whale in the harbour");
        assertThat(article.getSummary()).isEqualTo("A whale, seen at noon.");
        assertThat(article.getBody()).isNull();
        assertThat(article.getAuthors()).containsExactly("Ada Lindqvist");
        assertThat(article.getMedia())
                .containsExactly(
                        new MediaLink(
                                "./whale.jpg",
                                "image/jpeg",
                                "main",
                                "A whale, seen at noon.",
                                1500,
                                1001));
    }

    @Test
    void readsAVideoWithItsShotListAsText() {
        Article article = read("video-with-shot-list");
        assertThat(article.getSummary()).isEqualTo("A whale at noon");
        assertThat(article.getBody()).isEqualTo("Bergen\n- vs whale\n- vs sea");
        assertThat(article.getMedia())
                .extracting(MediaLink::getUrl, MediaLink::getCaption)
                .containsExactly(tuple("https://v.example.org/hd.mp4", "A whale at noon"));
    }

    @Test
    void tellsTwoPicturesFromTwoRenditionsOfOne() {
        assertThat(read("text-with-two-pictures").getMedia())
                .extracting(MediaLink::getUrl)
                .containsExactly("https://img.example.org/a.jpg", "https://img.example.org/b.jpg");
    }

    @Test
    void readsEveryNewsItemOfAMessageAndRecordsWhatItSkips() {
        ParseResult result =
                ArticleFormats.parse(
                        bytes("newsml-g2/message-with-a-concept-and-a-broken-item.xml"),
                        arrival().withExternalId(Optional.of("of-one-article-only")));
        ParseResult.Parsed parsed = (ParseResult.Parsed) result;
        assertThat(parsed.articles())
                .extracting(Article::getTitle, Article::getExternalId)
                .containsExactly(tuple("First", "urn:hn:19"), tuple("Second", "urn:hn:20"));
        assertThat(parsed.warnings())
                .extracting(ParseWarning::getCode, ParseWarning::getField)
                .containsExactly(
                        tuple("item-skipped", "/newsMessage/itemSet/conceptItem[1]"),
                        tuple("item-skipped", "/newsMessage/itemSet/newsItem[3]"));
        assertThat(parsed.warnings().get(0).getMessage()).startsWith("not-news");
    }

    @Test
    void readsAPackageAsAListInTheOrderOfItsGroups() {
        ParseResult.Parsed parsed =
                (ParseResult.Parsed) parse("message-of-a-package-and-its-items");
        assertThat(parsed.articles())
                .extracting(Article::getTitle)
                .containsExactly("Top three", "Ferry sails again", "Rain ends");
        Article edition = parsed.articles().get(0);
        assertThat(edition.getVersion()).isEqualTo("4");
        assertThat(edition.getBody()).isEqualTo("Ferry sails\n\nAt nine.\n\nRain ends");
        assertThat(edition.getMedia())
                .containsExactly(
                        new MediaLink(
                                "https://img.example.org/m.jpg",
                                "image/jpeg",
                                "main",
                                "Map",
                                null,
                                null));
    }

    @Test
    void readsGroupsInACircleOnce() {
        Article article = read("package-with-groups-in-a-circle");
        assertThat(article.getTitle()).isEqualTo("EDITION");
        assertThat(article.getBody()).isEqualTo("Two\n\nOne");
    }

    @Test
    void readsAMessageWithoutNamespaceAndInOddCase() {
        ParseResult.Parsed parsed = (ParseResult.Parsed) parse("no-namespace-and-odd-case");
        Article article = parsed.articles().get(0);
        assertThat(parsed.articles()).hasSize(1);
        assertThat(article.getFormat()).isEqualTo("newsml-g2/2.7");
        assertThat(article.getTitle()).isEqualTo("Shop for sale");
        assertThat(article.getByline()).isEqualTo("By Staff Reporter, BusinessDesk");
        assertThat(article.getSummary()).isNull();
        assertThat(article.getBody()).isEqualTo("It is.");
        assertThat(article.getEditorialNote()).isEqualTo("Check");
        assertThat(article.getVersionCreated().getZoneGiven()).isFalse();
        assertThat(article.getSubjects()).isEmpty();
    }

    @Test
    void tellsAnItemWithoutGuidByItsContent() {
        Article article = read("no-guid");
        assertThat(article.getExternalIdKind()).isEqualTo(ExternalIdKind.CONTENT_HASH);
        assertThat(warnings(article)).containsExactly("missing-guid");
    }

    @Test
    void leavesOutWhatIsNoDateUrgencyOrLanguage() {
        Article article = read("wrong-dates-urgency-and-language");
        assertThat(article.getTitle()).isEqualTo("Odd");
        assertThat(article.getVersionCreated()).isNull();
        assertThat(article.getFirstPublished().getPrecision()).isEqualTo(TimePrecision.MONTH);
        assertThat(article.getUrgency()).isNull();
        assertThat(article.getLanguage()).isNull();
        assertThat(warnings(article))
                .containsExactly("invalid-date", "invalid-language", "invalid-urgency");
    }

    @ParameterizedTest
    @CsvSource({
        "canceled-without-guid, missing-field, /newsItem/@guid",
        "package-without-words, empty-item, /packageItem",
        "planning-item, not-news, /planningItem",
        "message-of-concepts-only, not-news, /newsMessage/itemSet/conceptItem[1]",
        "message-without-items, no-items, /newsMessage/itemSet",
        "content-set-without-its-item, not-an-item, /contentSet"
    })
    void refusesWhatIsNoNews(String name, String code, String field) {
        Fault fault = refused(parse(name)).get(0);
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.field()).isEqualTo(field);
        assertThat(fault.fix()).isNotBlank();
    }
}
