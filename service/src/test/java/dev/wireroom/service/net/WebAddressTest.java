package dev.wireroom.service.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://news.example | http://news.example/",
                "HTTPS://News.Example:443/Feed?A=b#top | https://news.example/Feed?A=b",
                "http://news.example:80 | http://news.example/",
                "http://news.example:/ | http://news.example/",
                "https://news.example:8443/ | https://news.example:8443/",
                "http://news.example./feed | http://news.example/feed",
                "http://bücher.example/ | http://xn--bcher-kva.example/",
                "http://b%C3%BCcher.example/ | http://xn--bcher-kva.example/",
                "http://my_feed.example/ | http://my_feed.example/",
                "http://news.example/a b/é?q=<x>&p=50% |"
                        + " http://news.example/a%20b/%C3%A9?q=%3Cx%3E&p=50%25",
                "http://news.example/../../etc | http://news.example/etc",
                "http://news.example/a/./b/../c/.. | http://news.example/a/",
                "http://news.example//a//b/ | http://news.example//a//b/",
                "http://news.example/a/. | http://news.example/a/",
                "http://2130706433/ | http://127.0.0.1/",
                "http://0x7f000001/ | http://127.0.0.1/",
                "http://0x7f.1/ | http://127.0.0.1/",
                "http://0177.0.0.1/ | http://127.0.0.1/",
                "http://127.1/ | http://127.0.0.1/",
                "http://127.0.1/ | http://127.0.0.1/",
                "http://127.0.0.1./ | http://127.0.0.1/",
                "http://0/ | http://0.0.0.0/",
                "http://0x/ | http://0.0.0.0/",
                "http://017700000001/ | http://127.0.0.1/",
                "http://１２７.0.0.1/ | http://127.0.0.1/",
                "http://①②⑦.0.0.1/ | http://127.0.0.1/",
                "http://127。0。0。1/ | http://127.0.0.1/",
                "http://%31%32%37.0.0.1/ | http://127.0.0.1/",
                "http://[::1]/ | http://[0:0:0:0:0:0:0:1]/",
                "http://[::ffff:7f00:1]:8080/ | http://127.0.0.1:8080/",
                "http://news.example@127.0.0.1/ | http://127.0.0.1/",
                "http://127.0.0.1#@news.example/ | http://127.0.0.1/",
                "http://127.0.0.1?@news.example/ | http://127.0.0.1/?@news.example/",
                "http://news.example\\@127.0.0.1/ | http://127.0.0.1/",
                "http://a@b@127.0.0.1/ | http://127.0.0.1/"
            })
    void hasOneReadingOfAUrl(String url, String read) throws Exception {
        assertThat(WebAddress.parse(url).toString()).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "news.example/feed",
                "//news.example/feed",
                "file:///etc/passwd",
                "ftp://news.example/",
                "gopher://127.0.0.1:70/",
                "javascript:alert(1)",
                "jar:http://news.example/a.jar!/",
                "http:",
                "http://",
                "http:///feed",
                "http:news.example",
                "http://:80/",
                "http://news.example:0/",
                "http://news.example:65536/",
                "http://news.example:-1/",
                "http://news.example:8o/",
                "http://news..example/",
                "http://news.example../",
                "http://256.0.0.1/",
                "http://1.2.3.4.5/",
                "http://1.2.3.08/",
                "http://0x100000000/",
                "http://news.example.1/",
                "http://[::1%25eth0]/",
                "http://[::1/",
                "http://[127.0.0.1]/",
                "http://[v1.x]/",
                "http://ne ws.example/",
                "http://%00.example/",
                "http://a%2Fb.example/",
                "http://a%40b.example/"
            })
    void refusesWhatLeadsNowhere(String url) {
        assertThatThrownBy(() -> WebAddress.parse(url)).isInstanceOf(URISyntaxException.class);
    }

    @Test
    void keepsCredentialsOutOfSight() throws Exception {
        WebAddress address = WebAddress.parse("https://me:s%40cret@news.example/feed");
        assertThat(address.credentials()).contains("me:s@cret");
        assertThat(address.toString()).doesNotContain("cret");
        assertThat(address.uri()).hasToString("https://news.example/feed");
        assertThat(address.uriWithCredentials())
                .hasToString("https://me:s%40cret@news.example/feed");
        assertThatThrownBy(() -> WebAddress.parse("https://me:s3cret@news.example:99999/"))
                .isInstanceOf(URISyntaxException.class)
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/other | https://news.example/other",
                "other | https://news.example/a/other",
                "?page=2 | https://news.example/a/b?page=2",
                "//cdn.example/x | https://cdn.example/x",
                "http://news.example/ | http://news.example/",
                "https://you:secret@evil.example/ | https://evil.example/",
                "../../../x | https://news.example/x",
                "/sp ace/ü | https://news.example/sp%20ace/%C3%BC",
                "#top | https://news.example/a/b?q=1"
            })
    void followsAReferenceAsABrowserDoes(String reference, String led) throws Exception {
        WebAddress found = WebAddress.parse("https://me:x@news.example/a/b?q=1").resolve(reference);
        assertThat(found.toString()).isEqualTo(led);
        assertThat(found.credentials()).isEmpty();
    }

    @Test
    void knowsOriginsApart() throws Exception {
        WebAddress one = WebAddress.parse("https://news.example/a");
        assertThat(one.sameOrigin(WebAddress.parse("https://NEWS.example:443/b"))).isTrue();
        assertThat(one.sameOrigin(WebAddress.parse("http://news.example:443/a"))).isFalse();
        assertThat(one.sameOrigin(WebAddress.parse("https://news.example:444/a"))).isFalse();
        assertThat(one.sameOrigin(WebAddress.parse("https://www.news.example/a"))).isFalse();
    }
}
