package dev.wireroom.ingest.feed;

import static dev.wireroom.ingest.feed.FeedStateFixture.URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.contract.ArrivalWay;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.FeedSymptom;
import dev.wireroom.contract.PageFetch;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.contract.PollOutcome;
import dev.wireroom.contract.SeenItem;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.fetch.FetchResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class SourcePollTest {

    private static final String MOVED = "https://new.example/feed";

    private final Desk desk = new Desk();

    @Test
    void publishesNewAndChangedItemsOnly() throws InterruptedException {
        desk.web.put(URL, Desk.feed(Desk.rss("1|Storm nears|Wind.", "2|Vote|Polls open.")));
        desk.poll();
        desk.poll();
        assertThat(desk.articles).hasSize(2);
        desk.web.put(
                URL,
                Desk.feed(Desk.rss("3|Match|Goal.", "1|Storm hits|Wind.", "2|Vote|Polls open.")));
        desk.poll();
        assertThat(desk.articles)
                .extracting(Article::getTitle)
                .containsExactly("Storm nears", "Vote", "Match", "Storm hits");
        assertThat(desk.articles.get(3).getArticleId())
                .isEqualTo(desk.articles.get(0).getArticleId());
        assertThat(desk.state().getSeen()).hasSize(3);
        assertThat(desk.state().getPolls()).isEqualTo(3);
    }

    @Test
    void saysByWhichWayAnArticleCame() throws InterruptedException {
        desk.web.put(URL, Desk.feed(Desk.rss("1|Storm|Wind.")));
        desk.poll();
        assertThat(desk.articles.get(0).getProvenance().getVia()).isEqualTo(ArrivalWay.POLL);
        assertThat(desk.articles.get(0).getProvenance().getAddress()).isEqualTo(URL);
        assertThat(desk.articles.get(0).getProvenance().getItemId()).isEqualTo("1");
    }

    @Test
    void asksWithTheValidatorsOfTheLastAnswer() throws InterruptedException {
        FetchResult.Fetched whole = Desk.feed(Desk.rss("1|Storm|Wind."));
        desk.web.put(
                URL,
                new FetchResult.Fetched(
                        Desk.response(
                                URL,
                                Optional.empty(),
                                Map.of("etag", List.of("\"a\""), "last-modified", List.of("then"))),
                        whole.body(),
                        List.of()));
        desk.poll();
        desk.web.put(
                URL, new FetchResult.NotModified(Desk.response(URL, Optional.empty(), Map.of())));
        desk.poll();
        assertThat(desk.requests.get(1).etag()).contains("\"a\"");
        assertThat(desk.requests.get(1).lastModified()).contains("then");
        assertThat(desk.state().getOutcome()).isEqualTo(PollOutcome.NOT_MODIFIED);
        assertThat(desk.state().getEtag()).isEqualTo("\"a\"");
    }

    @Test
    void remembersNothingThatKafkaHasNotSafe() throws InterruptedException {
        desk.web.put(URL, Desk.feed(Desk.rss("1|Storm|Wind.")));
        desk.kafkaIsAway = true;
        assertThatThrownBy(desk::poll).isInstanceOf(KafkaException.class);
        assertThat(desk.states.find("example")).isEmpty();
        desk.kafkaIsAway = false;
        desk.poll();
        assertThat(desk.articles).hasSize(1);
    }

    @Test
    void asksPublishesAndWritesNothingWithoutALease() {
        desk.permit = new Permit(null);
        desk.permit.end();
        assertThatThrownBy(desk::poll).isInstanceOf(Permit.EndedException.class);
        assertThat(desk.requests).isEmpty();
        assertThat(desk.states.find("example")).isEmpty();
    }

    @Test
    void pausesWhatIsGone() throws InterruptedException {
        desk.web.put(URL, Desk.rejected(FetchResult.Reason.GONE, 410));
        assertThat(desk.poll()).isEmpty();
        assertThat(desk.catalog.find("example").orElseThrow().getState())
                .isEqualTo(SourceState.PAUSED);
        assertThat(desk.state().getNextPollAt()).isNull();
    }

    @Test
    void followsAFeedThatMovedAndGoesBackWhereItIsNotThere() throws InterruptedException {
        FetchResult.Fetched whole = Desk.feed(Desk.rss("1|Storm|Wind."));
        desk.web.put(
                URL,
                new FetchResult.Fetched(
                        Desk.response(MOVED, Optional.of(MOVED), Map.of()),
                        whole.body(),
                        List.of()));
        desk.poll();
        desk.web.put(MOVED, Desk.rejected(FetchResult.Reason.GONE, 410));
        desk.poll();
        assertThat(desk.requests.get(1).uri()).hasToString(MOVED);
        assertThat(desk.catalog.find("example").orElseThrow().getState())
                .isEqualTo(SourceState.ACTIVE);
        desk.poll();
        assertThat(desk.requests.get(2).uri()).hasToString(URL);
        assertThat(desk.articles).hasSize(1);
        assertThat(desk.state().getSymptoms())
                .extracting(FeedSymptom::getCode)
                .contains("moved-permanently", "moved-and-lost");
    }

    @Test
    void explainsARefusalAndAsksLessAndLessOften() throws InterruptedException {
        desk.web.put(URL, Desk.rejected(FetchResult.Reason.FORBIDDEN, 403));
        Duration before = Duration.ZERO;
        for (int i = 0; i < 8; i++) {
            Duration wait = Duration.between(desk.now, desk.poll().orElseThrow());
            assertThat(wait).isGreaterThanOrEqualTo(i < 5 ? before : Duration.ofHours(24));
            assertThat(wait).isLessThanOrEqualTo(Duration.ofHours(24).plusMinutes(10));
            before = wait;
        }
        assertThat(desk.state().getOutcome()).isEqualTo(PollOutcome.BLOCKED);
        assertThat(desk.state().getOutcomeDetail()).isEqualTo("told to refuse");
        assertThat(desk.state().getSymptoms().get(0).getCode()).isEqualTo("status-403");
        assertThat(desk.state().getSymptoms().get(0).getCount()).isEqualTo(8);
    }

    @Test
    void namesTheFeedsOfAPageThatWasGivenForOne() throws InterruptedException {
        desk.web.put(
                URL,
                Desk.page(
                        URL,
                        "text/html",
                        "<html><head><title>News</title><link rel=\"alternate\""
                                + " type=\"application/rss+xml\" href=\"/rss\">"
                                + "</head><body><p>Welcome.</p></body></html>"));
        desk.poll();
        assertThat(desk.state().getOutcome()).isEqualTo(PollOutcome.UNREADABLE);
        assertThat(desk.state().getOutcomeDetail()).contains("https://news.example/rss");
        assertThat(desk.articles).isEmpty();
    }

    @Test
    void takesThePagesTextWhereTheFeedHasATeaserOnly() throws InterruptedException {
        desk.source.setPageFetch(PageFetch.WHEN_SHORT);
        String paragraph =
                "<p>"
                        + "The storm reached the coast in the early hours of Wednesday. ".repeat(8)
                        + "</p>";
        desk.web.put(URL, Desk.feed(Desk.rss("1|Storm|Wind.")));
        desk.web.put(
                "https://news.example/1",
                Desk.page(
                        "https://news.example/1",
                        "text/html",
                        "<html><head><title>Storm</title></head><body><article><h1>Storm</h1>"
                                + paragraph.repeat(4)
                                + "</article></body></html>"));
        desk.poll();
        Article article = desk.articles.get(0);
        assertThat(article.getBody()).contains("The storm reached the coast");
        assertThat(article.getSummary()).isEqualTo("Wind.");
        assertThat(article.getExternalId()).isEqualTo("1");
        desk.poll();
        assertThat(desk.requests).hasSize(3);
    }

    @Test
    void keepsTheFeedsTextWhereThePageCantBeHad() throws InterruptedException {
        desk.source.setPageFetch(PageFetch.ALWAYS);
        desk.web.put(URL, Desk.feed(Desk.rss("1|Storm|Wind.")));
        desk.web.put("https://news.example/1", Desk.rejected(FetchResult.Reason.ROBOTS, 200));
        desk.poll();
        assertThat(desk.articles.get(0).getBody()).isEqualTo("Wind.");
        assertThat(desk.articles.get(0).getWarnings())
                .extracting(ParseWarning::getCode)
                .contains("page-not-fetched");
    }

    @Test
    void leavesTheRestOfManyPagesToTheNextPollAndLosesNone() throws InterruptedException {
        desk.source.setPageFetch(PageFetch.ALWAYS);
        String[] items = new String[40];
        for (int i = 0; i < items.length; i++) {
            items[i] = "%d|Story %d|Text %d.".formatted(i, i, i);
            desk.web.put(
                    "https://news.example/" + i, Desk.rejected(FetchResult.Reason.ROBOTS, 200));
        }
        desk.web.put(URL, Desk.feed(Desk.rss(items)));
        desk.poll();
        assertThat(desk.articles).hasSize(30);
        desk.poll();
        assertThat(desk.articles)
                .extracting(Article::getArticleId)
                .hasSize(40)
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsItsItemsWhenAPersonCorrectsTheAddress() throws InterruptedException {
        desk.web.put(URL, Desk.feed(Desk.rss("1|Storm|Wind.")));
        desk.poll();
        desk.source.setUrl(MOVED);
        desk.web.put(MOVED, Desk.feed(Desk.rss("1|Storm|Wind.")));
        desk.poll();
        assertThat(desk.articles).hasSize(1);
        assertThat(desk.state().getUrl()).isEqualTo(MOVED);
    }

    @Test
    void takesOneItemInTwoFeedsOfAPublisherForOneArticle() throws InterruptedException {
        desk.source.setPublisherId("example-group");
        desk.web.put(URL, Desk.feed(Desk.rss("1|Storm|Wind.")));
        desk.poll();
        desk.source.setSourceId("example-weather");
        desk.poll();
        assertThat(desk.articles).hasSize(2);
        assertThat(desk.articles.get(1).getArticleId())
                .isEqualTo(desk.articles.get(0).getArticleId());
        assertThat(desk.articles.get(1).getProvenance().getSourceId()).isEqualTo("example-weather");
    }

    @Test
    void saysThatAFeedIsEmpty() throws InterruptedException {
        desk.web.put(URL, Desk.feed(Desk.rss()));
        desk.poll();
        assertThat(FeedHealth.of(desk.source, Optional.of(desk.state()), desk.now).kind())
                .isEqualTo(FeedHealth.Kind.EMPTY);
        desk.now = desk.now.plusSeconds(60);
        desk.web.put(URL, Desk.feed(Desk.rss("1|Storm|Wind.")));
        desk.poll();
        assertThat(desk.state().getSeen()).extracting(SeenItem::getExternalId).containsExactly("1");
        assertThat(FeedHealth.of(desk.source, Optional.of(desk.state()), desk.now).kind())
                .isEqualTo(FeedHealth.Kind.HEALTHY);
    }
}
