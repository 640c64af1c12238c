package dev.wireroom.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkIdentityTest {

    private static final String STORY = "https://news.example/2026/11/storm";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://news.example/2026/11/storm",
                "https://www.news.example/2026/11/storm/",
                "HTTPS://NEWS.example:443/2026/11/storm",
                "https://m.news.example/2026/11/storm",
                "https://amp.news.example/2026/11/storm",
                "https://news.example/2026/11/storm/amp/",
                "https://news.example/2026/11/storm/index.html",
                "https://news.example/2026/11/storm?utm_source=rss&utm_medium=feed",
                "https://news.example/2026/11/storm?at_medium=RSS&at_campaign=KARANGA",
                "https://news.example/2026/11/storm?ref=rss&partner=rss&emc=rss",
                "https://news.example/2026/11/storm#0",
                "https://news.example/2026/11/storm#xtor=RSS-3208",
                "https://news.example/2026/11/storm;jsessionid=0A1B2C",
                "https://news.example/2026/11/sto%72m",
                "https://news-example.cdn.ampproject.org/c/s/news.example/2026/11/storm/amp",
                " https://news.example./2026/11/storm\n"
            })
    void knowsTheSpellingsOfOneAddress(String link) {
        assertThat(LinkIdentity.of(link)).isEqualTo(STORY);
    }

    @ParameterizedTest
    @CsvSource({
        "https://news.example/?p=12, https://news.example/?p=13",
        "https://news.example/a, https://news.example/A",
        "https://news.example/news.html#item5, https://news.example/news.html#item6",
        "https://news.example/news.html#12, https://news.example/news.html#13",
        "https://news.example/story?id=1&page=2, https://news.example/story?id=1&page=3",
        "https://news.example/story?ref=12, https://news.example/story?ref=13",
        "https://m.example/a, https://example/a",
        "https://uk.news.example/a, https://de.news.example/a"
    })
    void keepsDifferentAddressesApart(String one, String other) {
        assertThat(LinkIdentity.of(one)).isNotEqualTo(LinkIdentity.of(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "tag:example,2026:1", "http://", "https://[::1", "not a link", "urn:x"})
    void leavesWhatIsNoWebAddressAsItIs(String text) {
        assertThat(LinkIdentity.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://news.example/a?b=1&a=2",
                "http://www.news.example/amp/",
                "https://x.example/%zz%41"
            })
    void isStableWhenAppliedAgain(String link) {
        assertThat(LinkIdentity.of(LinkIdentity.of(link))).isEqualTo(LinkIdentity.of(link));
    }
}
