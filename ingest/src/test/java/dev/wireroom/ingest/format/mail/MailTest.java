package dev.wireroom.ingest.format.mail;

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
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.TimePrecision;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailTest {

    @Test
    void readsAPressReleaseAndHoldsItUntilItsEmbargoEnds() {
        Article article = accepted(bytes("mail/press-release-embargoed-with-zone.eml"));
        assertThat(article.getTitle()).isEqualTo("Harbour Authority opens fourth terminal");
        assertThat(article.getEmbargoedUntil()).isEqualTo(Instant.parse("2026-11-24T00:01:00Z"));
        assertThat(article.getPublishingStatus()).isEqualTo(PublishingStatus.USABLE);
        assertThat(article.getEditorialNote())
                .isEqualTo("EMBARGOED UNTIL 00:01 GMT Tuesday 24 November 2026");
        assertThat(article.getBody())
                .startsWith("ROTTERDAM, Nov 24 -- The Harbour Authority will open its fourth")
                .endsWith("Anna de Vries.\n\nENDS");
        assertThat(article.getDateline()).isEqualTo("ROTTERDAM, Nov 24");
        assertThat(article.getByline()).isEqualTo("Harbour Authority Press Office");
        assertThat(article.getAuthors()).containsExactly("Harbour Authority Press Office");
        assertThat(article.getKeywords()).containsExactly("ports", "freight");
        assertThat(article.getLanguage()).isEqualTo("en-GB");
        assertThat(article.getExternalId()).isEqualTo("mid:release-77@harbour.example");
        assertThat(article.getExternalIdKind()).isEqualTo(ExternalIdKind.PUBLISHER);
        assertThat(article.getFirstPublished().getInstant())
                .isEqualTo(Instant.parse("2026-11-23T09:00:00Z"));
        assertThat(article.getFormat()).isEqualTo("message/rfc822");
        assertThat(warnings(article)).containsExactly("boilerplate-dropped");
    }

    @Test
    void withholdsWhatHasAnEmbargoThatCannotBeRead() {
        Article article = accepted(bytes("mail/embargo-that-cannot-be-read.eml"));
        assertThat(article.getPublishingStatus()).isEqualTo(PublishingStatus.WITHHELD);
        assertThat(article.getEmbargoedUntil()).isNull();
        assertThat(warnings(article)).containsExactly("withheld");
        assertThat(article.getBody()).isEqualTo("The harbour made a profit of two million euros.");
    }

    @Test
    void endsAnEmbargoWithoutZoneLateAndReadsQuotedPrintable() {
        Article article = accepted(bytes("mail/embargo-without-zone-in-german.eml"));
        assertThat(article.getTitle()).isEqualTo("Zahlen für den Hafen");
        assertThat(article.getByline()).isEqualTo("Jürgen Müller");
        assertThat(article.getEmbargoedUntil()).isEqualTo(Instant.parse("2026-11-24T22:00:00Z"));
        assertThat(article.getBody()).contains("mehr Güter umgeschlagen als im Jahr davor.");
        assertThat(warnings(article)).containsExactly("embargo-without-zone");
    }

    @Test
    void takesAnEmbargoInTheNewsForNews() {
        Article article = accepted(bytes("mail/oil-embargo-is-news-not-a-mark.eml"));
        assertThat(article.getTitle()).isEqualTo("Embargo on Norland oil lifted after ten years");
        assertThat(article.getBody()).startsWith("Embargo on oil from Norland ends");
        assertThat(article.getPublishingStatus()).isEqualTo(PublishingStatus.USABLE);
        assertThat(article.getEmbargoedUntil()).isNull();
        assertThat(article.getWarnings()).isEmpty();
    }

    @Test
    void readsANewsletterFromItsHtmlWithoutItsChrome() {
        Article article = accepted(bytes("mail/newsletter-alternative-with-chrome.eml"));
        assertThat(article.getTitle()).isEqualTo("The Morning Tide");
        assertThat(article.getBody())
                .isEqualTo(
                        "Fishing fleet returns\n\n"
                                + "The fleet came back to Norhaven on Sunday with its best catch in"
                                + " nine years — and nowhere to sell it.\n\n"
                                + "Buyers had left for the weekend.");
        assertThat(article.getUrl()).isEqualTo("https://letters.example/tide/12");
        assertThat(article.getSubjects())
                .extracting(Concept::getName, Concept::getCode, Concept::getRole)
                .containsExactly(tuple("The Morning Tide", "tide.letters.example", "infosource"));
        assertThat(warnings(article)).containsExactly("boilerplate-dropped");
    }

    @Test
    void takesTheMarksOfListsOffSubjectSenderAndText() {
        Article article = accepted(bytes("mail/list-post-with-footer-and-tag.eml"));
        assertThat(article.getTitle()).isEqualTo("Ferry service to stop");
        assertThat(article.getByline()).isEqualTo("Jane Doe");
        assertThat(article.getBody())
                .isEqualTo(
                        "The ferry between Norhaven and the islands will stop running in"
                                + " January.");
        assertThat(article.getFirstPublished().getPrecision()).isEqualTo(TimePrecision.MINUTE);
    }

    @Test
    void keepsWhatWasForwardedAndDropsWhatWasAnswered() {
        Article forwarded = accepted(bytes("mail/forwarded-message.eml"));
        assertThat(forwarded.getTitle()).isEqualTo("Bridge closed for repairs");
        assertThat(forwarded.getBody())
                .isEqualTo(
                        "The old bridge closes on Friday for three weeks.\n\nBuses take the ring"
                                + " road.");
        Article answer = accepted(bytes("mail/answer-with-quoted-mail.eml"));
        assertThat(answer.getTitle()).isEqualTo("Ferry times");
        assertThat(answer.getBody()).isEqualTo("The ferry now leaves at nine, the operator says.");
    }

    @Test
    void makesArticlesOfAttachedDocumentsAndLeavesFilesOut() {
        ParseResult.Parsed parsed = parsed("mail/attached-ninjs-and-picture.eml");
        assertThat(parsed.articles())
                .extracting(Article::getTitle, Article::getFormat)
                .containsExactly(
                        tuple("Today's items", "message/rfc822"),
                        tuple("Norhaven votes", "ninjs/1"),
                        tuple("Cafe opens on the quay", "text/plain"));
        assertThat(parsed.warnings())
                .extracting(ParseWarning::getCode, ParseWarning::getField)
                .containsExactly(tuple("attachment-left-out", "/4"));
        assertThat(parsed.warnings().get(0).getMessage()).contains("café.jpg");
    }

    @Test
    void readsAnAttachedMessageInPlaceOfItsEmptyCover() {
        Article article = accepted(bytes("mail/attached-message.eml"));
        assertThat(article.getTitle()).isEqualTo("Library reopens");
        assertThat(article.getExternalId()).isEqualTo("mid:inner@city.example");
    }

    @Test
    void saysThatAPdfIsNotCarried() {
        ParseResult.Parsed parsed = parsed("mail/attached-pdf-only.eml");
        assertThat(parsed.articles()).extracting(Article::getTitle).containsExactly("Budget 2027");
        assertThat(parsed.warnings().get(0).getMessage()).contains("budget.pdf", "application/pdf");
    }

    @ParameterizedTest
    @CsvSource({
        "eight-bit-headers,      L'été à Norhaven,      Un été sans touristes.,    "
                + " encoding-assumed",
        "charset-unknown,        Café opens,             Le café ouvre.,            "
                + " encoding-assumed",
        "charset-wrong-is-utf8,  Quay,                   Le café ouvre “demain”.,    ''",
        "encoded-words-broken,   Café =?utf-8?Q?broken,  Text.,                      ''",
        "base64-broken,          Broken,                 The ferry stops in January., mail-damaged",
        "boundary-never-closed,  Open end,               'The mail was cut off here, and its text"
                + " is whole.', ''",
        "flowed-text,            Flowed,                 'The line goes on.¶¶Another.', ''",
        "date-that-is-none,      No date,                Text.,                      invalid-date"
    })
    void readsWhatIsBroken(String name, String title, String body, String warning) {
        Article article = accepted(bytes("mail/" + name + ".eml"));
        assertThat(article.getTitle()).isEqualTo(title);
        assertThat(article.getBody()).isEqualTo(body.replace('¶', '\n'));
        assertThat(warnings(article))
                .containsExactlyElementsOf(warning.isEmpty() ? List.of() : List.of(warning));
    }

    @Test
    void recordsThatADateHasNoZone() {
        Article article = accepted(bytes("mail/date-without-zone.eml"));
        assertThat(article.getFirstPublished().getZoneGiven()).isFalse();
        assertThat(article.getByline()).isEqualTo("press@paris.example");
        assertThat(article.getAuthors()).isEmpty();
    }

    @Test
    void readsEveryMessageOfAnMbox() {
        ParseResult.Parsed parsed = parsed("mail/two-messages.mbox");
        assertThat(parsed.articles())
                .extracting(Article::getExternalId, Article::getBody)
                .containsExactly(
                        tuple(
                                "mid:m1@wire.example",
                                "The first message.\n\nFrom here on it is quoted."),
                        tuple("mid:m2@wire.example", "The second message."));
    }

    @Test
    void tellsAMailWithoutIdByItsContent() {
        Article article = accepted(bytes("mail/no-message-id.eml"));
        assertThat(article.getExternalIdKind()).isEqualTo(ExternalIdKind.CONTENT_HASH);
        assertThat(article.getTitle()).isEqualTo("Without an id");
    }

    @Test
    void takesTextThatOnlyBeginsWithAColonForText() {
        assertThat(accepted("Update: the ferry stops\n\nText.").getFormat())
                .isEqualTo("text/plain");
        assertThat(accepted("Subject: the ferry\n\nText.").getFormat()).isEqualTo("text/plain");
    }

    @Test
    void refusesAMailWithNothingInIt() {
        ParseResult result =
                ArticleFormats.parse(utf8("X-Nothing: 1\n\n"), arrival().as("message/rfc822"));
        assertThat(refused(result).get(0).code()).isEqualTo("empty-document");
    }

    @Test
    void leavesOutPartsThatNestWithoutEnd() {
        StringBuilder mail =
                new StringBuilder("Subject: Deep\nFrom: a@b.example\nTo: c@d.example\n");
        for (int i = 0; i < 100_000; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(i, i));
        }
        Article article =
                accepted(
                        ArticleFormats.parse(
                                utf8(mail.toString()), arrival().as("message/rfc822")));
        assertThat(article.getTitle()).isEqualTo("Deep");
        assertThat(warnings(article)).contains("mail-cut");
    }

    private static ParseResult.Parsed parsed(String fixture) {
        ParseResult result = ArticleFormats.parse(bytes(fixture), arrival());
        assertThat(result).isInstanceOf(ParseResult.Parsed.class);
        return (ParseResult.Parsed) result;
    }
}
