package dev.wireroom.ingest.format.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fixtures;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageParserTest {

    /** Generous: the machine of CI is shared. What is quadratic takes minutes on these pages. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    private static final int MUTATIONS = 600;

    @Test
    void theAddressIsTheIdentity() {
        Article article =
                Fixtures.accepted(
                        ArticleFormats.parse(
                                Fixtures.bytes("page/canonical-relative.html"),
                                Fixtures.arrival()
                                        .at(URI.create("https://www.northport.example/n?id=7"))));
        assertThat(article.getExternalIdKind()).isEqualTo(ExternalIdKind.CANONICAL_URL);
        assertThat(article.getExternalId()).isEqualTo("https://www.northport.example/news/ferry");
    }

    @Test
    void anIdFromTheTransportWins() {
        Article article =
                Fixtures.accepted(
                        PageParser.parse(
                                Fixtures.bytes("page/jsonld-plain.html"),
                                Fixtures.arrival().withExternalId(Optional.of("n-7"))));
        assertThat(article.getExternalId()).isEqualTo("n-7");
    }

    @Test
    void theMediaTypeMakesTextThatDoesNotBeginLikeMarkupAPage() {
        byte[] page = Fixtures.utf8("Ferry resumes service <p>The ferry is back at last.</p>");
        assertThat(
                        Fixtures.accepted(
                                        ArticleFormats.parse(
                                                page, Fixtures.arrival().as("text/html")))
                                .getFormat())
                .isEqualTo("text/html");
        assertThat(Fixtures.accepted(page).getFormat()).isEqualTo("text/plain");
    }

    @Test
    void refusesAPageWithNothingOnIt() {
        assertThat(Fixtures.refused("<html><body><nav><a href='/'>Home</a></nav></body></html>"))
                .extracting("code")
                .containsExactly("no-article");
        assertThat(Fixtures.refused(PageParser.parse(new byte[0], Fixtures.arrival())).get(0).fix())
                .contains("Send the page");
    }

    @Test
    void readsThePageThatTheGivenScrapedArticleCameFrom() {
        Article article = Fixtures.accepted(Fixtures.bytes("page/related-widget-label-only.html"));
        assertThat(article.getBody()).doesNotContain("Related").endsWith("for the time being.");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "<div>",
                "<b>",
                "<p>",
                "<a href=x>",
                "<table><tr><td>",
                "<ul><li>",
                "<font>",
                "<b><p>",
                "<blockquote>",
                "<form>",
                "<svg>",
                "<article>",
                "<span class=related>"
            })
    void takesAMegabyteOfOpenTagsInItsStride(String tag) {
        byte[] page = Fixtures.utf8("<html><body>" + tag.repeat(1_000_000 / tag.length()) + "x");
        Assertions.assertThatCode(() -> within(page)).doesNotThrowAnyException();
    }

    @Test
    void workGrowsWithThePageAndNotFaster() {
        StringBuilder page = new StringBuilder("<html><body><article>");
        for (int i = 0; i < 100_000; i++) {
            page.append("<div class='c").append(i % 50).append("'><p>The ferry sailed at ");
            page.append(i).append(".</p></div>");
        }
        ParseResult result = within(Fixtures.utf8(page.toString()));
        assertThat(Fixtures.accepted(result).getBody()).startsWith("The ferry sailed at 0.");
    }

    @Test
    void takesLinksMetaTagsQuotesAndScriptsByTheThousand() {
        String quote =
                "<blockquote>“The ferry sails again, and that is what matters to us.”</blockquote>";
        String page =
                "<meta name=author content='By Jane Doe and John Roe'>".repeat(20_000)
                        + "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":[[[</script>"
                                .repeat(2_000)
                        + quote.repeat(5_000)
                        + "<a href=x>by </a>".repeat(50_000)
                        + "<time>x</time>".repeat(20_000)
                        + "<h1>x</h1>".repeat(20_000);
        assertThatCode(() -> within(Fixtures.utf8(page))).doesNotThrowAnyException();
    }

    @Test
    void takesTeasersHiddenTextAndCentredLinesByTheThousand() {
        String prose =
                "<p>The ferry between Northport and the islands sails again, and that is what"
                        + " matters most to those who live there.</p>";
        for (String part :
                List.of(
                        "<h3><a href=x>Council divided over wall</a></h3>",
                        "<div style='display:none'>" + prose + prose + "</div>",
                        "<p><img src=x></p><p align=center>The wall</p>",
                        "<div class=t><h3>Wall</h3>" + prose + "</div>",
                        "<article class=t><h1>Ferry</h1>" + prose.repeat(4) + "</article>")) {
            String page =
                    "<title>Ferry</title><article class=t><h1>Ferry</h1>"
                            + prose.repeat(4)
                            + part.repeat(2_000_000 / part.length())
                            + "</article>";
            assertThatCode(() -> within(Fixtures.utf8(page))).doesNotThrowAnyException();
        }
        String nested = ("<div hidden>" + prose + prose).repeat(8_000);
        assertThatCode(() -> within(Fixtures.utf8("<article>" + prose + nested)))
                .doesNotThrowAnyException();
    }

    @Test
    void takesLongRunsWithoutAnEnd() {
        for (String run :
                List.of("a", " ", "by ", "&amp;", "| ", "- ", "1 ", "\u00A0", "read more: ")) {
            String long1 = run.repeat(300_000 / run.length());
            String page =
                    "<html><head><title>"
                            + long1
                            + "</title><meta name=author content=\"By "
                            + long1
                            + "\"><meta property=og:description content=\""
                            + long1
                            + "\"></head><body class=\""
                            + long1
                            + "\"><p class='byline'>"
                            + long1
                            + "</p><article><p>"
                            + long1
                            + "</p></article></body></html>";
            assertThatCode(() -> within(Fixtures.utf8(page))).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20261123})
    void mutatedPagesGiveTypedResults(long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> pages = new ArrayList<>();
        for (String name : PageFixturesTest.pages().toList()) {
            pages.add(Files.readAllBytes(PageFixturesTest.directory().resolve(name)));
        }
        pages.add(Fixtures.utf8(SitemapParserTest.NEWS));
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = mutant(pages, random);
            int number = i;
            assertThatCode(
                            () -> {
                                ArticleFormats.parse(mutant, Fixtures.arrival());
                                PageParser.parse(mutant, Fixtures.arrival());
                                SitemapParser.parse(mutant, Fixtures.arrival());
                            })
                    .as("seed %d, mutation %d: %s", seed, number, excerpt(mutant))
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] mutant(List<byte[]> pages, Random random) {
        byte[] page = pages.get(random.nextInt(pages.size())).clone();
        return switch (random.nextInt(4)) {
            case 0 -> {
                for (int i = 0; i < 1 + random.nextInt(20); i++) {
                    page[random.nextInt(page.length)] = (byte) random.nextInt(256);
                }
                yield page;
            }
            case 1 -> Arrays.copyOf(page, random.nextInt(page.length));
            case 2 -> {
                byte[] other = pages.get(random.nextInt(pages.size()));
                int from = random.nextInt(other.length);
                int to = from + random.nextInt(other.length - from);
                int at = random.nextInt(page.length);
                byte[] spliced = new byte[page.length + to - from];
                System.arraycopy(page, 0, spliced, 0, at);
                System.arraycopy(other, from, spliced, at, to - from);
                System.arraycopy(page, at, spliced, at + to - from, page.length - at);
                yield spliced;
            }
            default -> {
                int at = random.nextInt(page.length);
                for (int i = at; i < Math.min(page.length, at + 40); i++) {
                    page[i] = (byte) "<>\"'&;{}[]:,/\\ \0".charAt(random.nextInt(16));
                }
                yield page;
            }
        };
    }

    private static String excerpt(byte[] page) {
        return new String(page, 0, Math.min(page.length, 300), StandardCharsets.ISO_8859_1);
    }

    private static ParseResult within(byte[] page) {
        Arrival arrival = Fixtures.arrival();
        ParseResult[] result = new ParseResult[1];
        org.junit.jupiter.api.Assertions.assertTimeout(
                BOUND, () -> result[0] = PageParser.parse(page, arrival));
        return result[0];
    }
}
