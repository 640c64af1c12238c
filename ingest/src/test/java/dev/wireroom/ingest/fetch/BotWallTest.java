package dev.wireroom.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.ingest.fetch.FetchResult.Reason;
import dev.wireroom.ingest.fetch.FetchResult.Rejected;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotWallTest {

    private static Rejected fetch(int status, String header, String page) throws Exception {
        try (LocalServer server = new LocalServer();
                WebFetcher fetcher = Fetchers.fetcher()) {
            server.on("/feed", "HTTP/1.1 " + status + " Hm\r\n" + header, page);
            return (Rejected) fetcher.fetch(FetchRequest.feed(server.uri("/feed")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | cf-mitigated: challenge | x | Cloudflare",
                "503 | Server: cloudflare | <title>Just a moment...</title> | Cloudflare",
                "403 | Server: AkamaiGHost | Access Denied | Akamai",
                "403 | Server: x | https://errors.edgesuite.net/18.5 | Akamai",
                "403 | X-DataDome: protected | x | DataDome",
                "403 | X-Iinfo: 1-2-3 | x | Imperva",
                "200 | X-CDN: Imperva | <iframe src=/_Incapsula_Resource?x> | Imperva",
                "403 | Server: x | <div id=px-captcha> | HUMAN",
                "202 | x-amzn-waf-action: challenge | x | AWS WAF",
                "403 | X-Sucuri-Block: 1 | x | Sucuri"
            })
    void namesTheWallThatRefuses(int status, String header, String page, String name)
            throws Exception {
        Rejected rejected = fetch(status, header, page);
        assertThat(rejected.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(rejected.explanation()).startsWith(name).contains(", which guards 127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | Server: cloudflare | the origin's own page | 127.0.0.1 refuses",
                "404 | X-Iinfo: 1-2-3 | x | there is nothing at",
                "410 | Server: AkamaiGHost | x | gone for good"
            })
    void blamesNoWallForWhatASiteSaysItself(
            int status, String header, String page, String explanation) throws Exception {
        Rejected rejected = fetch(status, header, page);
        assertThat(rejected.explanation()).contains(explanation);
    }
}
