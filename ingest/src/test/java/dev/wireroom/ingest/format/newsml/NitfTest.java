package dev.wireroom.ingest.format.newsml;

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
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.TimePrecision;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NitfTest {

    private static Article read(String name) {
        return accepted(bytes("nitf/" + name + ".xml"));
    }

    private static Fault fault(String name) {
        return refused(ArticleFormats.parse(bytes("nitf/" + name + ".xml"), arrival())).get(0);
    }

    @Test
    void readsAStoryWithTheWritersTitleInAnElementOfItsOwn() {
        Article article = read("byline-title-in-its-own-element");
        assertThat(article.getFormat()).isEqualTo("nitf/3.4");
        assertThat(article.getExternalId()).isEqualTo("hn-ferry-1");
        assertThat(article.getExternalIdKind()).isEqualTo(ExternalIdKind.PUBLISHER);
        assertThat(article.getTitle()).isEqualTo("Ferry line to reopen after storm");
        assertThat(article.getSummary()).isNull();
        assertThat(article.getByline()).isEqualTo("By ADA LINDQVIST, HN Maritime Writer");
        assertThat(article.getDateline()).isEqualTo("BERGEN, Norway");
        assertThat(article.getBody())
                .isEqualTo(
                        "BERGEN, Norway (HN) — The ferry sails again on Tuesday.\n\n"
                                + "Tickets stay valid.");
        assertThat(article.getEditorialNote()).isEqualTo("For global distribution");
        assertThat(article.getCopyrightHolder()).isEqualTo("Harbour News");
        NewsTime issued = article.getVersionCreated();
        assertThat(issued.getInstant()).isEqualTo(Instant.parse("2026-11-23T10:15:00Z"));
        assertThat(issued.getPrecision()).isEqualTo(TimePrecision.SECOND);
        assertThat(article.getSubjects())
                .extracting(Concept::getName, Concept::getRole)
                .containsExactly(tuple("The Harbour News", "infosource"));
        assertThat(article.getWarnings()).isEmpty();
    }

    @Test
    void dropsADocumentTypeAndExpandsNothingOfIt() {
        Article article = read("doctype-and-html-entities");
        assertThat(article.getTitle()).isEqualTo("Café owner wins – again");
        assertThat(article.getBody()).isEqualTo("&hn; reports &secret; – — <b>");
        assertThat(warnings(article)).containsExactly("html-entity", "unknown-entity");
    }

    @Test
    void readsUpperCase() {
        Article article = read("upper-case-tags");
        assertThat(article.getExternalId()).isEqualTo("hn-4");
        assertThat(article.getUrgency()).isEqualTo(3);
        assertThat(article.getTitle()).isEqualTo("Tide tables change");
        assertThat(article.getByline()).isEqualTo("Jo Falk");
        assertThat(article.getBody()).isEqualTo("First.\n\nSecond.");
    }

    @Test
    void readsNamesUnderAPrefixThatNothingDeclares() {
        Article article = read("namespace-prefix-that-nothing-declares");
        assertThat(article.getExternalId()).isEqualTo("hn-30");
        assertThat(article.getTitle()).isEqualTo("Sataa");
        assertThat(article.getBody()).isEqualTo("Vettä.");
        assertThat(article.getLanguage()).isEqualTo("fi");
    }

    @Test
    void readsTextThatStandsStraightInTheContent() {
        Article article = read("text-straight-in-body-content");
        assertThat(article.getTitle()).isEqualTo("Fog at dawn");
        assertThat(article.getBody())
                .isEqualTo(
                        "Fog lay over the harbour.\n\nIt lifted at nine.\n\n"
                                + "By noon the sun shone.");
    }

    @Test
    void takesTheFirstHeadlineThatSaysSomethingAndItsDeckAsSummary() {
        Article article = read("several-hl1-and-a-deck");
        assertThat(article.getTitle()).isEqualTo("Port strike ends");
        assertThat(article.getSummary()).isEqualTo("Dockers accept an offer of four per cent");
    }

    @Test
    void takesNoLabelForADeckAndNoTimestampForADateline() {
        Article article = read("label-as-hl2-is-no-deck");
        assertThat(article.getSummary()).isNull();
        assertThat(article.getDateline()).isNull();
        assertThat(article.getLanguage()).isEqualTo("es-ES");
        assertThat(article.getBody()).isEqualTo("Bergen, 23 nov (HN).- El puerto reabre.");
    }

    @Test
    void joinsADatelineOfTextAndElements() {
        assertThat(read("dateline-of-mixed-text").getDateline())
                .isEqualTo("TROMSØ, Norway, Nov 23 (HN) -");
        assertThat(
                        accepted(
                                        "<nitf><body><body.head><dateline><location>BERGEN,"
                                            + " <country>Norway</country></location><story.date>Nov"
                                            + " 23</story.date></dateline></body.head><p>x</p></body></nitf>")
                                .getDateline())
                .isEqualTo("BERGEN, Norway, Nov 23");
    }

    @Test
    void linksTheLargestRenditionAndNoPointerIntoTheDocument() {
        Article article = read("media-with-three-renditions");
        assertThat(article.getMedia())
                .containsExactly(
                        new MediaLink(
                                "https://img.example.org/whale.jpg",
                                "image/jpeg",
                                "inline",
                                "A whale, seen at noon.",
                                3000,
                                2000));
        assertThat(article.getBody()).isEqualTo("A whale came.\n\nIt left.");
    }

    @ParameterizedTest
    @CsvSource({
        "embargoed-until-release, WITHHELD, 2026-11-24T05:00:00Z,",
        "release-later-than-issue-without-zone, USABLE, 2026-11-24T18:00:00Z,"
                + " embargo-without-zone",
        "embargoed-until-nobody-knows, WITHHELD, , invalid-date",
        "misspelt-status, WITHHELD, , unknown-status"
    })
    void holdsBackWhatIsNotToBePublishedYet(
            String name, PublishingStatus status, Instant until, String warning) {
        Article article = read(name);
        assertThat(article.getPublishingStatus()).isEqualTo(status);
        assertThat(article.getEmbargoedUntil()).isEqualTo(until);
        assertThat(warnings(article)).isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @Test
    void withdrawsWhatIsKilled() {
        Article article = read("killed");
        assertThat(article.getPublishingStatus()).isEqualTo(PublishingStatus.CANCELED);
        assertThat(article.getExternalId()).isEqualTo("hn-13");
        assertThat(article.getTitle()).isNull();
        assertThat(article.getBody()).isNull();
        assertThat(article.getEditorialNote()).isEqualTo("Wrong man named. Do not use.");
    }

    @Test
    void makesACorrectionARevisionOfWhatItCorrects() {
        Article article = read("correction-names-its-document");
        assertThat(article.getExternalId()).isEqualTo("hn-15");
        assertThat(article.getEditorialSignal()).isEqualTo(EditorialSignal.CORRECTION);
        assertThat(article.getEditorialNote()).isEqualTo("Corrects the year");
    }

    @Test
    void tellsRevisionsByTheKeyThatTheDocumentIdOnlyCounts() {
        Article article = read("doc-id-only-counts-its-du-key");
        assertThat(article.getExternalId()).isEqualTo("d9cde75b-256e");
        assertThat(article.getVersion()).isEqualTo("48");
        assertThat(article.getVersionCreated().getZoneGiven()).isFalse();
        assertThat(article.getFirstPublished().getInstant())
                .isEqualTo(Instant.parse("2026-11-23T14:45:27Z"));
        assertThat(article.getTitle()).isEqualTo("På vei");
        assertThat(article.getBody()).isEqualTo("Første.\n\nMellomtittel\n\nAndre. Linje.");
        assertThat(article.getByline()).isEqualTo("Geir Moen / HN");
        assertThat(article.getDateline()).isEqualTo("Oslo");
        assertThat(article.getSlugline()).isEqualTo("ferge-bergen");
        assertThat(article.getLanguage()).isEqualTo("nb-NO");
        assertThat(article.getGenres()).containsExactly("Nyheter");
    }

    @Test
    void readsSubjectCodesAndIdentifiedContentButNotTheMarkupOfTheText() {
        Article article = read("identified-content-and-subject-codes");
        String iptc = "http://cv.iptc.org/newscodes/subjectcode/";
        assertThat(article.getSubjects())
                .containsExactly(
                        new Concept("Executive", "11006005", iptc, "subject"),
                        new Concept("POL", "F01", "HN", "subject"),
                        new Concept("04011002", "04011002", iptc, "subject"),
                        new Concept("Bergen", "NOR", null, "place"),
                        new Concept("Ada Lindqvist", "P7", "hn.example", "person"),
                        new Concept("Harbour Board", "SL/hn", "hn.example", "organisation"),
                        new Concept("Bergen", "BGO", null, "place"),
                        new Concept("Regatta", null, null, "event"),
                        new Concept("Maritime", "MAR", "hn:desk", "subject"));
        assertThat(article.getKeywords()).containsExactly("ferries", "storms");
        assertThat(article.getBody()).isEqualTo("The Harbour Board met Jo Falk, in Bergen.");
    }

    @Test
    void readsQuotesListsTablesAndPreformattedLines() {
        assertThat(read("table-list-quote-and-preformatted").getBody())
                .isEqualTo(
                        "We won.\n\nThe captain\n\nOne\n\nTwo\n\nTeam\tPts\n\nBergen\t3\n\n"
                                + "1  Bergen   3\n2  Oslo     1\n\nEnd.");
    }

    @Test
    void keepsTaglineAndNotesOutOfTheText() {
        Article article = read("tagline-and-notes-outside-the-text");
        assertThat(article.getBody()).isEqualTo("Sold.");
        assertThat(article.getSummary()).isEqualTo("Sold for a song.");
        assertThat(article.getEditorialNote()).isEqualTo("Eds: adds photo.");
        assertThat(article.getUsageTerms()).isEqualTo("For subscribers only");
        assertThat(article.getByline()).isEqualTo("By Jo Falk and Ada Lindqvist");
        assertThat(article.getAuthors()).containsExactly("Jo Falk", "Ada Lindqvist");
    }

    @Test
    void findsTheParagraphsThatATeleprinterIndented() {
        assertThat(read("teleprinter-paragraphs-in-one-p").getBody())
                .isEqualTo(
                        "(Adds comment)\n\nBy Jo Falk\n\nJan 30 (HN) - Gold rose on Tuesday on"
                                + " increased safe haven demand, traders said.\n\nThe dollar index"
                                + " was down 0.1 percent.\n\n(Reporting by Jo Falk)");
    }

    @Test
    void mendsWhatShouldHaveBeenEscaped() {
        Article article = read("bare-ampersand-and-control-characters");
        assertThat(article.getTitle()).isEqualTo("Fish & Chips, A&B and 3 < 4");
        assertThat(article.getBody()).isEqualTo("Onetwo three &unheardof; AT&T; x");
        assertThat(warnings(article))
                .containsExactlyInAnyOrder(
                        "ampersand-escaped",
                        "less-than-escaped",
                        "control-removed",
                        "invalid-reference",
                        "unknown-entity");
    }

    @ParameterizedTest
    @CsvSource({
        "latin-1-declared-with-curly-quotes, Café “Nord” closes, It cost € 5 – once.,",
        "says-utf-8-is-windows-1252, Größe, Österreich – ja., encoding-assumed",
        "says-latin-1-is-utf-8, Größe, Österreich – ja., encoding-mismatch",
        "says-utf-16-is-utf-8, Größe, Ja., encoding-mismatch",
        "utf-16-with-mark, Größe, Ja.,",
        "one-broken-byte-in-utf-8, Größe – Maß, Ja \uFFFD nein., encoding-assumed"
    })
    void readsEveryEncodingWhateverIsDeclared(
            String name, String title, String body, String warning) {
        Article article = read(name);
        assertThat(article.getTitle()).isEqualTo(title);
        assertThat(article.getBody()).isEqualTo(body);
        assertThat(warnings(article)).isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @Test
    void tellsWhereADocumentIsNotWellFormed() {
        Fault fault = fault("unclosed-tag");
        assertThat(fault.code()).isEqualTo("malformed-xml");
        assertThat(fault.message()).contains("line 2, column 31", "\"p\" must be terminated");
        assertThat(fault.value()).contains("<p>One</body.content>");
        assertThat(fault("cut-off-halfway").message()).contains("line 2");
    }

    @Test
    void warnsOfASecondDocumentInTheSameFile() {
        Article article = read("two-documents-in-one-file");
        assertThat(article.getExternalId()).isEqualTo("hn-28");
        assertThat(article.getBody()).isEqualTo("1.");
        assertThat(warnings(article)).containsExactly("trailing-content");
    }

    @Test
    void believesAMediaTypeOnlyWhereThereIsNitf() {
        byte[] page = utf8("<html><body>x</body></html>");
        assertThat(refused(ArticleFormats.parse(page, arrival().as("text/vnd.iptc.nitf"))).get(0))
                .extracting(Fault::code)
                .isEqualTo("not-nitf");
    }
}
