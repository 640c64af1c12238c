package dev.wireroom.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsTxtTest {

    /** In a line of the tables a backslash stands for the end of a line. */
    private static RobotsTxt robots(String lines) {
        return RobotsTxt.parse(lines.replace("\\", "\n").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | true",
                "user-agent: Wireroom\\disallow: / | false",
                "User-Agent: wIREROOM\\DISALLOW: / | false",
                "user-agent : Wireroom \\ disallow : /x | false",
                "user-agent: Wireroom\\disallow: | true",
                "user-agent: *\\disallow: / | false",
                "user-agent: * x\\disallow: / | false",
                "user-agent: OtherBot\\disallow: / | true",
                "user-agent: Wireroom/1.0\\disallow: / | false",
                "user-agent: Wireroom Bot\\disallow: / | false",
                "user-agent: Wire\\disallow: / | true",
                "user-agent: WireroomNews\\disallow: / | true",
                "disallow: / | true",
                "foo: FooBot\\disallow: / | true",
                "user-agent: A\\user-agent: Wireroom\\disallow: / | false",
                "user-agent: Wireroom\\user-agent: A\\disallow: / | false",
                "user-agent: Wireroom\\disallow: /x\\user-agent: A\\allow: / | false",
                "user-agent: *\\disallow: /\\user-agent: Wireroom\\allow: / | true",
                "user-agent: *\\disallow: /\\user-agent: Wireroom | true",
                "user-agent: Wireroom\\allow: /y\\user-agent: *\\disallow: / | true",
                "user-agent: Wireroom\\disallow: /a\\user-agent: B\\\\user-agent:"
                        + " Wireroom\\disallow: /x | false",
                "user-agent: Wireroom\\sitemap: https://a.example/s\\user-agent: B\\disallow: / |"
                        + " false",
                "user-agent: Wireroom\\nonsense: 1\\user-agent: B\\disallow: / | false",
                "user-agent: Wireroom\\disallow: /x # not this\\ | false",
                "# user-agent: Wireroom\\disallow: / | true",
                "user-agent: Wireroom\\disallow / | true",
                "user-agent: Wireroom\\dissallow: / | false",
                "useragent: Wireroom\\disallow: / | false",
                "<html><body>not found</body></html> | true"
            })
    void findsTheGroupOfAnAgent(String lines, boolean allowed) {
        assertThat(robots(lines).allows("Wireroom", "/x/page")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disallow: /x | /x | false",
                "disallow: /x | /x/y | false",
                "disallow: /x | /xy?z | false",
                "disallow: /x | /X | true",
                "disallow: /x/ | /x | true",
                "disallow: x | /x | true",
                "disallow: /x\\allow: /x/y | /x/y | true",
                "allow: /x/y\\disallow: /x | /x/z | false",
                "disallow: /x\\allow: /x | /x | true",
                "allow: /x\\disallow: /x | /x | true",
                "disallow: /\\allow: /$ | / | true",
                "disallow: /\\allow: /$ | /x | false",
                "disallow: /*.php | /a/b.php?c | false",
                "disallow: /*.php$ | /a/b.php?c | true",
                "disallow: /*.php$ | /a/b.php | false",
                "disallow: /*.php$ | /a.php/b.php | false",
                "disallow: /a*b*c | /a-b-c-d | false",
                "disallow: /a*b*c | /a-c-b | true",
                "disallow: /a*b*c$ | /a-b-c-d | true",
                "disallow: /a***c | /abc | false",
                "disallow: *x | /ax | false",
                "disallow: /* | / | false",
                "disallow: /a* | /a | false",
                "disallow: /a*$ | /abc | false",
                "disallow: /$ab | /x | true",
                "disallow: /a$b | /a$b | false",
                "disallow: *a*a$ | /a | true",
                "disallow: /*?sort= | /list?sort=up | false",
                "disallow: /*?sort= | /list | true",
                "disallow: / | /robots.txt | true",
                "disallow: /ü | /%C3%BC | false",
                "disallow: /%c3%bc | /ü | false",
                "disallow: /%7Ejoe/ | /~joe/x | false",
                "disallow: /~joe/ | /%7ejoe/x | false",
                "disallow: /a%2Fb | /a/b | true",
                "disallow: /a%2fb | /a%2Fb | false",
                "disallow: /a%3cd.html | /a%3Cd.html | false",
                "allow: /p\\disallow: / | /page | true",
                "allow: /folder\\disallow: /folder | /folder/page | true",
                "allow: /page\\disallow: /*.htm | /page.htm | false",
                "allow: /page\\disallow: /*.ph | /page.php5 | true",
                "allow: /$\\disallow: / | /page.htm | false"
            })
    void letsTheLongestMatchHaveItsWay(String rules, String target, boolean allowed) {
        assertThat(robots("user-agent: *\\" + rules).allows("Wireroom", target)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"\\n", "\\r\\n", "\\r"})
    void knowsEveryEndOfLine(String escaped) {
        String end = escaped.replace("\\n", "\n").replace("\\r", "\r");
        String text = String.join(end, "\ufeffuser-agent: Wireroom", "disallow: /x", "allow: /");
        RobotsTxt robots = RobotsTxt.parse(text.getBytes(StandardCharsets.UTF_8));
        assertThat(robots.allows("Wireroom", "/x")).isFalse();
        assertThat(robots.allows("Wireroom", "/y")).isTrue();
        assertThat(robots.allows("Other", "/x")).isTrue();
    }

    @Test
    void readsHintsOfPaceAndSitemapsOfAnyGroup() {
        RobotsTxt robots =
                robots(
                        "Sitemap: https://news.example/a.xml\\"
                                + "User-agent: *\\"
                                + "Crawl-delay: 2.5\\"
                                + "Disallow: /x\\"
                                + "User-agent: Slow\\"
                                + "Crawl-delay: 999999999\\"
                                + "User-agent: Odd\\"
                                + "Disallow:\\"
                                + "Crawl-delay: soon\\"
                                + "sitemap:https://news.example/b.xml");
        assertThat(robots.crawlDelay("Wireroom")).contains(Duration.ofMillis(2500));
        assertThat(robots.crawlDelay("Slow")).contains(Duration.ofDays(1));
        assertThat(robots.crawlDelay("Odd")).isEmpty();
        assertThat(robots.sitemaps())
                .containsExactly("https://news.example/a.xml", "https://news.example/b.xml");
    }

    @Test
    void readsPreferencesAboutUse() {
        RobotsTxt robots =
                robots(
                        "User-agent: *\\"
                                + "Content-Signal: search=yes, ai-train=no\\"
                                + "Content-Usage: train-ai=n\\"
                                + "Content-Usage: /open/ train-ai=y\\"
                                + "Content-Usage: /open/ search=y\\"
                                + "Allow: /\\"
                                + "User-agent: Other\\"
                                + "Content-Usage: train-ai=y");
        assertThat(robots.usages("Wireroom", "/page"))
                .extracting(RobotsTxt.Usage::value)
                .containsExactly("search=yes, ai-train=no", "train-ai=n");
        assertThat(robots.usages("Wireroom", "/open/page"))
                .extracting(RobotsTxt.Usage::value)
                .containsExactly("search=yes, ai-train=no", "train-ai=y", "search=y");
        assertThat(robots.usages("other", "/page"))
                .extracting(RobotsTxt.Usage::value)
                .containsExactly("train-ai=y");
        assertThat(robots.usages("Wireroom", "/page").getFirst().line().signal())
                .isEqualTo("robots-txt-content-signal");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void makesSomethingOfAnyBytes(long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[50_000];
        String alphabet = "user-agent: * \n\r#disallow:/%$\u00ff\u0000";
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
        RobotsTxt robots = RobotsTxt.parse(bytes);
        assertThat(robots.allows("Wireroom", "/robots.txt")).as("seed %d", seed).isTrue();
        assertThat(robots.sitemaps()).as("seed %d", seed).isEmpty();
    }

    @Test
    void isNotSlowedDownByStars() {
        StringBuilder text = new StringBuilder("user-agent: *\n");
        for (int i = 0; i < 240; i++) {
            text.append("disallow: ").append("*a".repeat(1_000)).append("b\n");
        }
        RobotsTxt robots = RobotsTxt.parse(text.toString().getBytes(StandardCharsets.UTF_8));
        long began = System.nanoTime();
        assertThat(robots.allows("Wireroom", "/" + "a".repeat(8_000))).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
}
