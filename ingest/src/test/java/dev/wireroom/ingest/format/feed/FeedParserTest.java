package dev.wireroom.ingest.format.feed;

import static dev.wireroom.ingest.format.Fixtures.arrival;
import static dev.wireroom.ingest.format.Fixtures.bytes;
import static dev.wireroom.ingest.format.Fixtures.refused;
import static dev.wireroom.ingest.format.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedParserTest {

    private static final int MUTATIONS = 3_000;
    private static final int DEEP = 100_000;

    @Test
    void isReachedThroughTheDoorForEveryDialect() {
        for (String fixture :
                List.of(
                        "rss-2.0-whole.xml",
                        "rss-1.0-items-beside-channel.rdf",
                        "rss-only-channel.xml",
                        "atom-1.0-whole.xml",
                        "json-feed-1.1-whole.json",
                        "rss-upper-case-names.xml")) {
            ParseResult result = ArticleFormats.parse(bytes("feed/" + fixture), arrival());
            assertThat(result).as(fixture).isInstanceOf(ParseResult.Parsed.class);
            assertThat(((ParseResult.Parsed) result).articles()).as(fixture).isNotEmpty();
        }
    }

    @Test
    void tellsTheDoorWhatIsWrongWithTheFeed() {
        ParseResult result = ArticleFormats.parse(bytes("feed/rss-cut-off-in-item.xml"), arrival());
        assertThat(((ParseResult.Parsed) result).warnings())
                .extracting(ParseWarning::getCode)
                .contains("cut-off");
    }

    @Test
    void readsAJsonFeedByItsMediaTypeEvenIfItBreaksOff() {
        ParseResult result =
                ArticleFormats.parse(
                        bytes("feed/json-feed-cut-off.json"),
                        arrival().as("application/feed+json"));
        assertThat(((ParseResult.Parsed) result).articles()).hasSize(1);
    }

    @Test
    void namesTheFeedsOfAPageAsTheFix() {
        List<Fault> faults =
                refused(
                        ArticleFormats.parse(
                                bytes("feed/html-instead-of-feed.html"),
                                arrival().as("application/rss+xml")));
        assertThat(faults.get(0).code()).isEqualTo("html-instead-of-feed");
        assertThat(faults.get(0).fix()).contains("https://harbour.example/atom");
    }

    @Test
    void makesAnArticleUnderAnotherIdWithoutReadingAgain() {
        FeedItem item = read(bytes("feed/rss-2.0-whole.xml")).items().get(0);
        Article byDefault = item.article();
        Article byLink = item.article(item.link().orElseThrow(), ExternalIdKind.CANONICAL_URL);
        assertThat(byLink.getExternalId()).isEqualTo("https://harbour.example/a1");
        assertThat(byLink.getExternalIdKind()).isEqualTo(ExternalIdKind.CANONICAL_URL);
        assertThat(byLink.getArticleId()).isNotEqualTo(byDefault.getArticleId());
        assertThat(byLink.getContentHash()).isEqualTo(byDefault.getContentHash());
        assertThat(item.article()).isEqualTo(byDefault);
    }

    @Test
    void hashesAnIdThatIsTooLongForOne() {
        String guid = "x".repeat(5_000);
        Article article =
                read(utf8(
                                "<rss><item><title>t</title><guid>%s</guid></item></rss>"
                                        .formatted(guid)))
                        .items()
                        .get(0)
                        .article();
        assertThat(article.getExternalId()).startsWith("sha256:").hasSize(71);
    }

    @Test
    void ignoresAnExternalIdThatCameWithAWholeFeed() {
        FeedResult result =
                FeedParser.parse(
                        bytes("feed/rss-2.0-whole.xml"),
                        arrival().withExternalId(Optional.of("one-for-all")));
        assertThat(((FeedResult.Read) result).feed().items())
                .extracting(item -> item.article().getExternalId())
                .containsExactly("hn-1", "hn-2");
    }

    @Test
    void believesTheTransportBeforeTheDeclaration() {
        byte[] cyrillic =
                "<?xml version='1.0' encoding='windows-1252'?><rss><item><title>Порт</title></item></rss>"
                        .getBytes(Charset.forName("windows-1251"));
        FeedResult result =
                FeedParser.parse(
                        cyrillic,
                        arrival().withCharset(Optional.of(Charset.forName("windows-1251"))));
        assertThat(((FeedResult.Read) result).feed().items().get(0).title()).contains("Порт");
    }

    @Test
    void believesTheDeclarationWhereTheTransportCannotBeRight() {
        byte[] cyrillic =
                "<?xml version='1.0' encoding='windows-1251'?><rss><item><title>Порт</title></item></rss>"
                        .getBytes(Charset.forName("windows-1251"));
        FeedResult result =
                FeedParser.parse(
                        cyrillic, arrival().withCharset(Optional.of(StandardCharsets.UTF_8)));
        assertThat(((FeedResult.Read) result).feed().items().get(0).title()).contains("Порт");
    }

    @Test
    void readsEveryNamedEntityOfHtml() {
        FeedDocument feed =
                read(
                        utf8(
                                "<rss><item><title>&Zcaron;&rarr;&eacute;&thinsp;&zwnj;x</title></item></rss>"));
        assertThat(feed.items().get(0).title()).contains("\u017D\u2192\u00E9\u2009\u200Cx");
    }

    @ParameterizedTest
    @Timeout(20)
    @ValueSource(
            strings = {
                "<b>",
                "<item>",
                "<item><title>",
                "<item><media:group><media:content>",
                "<a b='",
                "<a b=\"x",
                "</p>",
                "<![CDATA[",
                "<!--",
                "<!DOCTYPE [",
                "<?",
                "&",
                "&#",
                "<",
                "<x y=z",
                "<a xmlns:p='q' xml:base='r' xml:lang='s'>",
                "<link href=x rel='a b c'>",
                "]]>"
            })
    void readsWhatRepeatsAHundredThousandTimesInLinearTime(String part) {
        for (String before :
                List.of("<rss><channel>", "<rss><channel><item><description>", "", "<html>")) {
            byte[] content = utf8(before + part.repeat(DEEP));
            FeedResult result = FeedParser.parse(content, arrival());
            if (result instanceof FeedResult.Read read) {
                read.feed().items().stream().limit(100).forEach(FeedItem::article);
            }
        }
    }

    @Test
    @Timeout(20)
    void readsPastAHundredMillionBlanks() {
        byte[] content = new byte[100_000_000];
        Arrays.fill(content, (byte) ' ');
        byte[] feed = bytes("feed/rss-2.0-whole.xml");
        System.arraycopy(feed, 0, content, content.length - feed.length, feed.length);
        assertThat(read(content).items()).hasSize(2);
    }

    @Test
    @Timeout(20)
    void neitherExpandsNorFetchesEntities() {
        Article article =
                read(bytes("feed/rss-entity-bomb-and-external-entity.xml"))
                        .items()
                        .get(0)
                        .article();
        assertThat(article.getTitle()).isEqualTo("Crane &b; &x;");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261123})
    void neverThrowsWhateverTheBytes(long seed) throws IOException, URISyntaxException {
        Random random = new Random(seed);
        List<byte[]> seeds =
                FeedFixturesTest.fixtures()
                        .map(name -> bytes("feed/" + name))
                        .filter(content -> content.length > 0)
                        .toList();
        long begun = System.nanoTime();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = mutate(seeds, random);
            assertThatCode(
                            () -> {
                                ArticleFormats.parseEach(mutant, arrival());
                                FeedParser.articles(mutant, arrival());
                            })
                    .as("seed %d, mutation %d", seed, i)
                    .doesNotThrowAnyException();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
    }

    private static FeedDocument read(byte[] content) {
        FeedResult result = FeedParser.parse(content, arrival());
        assertThat(result).isInstanceOf(FeedResult.Read.class);
        return ((FeedResult.Read) result).feed();
    }

    /** Flips, splices and cuts bytes, of markup above all. */
    private static byte[] mutate(List<byte[]> seeds, Random random) {
        byte[] mutant = seeds.get(random.nextInt(seeds.size())).clone();
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        String markup = "<>&;\"'/=[]!?-:{}\\ \0\u00FF";
        int changes = 1 + random.nextInt(12);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(4)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] = (byte) markup.charAt(random.nextInt(markup.length()));
                case 2 -> {
                    int length =
                            Math.min(
                                    random.nextInt(200),
                                    Math.min(mutant.length - at, other.length));
                    int from = random.nextInt(other.length - length + 1);
                    System.arraycopy(other, from, mutant, at, length);
                }
                default -> {
                    int length = random.nextInt(Math.min(100, mutant.length - at));
                    int to = random.nextInt(mutant.length - length);
                    System.arraycopy(mutant, at, mutant, to, length);
                }
            }
        }
        return random.nextInt(4) == 0
                ? Arrays.copyOf(mutant, 1 + random.nextInt(mutant.length))
                : mutant;
    }
}
