package dev.wireroom.ingest.format.newsml;

import static dev.wireroom.ingest.format.Fixtures.accepted;
import static dev.wireroom.ingest.format.Fixtures.arrival;
import static dev.wireroom.ingest.format.Fixtures.bytes;
import static dev.wireroom.ingest.format.Fixtures.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IPTC's own example listings, each ending where it should. */
class IptcListingsTest {

    private static ParseResult parse(String name) {
        return ArticleFormats.parse(bytes("newsml-g2/listings/" + name + ".xml"), arrival());
    }

    @Test
    void readsTheNewsItem() {
        Article article = accepted(parse("1-news-item"));
        assertThat(article.getTitle()).isEqualTo("Fed to halt QE to avert \"bubble\"");
        assertThat(article.getEditorialSignal()).isEqualTo(EditorialSignal.UPDATE);
        assertThat(article.getEmbargoedUntil()).isEqualTo(Instant.parse("2018-10-23T12:00:00Z"));
        assertThat(article.getEditorialNote()).startsWith("Note to editors: STRICTLY EMBARGOED.");
        assertThat(article.getUsageTerms()).isEqualTo("Not for use outside the United States");
        assertThat(article.getSubjects())
                .extracting(Concept::getName)
                .containsExactly(
                        "economy, business and finance",
                        "labour market",
                        "Berlin",
                        "www.example.com");
        assertThat(article.getGenres()).containsExactly("genre:interview");
    }

    @Test
    void readsTheText() {
        Article article = accepted(parse("2-text"));
        assertThat(article.getByline()).isEqualTo("By Meredith Jameson, Staff Reporter");
        assertThat(article.getBody()).startsWith("(New York, NY - October 21) Et, sent luptat");
        assertThat(article.getBody().split("\n\n")).hasSize(2);
    }

    @Test
    void readsThePhotoByItsUris() {
        Article article = accepted(parse("3a-photo-with-uri-siblings"));
        assertThat(article.getSummary()).startsWith("A general view of part of downtown,");
        assertThat(article.getMedia())
                .extracting(MediaLink::getWidth, MediaLink::getUrl)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1500, "./GYI0062134533.jpg"));
        assertThat(article.getSubjects()).extracting(Concept::getRole).contains("event", "place");
    }

    @Test
    void readsTheVideo() {
        Article article = accepted(parse("4-renditions-of-a-video"));
        assertThat(article.getBody()).contains("\n\nSHOTLIST: KUWAIT.");
        assertThat(article.getMedia())
                .extracting(MediaLink::getUrl)
                .containsExactly("http://components.afp.com/3e353716caa.1920x1080.mp4");
    }

    @Test
    void readsThePackageAsAList() {
        Article article = accepted(parse("6-package"));
        assertThat(article.getTitle()).isEqualTo("UK");
        assertThat(article.getBody()).startsWith("Obama annonce son équipe\n\nLe rachat il y a");
    }

    @Test
    void readsTheSportsStory() {
        Article article = accepted(parse("22-sports-story-in-nitf"));
        assertThat(article.getSlugline()).isEqualTo("AAV!PREVIEW-ARI-PHI");
        assertThat(article.getByline()).isEqualTo("Sports Network");
        assertThat(article.getBody().split("\n\n")).hasSize(6);
        assertThat(article.getSubjects())
                .filteredOn(concept -> "person".equals(concept.getRole()))
                .extracting(Concept::getName)
                .containsExactly("Doug Davis", "Freddy Garcia");
    }

    @Test
    void namesConceptsByAsserts() {
        assertThat(accepted(parse("ap-metadata")).getSubjects())
                .extracting(Concept::getName)
                .containsExactly("Kentucky", "Keegan Murray", "Volkswagen AG");
        assertThat(accepted(parse("27-company")).getTitle())
                .isEqualTo("Acme Widgets announces annual results");
    }

    @ParameterizedTest
    @CsvSource({
        "13-catalog-item, not-news",
        "14-event-as-concept-item, not-news",
        "17-planning-item, not-news",
        "23-package-without-words, empty-item",
        "24-message-of-empty-items, empty-item",
        "25-content-set-alone, not-an-item"
    })
    void refusesWhatIsNoNews(String name, String code) {
        assertThat(refused(parse(name)).get(0).code()).isEqualTo(code);
    }
}
