package dev.wireroom.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.ingest.fetch.FetchResult.Cause;
import dev.wireroom.ingest.fetch.FetchResult.Failed;
import dev.wireroom.ingest.fetch.FetchResult.Fetched;
import dev.wireroom.ingest.fetch.FetchResult.Reason;
import dev.wireroom.ingest.fetch.FetchResult.Rejected;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {

    private LocalServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LocalServer();
        server.on("/new", "HTTP/1.1 200 OK", "<rss/>");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void redirect(String from, int status, String to) {
        server.on(from, "HTTP/1.1 " + status + " See\r\nLocation: " + to, "over there");
    }

    private FetchResult fetch(URI uri, String... settings) throws InterruptedException {
        try (WebFetcher fetcher = Fetchers.fetcher(settings)) {
            return fetcher.fetch(FetchRequest.feed(uri));
        }
    }

    private FetchResult fetch(String target, String... settings) throws InterruptedException {
        return fetch(server.uri(target), settings);
    }

    @ParameterizedTest
    @CsvSource({"301, true", "302, false", "303, false", "307, false", "308, true"})
    void remembersPermanentRedirectsOnly(int status, boolean remembered) throws Exception {
        redirect("/old", status, "/new");
        Fetched fetched = (Fetched) fetch("/old");
        assertThat(fetched.response().uri()).isEqualTo(server.uri("/new"));
        assertThat(fetched.response().movedTo().isPresent()).isEqualTo(remembered);
        fetched.response().movedTo().ifPresent(to -> assertThat(to).isEqualTo(server.uri("/new")));
    }

    @Test
    void remembersUpToTheFirstRedirectThatIsNotPermanent() throws Exception {
        redirect("/a", 301, "/b");
        redirect("/b", 308, "/c");
        redirect("/c", 302, "/d");
        redirect("/d", 301, "/new");
        Fetched fetched = (Fetched) fetch("/a");
        assertThat(fetched.response().uri()).isEqualTo(server.uri("/new"));
        assertThat(fetched.response().movedTo()).contains(server.uri("/c"));
    }

    @Test
    void remembersNothingThatLedToNothing() throws Exception {
        redirect("/old", 301, "/missing");
        Rejected rejected = (Rejected) fetch("/old");
        assertThat(rejected.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(rejected.response().orElseThrow().movedTo()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "./new", "/x/../new", "?", "/new#top", " /new ", "/n\tew"})
    void understandsReferencesOfManySorts(String location) throws Exception {
        redirect("/old", 302, location.equals("?") ? server.uri("/new").toString() : location);
        assertThat(fetch("/old")).isInstanceOf(Fetched.class);
    }

    @Test
    void keepsBytesThatAreNoAscii() throws Exception {
        redirect("/old", 302, "/caf\u00c3\u00a9 1"); // é in UTF-8, byte for byte
        server.on("/caf%C3%A9%201", "HTTP/1.1 200 OK", "<rss/>");
        assertThat(fetch("/old")).isInstanceOf(Fetched.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/b"})
    void noticesALoop(String back) throws Exception {
        redirect("/a", 302, "/b");
        redirect("/b", 302, back);
        Failed failed = (Failed) fetch("/a");
        assertThat(failed.cause()).isEqualTo(Cause.TOO_MANY_REDIRECTS);
        assertThat(failed.explanation()).contains("cookie");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void followsNoMoreThanItMay() throws Exception {
        for (int i = 0; i < 5; i++) {
            redirect("/" + i, 301, "/" + (i + 1));
        }
        Failed failed = (Failed) fetch("/0", "max.redirects", "3");
        assertThat(failed.cause()).isEqualTo(Cause.TOO_MANY_REDIRECTS);
        assertThat(failed.explanation()).contains("more than 3 redirects");
        assertThat(server.requests()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://x.example/", "mailto:a@b", "http://", ":"})
    void followsToTheWebOnly(String location) throws Exception {
        redirect("/old", 301, location);
        Rejected rejected = (Rejected) fetch("/old");
        assertThat(rejected.reason()).isEqualTo(Reason.INVALID_ADDRESS);
    }

    @Test
    void needsALocation() throws Exception {
        server.on("/old", "HTTP/1.1 301 Moved", "");
        Failed failed = (Failed) fetch("/old");
        assertThat(failed.cause()).isEqualTo(Cause.PROTOCOL);
    }

    @Test
    void leavesCredentialsBehindWhenTheOriginChanges() throws Exception {
        try (LocalServer other = new LocalServer()) {
            other.on("/feed", "HTTP/1.1 200 OK", "<rss/>");
            redirect("/a", 301, "/b");
            redirect("/b", 301, other.uri("/feed").toString());
            URI start = URI.create("http://me:secret@127.0.0.1:" + server.port() + "/a");

            Fetched fetched = (Fetched) fetch(start);

            assertThat(server.requests())
                    .hasSize(2)
                    .allMatch(request -> request.header("authorization").isPresent());
            assertThat(other.requests().getFirst().header("authorization")).isEmpty();
            assertThat(fetched.response().movedTo()).contains(other.uri("/feed"));
        }
    }

    @Test
    void remembersCredentialsWithAnAddressOfTheSameOrigin() throws Exception {
        redirect("/old", 301, "/new");
        URI start = URI.create("http://me:secret@127.0.0.1:" + server.port() + "/old");
        Fetched fetched = (Fetched) fetch(start);
        assertThat(fetched.response().uri()).isEqualTo(server.uri("/new"));
        assertThat(fetched.response().movedTo())
                .contains(URI.create("http://me:secret@127.0.0.1:" + server.port() + "/new"));
    }
}
