package dev.wireroom.ingest.format.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.contract.TimePrecision;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fixtures;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SitemapParserTest {

    static final String NEWS =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
                xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
                xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
              <url>
                <loc>https://www.northport.example/news/ferry?a=1&amp;b=2</loc>
                <lastmod>2026-11-23T09:00:00Z</lastmod>
                <news:news>
                  <news:publication>
                    <news:name>Northport Gazette</news:name>
                    <news:language>zh-cn</news:language>
                  </news:publication>
                  <news:publication_date>2026-11-23</news:publication_date>
                  <news:title>Ferry &amp; bus are back</news:title>
                  <news:keywords>ferries, storms</news:keywords>
                </news:news>
                <image:image><image:loc>https://img.northport.example/f.jpg</image:loc></image:image>
              </url>
              <url><loc>https://www.northport.example/about</loc></url>
            </urlset>
            """;

    @Test
    void announcesTheArticlesOfANewsSitemap() {
        ParseResult.Parsed parsed = parsed(NEWS, Fixtures.arrival());
        assertThat(parsed.articles()).hasSize(1);
        Article article = parsed.articles().get(0);
        assertThat(article.getFormat()).isEqualTo("news-sitemap");
        assertThat(article.getUrl()).isEqualTo("https://www.northport.example/news/ferry?a=1&b=2");
        assertThat(article.getTitle()).isEqualTo("Ferry & bus are back");
        assertThat(article.getBody()).isNull();
        assertThat(article.getFirstPublished().getPrecision()).isEqualTo(TimePrecision.DAY);
        assertThat(article.getVersionCreated().getInstant())
                .isEqualTo(Instant.parse("2026-11-23T09:00:00Z"));
        assertThat(article.getLanguage()).isEqualTo("zh-cn");
        assertThat(article.getKeywords()).containsExactly("ferries", "storms");
        assertThat(article.getCopyrightHolder()).isEqualTo("Northport Gazette");
        assertThat(article.getMedia().get(0).getUrl())
                .isEqualTo("https://img.northport.example/f.jpg");
        assertThat(parsed.warnings())
                .extracting(ParseWarning::getCode)
                .containsExactly("no-news-entry");
    }

    @Test
    void listsPlainEntriesForThePoller() {
        SitemapDocument.Pages pages =
                (SitemapDocument.Pages) SitemapParser.read(Fixtures.utf8(NEWS), Fixtures.arrival());
        assertThat(pages.pages())
                .extracting(SitemapDocument.Page::location)
                .containsExactly(
                        "https://www.northport.example/news/ferry?a=1&b=2",
                        "https://www.northport.example/about");
        assertThat(pages.pages().get(1).news()).isEmpty();
    }

    @Test
    void listsTheSitemapsOfAnIndex() {
        String index =
                "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                        + "<sitemap><loc>/sitemap-2026-11.xml.gz</loc>"
                        + "<lastmod>2026-11-23</lastmod></sitemap>"
                        + "<sitemap><loc>https://www.northport.example/news.xml</loc></sitemap>"
                        + "</sitemapindex>";
        Arrival arrival =
                Fixtures.arrival().at(URI.create("https://www.northport.example/sitemap.xml"));
        SitemapDocument.Index read =
                (SitemapDocument.Index) SitemapParser.read(Fixtures.utf8(index), arrival);
        assertThat(read.children())
                .extracting(SitemapDocument.Child::location)
                .containsExactly(
                        "https://www.northport.example/sitemap-2026-11.xml.gz",
                        "https://www.northport.example/news.xml");
        assertThat(read.children().get(0).lastModified()).isPresent();
        ParseResult.Parsed parsed = parsed(index, arrival);
        assertThat(parsed.articles()).isEmpty();
        assertThat(parsed.warnings().get(0).getMessage()).contains("2 sitemaps");
    }

    @Test
    void anIdOfTheTransportIsNotTheIdOfEveryEntry() {
        ParseResult.Parsed parsed =
                parsed(NEWS, Fixtures.arrival().withExternalId(Optional.of("the-sitemap")));
        assertThat(parsed.articles().get(0).getExternalId())
                .isEqualTo("https://www.northport.example/news/ferry?a=1&b=2");
    }

    @Test
    void takesOtherPrefixesNoneAndUnescapedAmpersands() {
        for (String prefix : List.of("n:", "news:", "")) {
            String sitemap =
                    "<urlset><url><loc> https://a.example/x?a=1&b=2 </loc><%1$snews><%1$stitle><![CDATA[Ferry & bus]]></%1$stitle></%1$snews></url></urlset>"
                            .formatted(prefix);
            Article article = parsed(sitemap, Fixtures.arrival()).articles().get(0);
            assertThat(article.getTitle()).isEqualTo("Ferry & bus");
            assertThat(article.getUrl()).isEqualTo("https://a.example/x?a=1&b=2");
        }
    }

    @Test
    void usesWhatCameWholeBeforeACut() {
        String cut = NEWS.substring(0, NEWS.indexOf("https://www.northport.example/about") + 12);
        assertThat(parsed(cut, Fixtures.arrival()).articles()).hasSize(1);
    }

    @Test
    void doesNotExpandEntitiesOrReadFiles() {
        String attack =
                "<!DOCTYPE urlset [<!ENTITY x SYSTEM"
                    + " \"file:///etc/passwd\">]><urlset><url><loc>https://a.example/x</loc><news><title>t"
                    + " &x;</title></news></url></urlset>";
        assertThat(parsed(attack, Fixtures.arrival()).articles().get(0).getTitle())
                .isEqualTo("t &x;");
    }

    @Test
    void tellsAFeedFromASitemap() {
        assertThat(SitemapParser.read(Fixtures.utf8("<rss><channel/></rss>"), Fixtures.arrival()))
                .isInstanceOf(SitemapDocument.Unreadable.class);
    }

    @Test
    void readsNoMoreEntriesThanASitemapMayHave() {
        String sitemap =
                "<urlset>"
                        + "<url><loc>https://a.example/x</loc></url>".repeat(60_000)
                        + "</urlset>";
        SitemapDocument.Pages pages =
                (SitemapDocument.Pages)
                        SitemapParser.read(Fixtures.utf8(sitemap), Fixtures.arrival());
        assertThat(pages.pages()).hasSize(50_000);
        assertThat(pages.warnings()).extracting(ParseWarning::getCode).contains("list-cut");
    }

    private static ParseResult.Parsed parsed(String sitemap, Arrival arrival) {
        ParseResult result = ArticleFormats.parse(Fixtures.utf8(sitemap), arrival);
        assertThat(result).isInstanceOf(ParseResult.Parsed.class);
        return (ParseResult.Parsed) result;
    }
}
