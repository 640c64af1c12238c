package dev.wireroom.ingest.format.ninjs;

import static dev.wireroom.ingest.format.Fixtures.accepted;
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
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.TimePrecision;
import dev.wireroom.ingest.format.Fault;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NinjsTest {

    @Test
    void readsVersion1WithItsAssociations() {
        Article article = accepted(bytes("ninjs/examples/1.4-complex.json"));
        assertThat(article.getExternalId())
                .isEqualTo("http://ninjs.example.com/newsitems/20130709cplx123");
        assertThat(article.getExternalIdKind()).isEqualTo(ExternalIdKind.PUBLISHER);
        assertThat(article.getTitle())
                .isEqualTo("Captain of wrecked cruise ship on trial in Italy");
        assertThat(article.getBody().split("\n\n")).hasSize(3);
        assertThat(article.getBody()).startsWith("GROSSETO, Italy (AP) -- The trial");
        assertThat(article.getByline()).isEqualTo("Paulo Santalucia and Frances d'Emilio");
        assertThat(article.getDateline()).isEqualTo("Grossetto, Italy");
        assertThat(article.getVersionCreated().getInstant())
                .isEqualTo(Instant.parse("2013-07-09T10:37:00Z"));
        assertThat(article.getSubjects())
                .extracting(Concept::getName, Concept::getCode, Concept::getRole)
                .containsExactly(
                        tuple("Francesco Schettino", "0hzcydt", "person"),
                        tuple("Costa Crociere SpA", null, "organisation"),
                        tuple("Grossetto", null, "place"),
                        tuple("Tuscany", null, "place"),
                        tuple("Italy", "it", "place"));
        MediaLink picture = article.getMedia().get(0);
        assertThat(article.getMedia()).hasSize(1);
        assertThat(picture.getUrl()).endsWith("-big.jpg");
        assertThat(picture.getRole()).isEqualTo("mainpic");
        assertThat(picture.getWidth()).isEqualTo(429);
        assertThat(picture.getCaption()).startsWith("The Costa Concordia cruise ship lies");
        assertThat(article.getFormat()).isEqualTo("ninjs/1");
    }

    @Test
    void readsAPictureOfVersion2() {
        Article article = accepted(bytes("ninjs/examples/2.1-ap-image.json"));
        assertThat(article.getTitle()).isEqualTo("Turkey Islamic State");
        assertThat(article.getSummary()).startsWith("FILE - In this Monday");
        assertThat(article.getUrgency()).isEqualTo(5);
        assertThat(article.getUsageTerms()).startsWith("This content is intended");
        assertThat(article.getFirstPublished().getInstant())
                .isEqualTo(Instant.parse("2019-11-15T13:39:59Z"));
        Concept place =
                article.getSubjects().stream()
                        .filter(concept -> concept.getName().equals("Turkey"))
                        .findFirst()
                        .orElseThrow();
        assertThat(place.getCode()).isEqualTo("661e09b87d5b10048287c076b8e3055c");
        assertThat(place.getScheme()).isEqualTo("http://cv.ap.org/id/");
        assertThat(article.getMedia())
                .extracting(MediaLink::getRole, MediaLink::getWidth, MediaLink::getMediaType)
                .containsExactly(tuple("main", 3000, "image/jpeg"));
    }

    @Test
    void readsAnHtmlBodyOfVersion3() {
        Article article = accepted(bytes("ninjs/examples/3.0-dpa-html-body.json"));
        assertThat(article.getFormat()).isEqualTo("ninjs/3");
        assertThat(article.getBody()).startsWith("Für Lucien Favre war es «der größte Skandal");
        assertThat(article.getBody()).doesNotContain("<");
        assertThat(article.getByline()).isEqualTo("Von Christian Hollmann, dpa");
        assertThat(article.getLanguage()).isEqualTo("de");
        assertThat(article.getCopyrightHolder()).isEqualTo("dpa");
        assertThat(article.getVersion()).isEqualTo("2");
    }

    @Test
    void picksTheMarkedUpBodyAmongSeveralWithoutItsFigures() {
        Article article = accepted(bytes("ninjs/examples/3.0-tt-four-renderings-of-one-body.json"));
        assertThat(article.getBody())
                .contains("\n\nPandemin satte stopp")
                .doesNotContain("Karl Melander");
        assertThat(article.getGenres()).containsExactly("INR");
        assertThat(article.getMedia()).hasSize(1);
        assertThat(article.getMedia().get(0).getUrl()).endsWith("NormalHires.jpg");
    }

    @Test
    void takesTheLastOfTwoMembersOfOneName() {
        Article article = accepted(bytes("ninjs/examples/1.4-rendition-name-twice.json"));
        assertThat(warnings(article)).containsExactly("duplicate-name");
        assertThat(article.getMedia())
                .extracting(MediaLink::getUrl)
                .singleElement()
                .isEqualTo("http://mms.businesswire.com/media/newsItemId/en/2.jpg");
    }

    @Test
    void withholdsAnItemWhoseEmbargoCannotBeRead() {
        Article article = accepted(bytes("ninjs/should_pass/1.0-embargoed-bad-datetime.json"));
        assertThat(article.getPublishingStatus()).isEqualTo(PublishingStatus.WITHHELD);
        assertThat(article.getEmbargoedUntil()).isNull();
        assertThat(warnings(article)).contains("invalid-date", "withheld");
    }

    @Test
    void takesADayAsEmbargoOverWhenItHasBegunEverywhere() {
        Article article = accepted(bytes("ninjs/should_pass/1.0-embargoed-date-only.json"));
        assertThat(article.getEmbargoedUntil().toString()).endsWith("T12:00:00Z");
        assertThat(warnings(article)).contains("embargo-without-zone");
    }

    @Test
    void cancelsWithoutContent() {
        Article article =
                accepted("{\"uri\": \"urn:1\", \"pubstatus\": \"canceled\", \"headline\": \"h\"}");
        assertThat(article.getPublishingStatus()).isEqualTo(PublishingStatus.CANCELED);
        assertThat(article.getTitle()).isNull();
        assertThat(article.getWarnings()).isEmpty();
    }

    @Test
    void readsASignalOfNewsml() {
        Article article =
                accepted(
                        "{\"uri\": \"urn:1\", \"headline\": \"h\", \"signal\":"
                                + " [\"sig:correction\"]}");
        assertThat(article.getEditorialSignal()).isEqualTo(EditorialSignal.CORRECTION);
    }

    @Test
    void takesTheVersionADocumentDeclares() {
        Article article = accepted(bytes("ninjs/should_pass/3.0-headlines.json"));
        assertThat(article.getFormat()).isEqualTo("ninjs/3.0");
        assertThat(article.getTitle()).isEqualTo("Test of headline property");
    }

    @Test
    void asksForTheUriThatNinjsNeeds() {
        Fault fault = refused("{\"headline\": \"h\"}").get(0);
        assertThat(fault.field()).isEqualTo("/uri");
        assertThat(fault.fix()).contains("uri");
    }

    @ParameterizedTest
    @CsvSource({
        "1.2-infosource-full, infosource",
        "1.1-place-with-geometry, place",
        "1.5-subject-confidence, subject",
        "1.5-org-symbol, organisation",
        "1.0-person-complete, person"
    })
    void keepsConceptsWithTheirRole(String fixture, String role) {
        Article article = accepted(bytes("ninjs/should_pass/" + fixture + ".json"));
        assertThat(article.getSubjects()).isNotEmpty();
        assertThat(article.getSubjects()).extracting(Concept::getRole).containsOnly(role);
    }

    @Test
    void takesLinkedRightsForUsageTerms() {
        Article article = accepted(bytes("ninjs/should_pass/1.4-rightsinfo-linked.json"));
        assertThat(article.getUsageTerms()).startsWith("http");
        Article embedded = accepted(bytes("ninjs/should_pass/1.4-rightsinfo-embedded.json"));
        assertThat(embedded.getUsageTerms()).isNull();
    }

    @Test
    void recordsThatAVersionsDateIsADay() {
        Article article = accepted(bytes("ninjs/should_pass/1.0-versioncreated-date-only.json"));
        assertThat(article.getVersionCreated().getPrecision()).isEqualTo(TimePrecision.DAY);
        assertThat(article.getVersionCreated().getZoneGiven()).isFalse();
    }

    @Test
    void readsUrgencyAndADescriptionInHtml() {
        assertThat(accepted(bytes("ninjs/should_pass/1.1-urgency-9.json")).getUrgency())
                .isEqualTo(9);
        assertThat(accepted(bytes("ninjs/should_pass/1.0-description-html.json")).getSummary())
                .isNotBlank()
                .doesNotContain("<");
    }

    @Test
    void saysThatAnAssociatedTextIsNotInTheItem() {
        Article article =
                accepted(
                        "{\"uri\": \"urn:1\", \"headline\": \"h\", \"associations\":"
                                + " {\"box\": {\"uri\": \"urn:2\", \"type\": \"text\","
                                + " \"body_text\": \"Another story.\"}}}");
        assertThat(warnings(article)).containsExactly("association-left-out");
        assertThat(article.getBody()).isNull();
    }

    @Test
    void dropsAHeadlineThatTheBodyRepeats() {
        Article article =
                accepted(
                        "{\"uri\": \"urn:1\", \"headline\": \"Ferry stops\", \"body_html\":"
                                + " \"<h1>Ferry stops</h1><p>The ferry stops in January.</p>\"}");
        assertThat(article.getBody()).isEqualTo("The ferry stops in January.");
    }

    @Test
    void tellsAFaultOnceHoweverOftenItIsMet() {
        assertThat(refused("{\"uri\": \"urn:1\", \"person\": \"A B\"}")).hasSize(1);
    }

    @Test
    void boundsTheReasonOfAWithdrawalToo() {
        String reason = "x".repeat(5_000);
        Article article =
                accepted(
                        "{\"uri\": \"urn:1\", \"pubstatus\": \"canceled\", \"ednote\": \"%s\"}"
                                .formatted(reason));
        assertThat(article.getEditorialNote()).hasSize(4_000);
        assertThat(warnings(article)).containsExactly("text-cut");
    }
}
