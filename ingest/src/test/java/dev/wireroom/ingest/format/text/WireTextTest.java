package dev.wireroom.ingest.format.text;

import static dev.wireroom.ingest.format.Fixtures.accepted;
import static dev.wireroom.ingest.format.Fixtures.arrival;
import static dev.wireroom.ingest.format.Fixtures.bytes;
import static dev.wireroom.ingest.format.Fixtures.refused;
import static dev.wireroom.ingest.format.Fixtures.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain text as wires, desks and press offices write it. */
class WireTextTest {

    private static final Instant SENT = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void readsSlugBylineAndDateline() {
        Article article = accepted(bytes("text/reuters-style-dateline-and-byline.txt"));
        assertThat(article.getSlugline()).isEqualTo("KENYA-FLOODS/AID (UPDATE 2)");
        assertThat(article.getTitle()).isEqualTo("Floods cut off towns on Kenya's coast");
        assertThat(article.getByline()).isEqualTo("By Jane Doe and John Roe");
        assertThat(article.getAuthors()).containsExactly("Jane Doe", "John Roe");
        assertThat(article.getDateline()).isEqualTo("NAIROBI, Nov 3");
        assertThat(article.getBody())
                .isEqualTo(
                        "NAIROBI, Nov 3 (Reuters) - Floods cut off three towns on Kenya's coast on"
                                + " Tuesday, and helicopters brought food to those who had fled to"
                                + " roofs and to hills.\n\nThe rain is to go on until Friday.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NAIROBI, Nov 3 (Reuters) - Floods          | NAIROBI, Nov 3",
                "PARIS (AFP) — Le musée                     | PARIS",
                "BERLIN, 3. November (dpa) - Der Hafen      | BERLIN, 3. November",
                "San Diego (tca/dpa) - History              | San Diego",
                "ROTTERDAM, Nov 24 -- The Harbour           | ROTTERDAM, Nov 24",
                "WASHINGTON — The bank                      | WASHINGTON",
                "NEW YORK, N.Y. (AP) _ The mayor            | NEW YORK, N.Y.",
                "The mayor (Smith) - who                    | The mayor",
                "The bank - once a mill - closed            |",
                "Floods cut off three towns on Tuesday.     |"
            })
    void findsTheDatelineAtTheStartOfASentence(String text, String dateline) {
        assertThat(WireLines.dateline(text)).isEqualTo(Optional.ofNullable(dateline));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "By JANE DOE                              | JANE DOE",
                "By Jane Doe, The Norhaven Post =         | Jane Doe",
                "By Jane Doe, John Roe and Ana de la Cruz | Jane Doe;John Roe;Ana de la Cruz",
                "Von Christian Hollmann, dpa              | Christian Hollmann",
                "Par Zoé Durand et Luc Petit              | Zoé Durand;Luc Petit",
                "By dpa correspondents                    | ''"
            })
    void readsBylines(String line, String authors) {
        assertThat(WireLines.byline(line).orElseThrow().authors())
                .containsExactlyElementsOf(
                        authors.isEmpty() ? List.of() : List.of(authors.split(";", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "By the time the rain ended, the towns were gone.",
                "By Monday the rain had ended.",
                "Von der Leyen fordert mehr Hilfe für die Küste.",
                "Bypass opens"
            })
    void takesNoSentenceForAByline(String line) {
        assertThat(WireLines.byline(line)).isEmpty();
    }

    @Test
    void joinsAHeadlineInCapitalsOnTwoLines() {
        Article article = accepted(bytes("text/headline-all-caps-on-two-lines.txt"));
        assertThat(article.getTitle())
                .isEqualTo("FLOODS CUT OFF THREE TOWNS ON THE COAST AS RAIN GOES ON");
        assertThat(article.getBody()).isEqualTo("NAIROBI — The rain went on.");
    }

    @Test
    void leavesTheTitleOutWhereTheTextBeginsWithAParagraph() {
        Article article = accepted(bytes("text/no-headline.txt"));
        assertThat(article.getTitle()).isNull();
        assertThat(article.getBody()).startsWith("Floods cut off three towns on the coast on");
        assertThat(warnings(article)).containsExactly("no-headline");
    }

    @Test
    void takesTheMarksOffHeadings() {
        Article article = accepted(bytes("text/markdown-headings.txt"));
        assertThat(article.getTitle()).isEqualTo("Floods cut off towns");
        assertThat(article.getBody()).isEqualTo("What we know\n\nThe rain went on.");
    }

    @Test
    void holdsBackWhatIsUnderEmbargo() {
        Article dated = accepted(bytes("text/embargoed.txt"));
        assertThat(dated.getTitle()).isEqualTo("Bank cuts rates");
        assertThat(dated.getEmbargoedUntil()).isEqualTo(Instant.parse("2026-12-03T11:00:00Z"));
        Article undated = accepted(bytes("text/embargo-time-unknown.txt"));
        assertThat(undated.getTitle()).isEqualTo("Bank cuts rates");
        assertThat(undated.getPublishingStatus()).isEqualTo(PublishingStatus.WITHHELD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EMBARGOED UNTIL 00:01 GMT Tuesday 24 November 2026   | 2026-11-24T00:01:00Z",
                "Embargo: 24/11/2026 0900 hrs UTC                     | 2026-11-24T09:00:00Z",
                "NOT FOR PUBLICATION BEFORE 6pm on 3 December 2026    | 2026-12-04T06:00:00Z",
                "Under embargo until Dec. 3, 2026, 10:00 a.m. EST     | 2026-12-03T15:00:00Z",
                "EMBARGOED UNTIL 00.01 BST TUESDAY                    | 2026-11-23T23:01:00Z",
                "Sperrfrist: 24.11.2026, 10:00 Uhr MEZ                | 2026-11-24T09:00:00Z",
                "Sous embargo jusqu'au 24 novembre 2026 à 10h00 CET   | 2026-11-24T09:00:00Z",
                "*EMBARGO until midnight, 24 November 2026 (GMT)*     | 2026-11-25T00:00:00Z",
                "[EMBARGOED FOR RELEASE 2026-11-24 10:00 +0100]       | 2026-11-24T09:00:00Z",
                "FOR RELEASE: 24 November 2026 at 10:00 GMT           | 2026-11-24T10:00:00Z",
                "EMBARGOED UNTIL 3/12/2026                            | 2026-12-03T12:00:00Z",
                "STRICTLY EMBARGOED UNTIL 4 JANUARY                   | 2027-01-04T12:00:00Z"
            })
    void readsWhenAnEmbargoEnds(String line, Instant until) {
        EmbargoLine embargo = EmbargoLine.of(line, "", SENT).orElseThrow();
        assertThat(dev.wireroom.ingest.format.NewsTimes.notBefore(embargo.until().orElseThrow()))
                .isEqualTo(until);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EU lifts oil embargo until 3 December 2026",
                "Embargo on Norland oil lifted",
                "Embargoed goods seized in the harbour",
                "FOR IMMEDIATE RELEASE",
                "For release details, see below",
                "The embargo ends on 3 December 2026."
            })
    void takesNoNewsForAnEmbargo(String line) {
        assertThat(EmbargoLine.of(line, "", SENT)).isEmpty();
    }

    @Test
    void readsIptc7901() {
        Article article = accepted(bytes("text/iptc7901-dpa.txt"));
        assertThat(article.getFormat()).isEqualTo("iptc7901");
        assertThat(article.getTitle()).isEqualTo("Floods cut off towns on the coast");
        assertThat(article.getSlugline()).isEqualTo("Kenya/Floods");
        assertThat(article.getByline()).isEqualTo("By Jane Doe, dpa");
        assertThat(article.getDateline()).isEqualTo("Nairobi");
        assertThat(article.getBody())
                .isEqualTo(
                        "Nairobi (dpa) - Floods cut off three towns on the coast on Tuesday, and"
                                + " helicopters brought food to roofs, Müller said.\n\n"
                                + "The rain is to go on.");
        assertThat(article.getEditorialNote()).startsWith("1ST LEAD");
        assertThat(article.getUrgency()).isEqualTo(3);
        assertThat(article.getExternalId()).isEqualTo("iptc7901:dpa0123:2026-11-03");
        assertThat(article.getFirstPublished().getInstant())
                .isEqualTo(Instant.parse("2026-11-03T12:59:00Z"));
        assertThat(article.getFirstPublished().getZoneGiven()).isFalse();
    }

    @Test
    void readsIptc7901WithoutItsControlCharacters() {
        Article article = accepted(bytes("text/iptc7901-without-marks.txt"));
        assertThat(article.getTitle()).isEqualTo("Norhaven wins the cup");
        assertThat(article.getSlugline()).isEqualTo("Football");
        assertThat(article.getAuthors()).containsExactly("Jane Doe");
        assertThat(article.getBody()).endsWith("It was the first in nine years.");
        Article teleprinter = accepted(bytes("text/teleprinter-nnnn.txt"));
        assertThat(teleprinter.getTitle()).isEqualTo("Norhaven ferry stops");
        assertThat(teleprinter.getBody()).isEqualTo("NORHAVEN (XYZ) - The ferry stops.");
    }

    @Test
    void readsAnpa1312() {
        Article article = accepted(bytes("text/anpa1312-ap.txt"));
        assertThat(article.getFormat()).isEqualTo("anpa1312");
        assertThat(article.getTitle()).isEqualTo("Floods cut off three towns on Kenya's coast");
        assertThat(article.getByline()).isEqualTo("By JANE DOE");
        assertThat(article.getSlugline()).isEqualTo("Kenya-Floods");
        assertThat(article.getBody())
                .isEqualTo(
                        "NAIROBI, Kenya (AP) _ Floods cut off three towns on the coast.\n\n"
                                + "The rain is to go on.");
        assertThat(article.getEditorialNote()).isEqualTo("AP Photo XNP101 Eds: Updates with rain.");
        assertThat(article.getFirstPublished().getInstant())
                .isEqualTo(Instant.parse("2026-11-03T12:59:00Z"));
        assertThat(article.getUrgency()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "utf-16-without-mark.txt         | Floods cut off towns    |",
                "mac-roman.txt                   | Café à Norhaven         | encoding-assumed",
                "utf-8-with-one-broken-byte.txt  | Zoë, “été” – naïve      | encoding-broken",
                "line-ends-of-old-macs.txt       | Headline                |",
                "afp-dateline.txt                | Paris museum reopens after theft |",
                "dpa-dateline-german.txt         | Hafen meldet Rekord     |"
            })
    void readsTheTextWhateverItsEncoding(String name, String title, String warning) {
        Article article = accepted(bytes("text/" + name));
        assertThat(article.getTitle()).isEqualTo(title);
        assertThat(warnings(article))
                .containsExactlyElementsOf(warning == null ? List.of() : List.of(warning));
    }

    @ParameterizedTest
    @CsvSource({
        "rtf.rtf,       RTF document",
        "pdf.pdf,       PDF document",
        "gzip.gz,       gzip",
        "zip-docx.docx, Office document",
        "jpeg.jpg,      JPEG picture",
        "ole-doc.doc,   old Office document"
    })
    void refusesFilesThatAreNoTextByName(String name, String what) {
        Fault fault = refused(ArticleFormats.parse(bytes("text/" + name), arrival())).get(0);
        assertThat(fault.code()).isEqualTo("unsupported-format");
        assertThat(fault.message()).contains(what);
        Fault saidToBeText =
                refused(ArticleFormats.parse(bytes("text/" + name), arrival().as("text/plain")))
                        .get(0);
        assertThat(saidToBeText.code()).isEqualTo("unsupported-format");
    }
}
