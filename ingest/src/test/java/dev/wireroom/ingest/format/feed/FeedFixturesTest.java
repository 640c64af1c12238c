package dev.wireroom.ingest.format.feed;

import static dev.wireroom.ingest.format.Fixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fixtures;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every feed under feed/ comes out as the file beside it says, which was checked by eye. A new
 * fixture needs both; the failing test prints what the second would be.
 */
class FeedFixturesTest {

    private static final URI LOCATION = URI.create("https://harbour.example/news/feed.xml");

    static Stream<String> fixtures() throws IOException, URISyntaxException {
        Path folder =
                Path.of(
                        Objects.requireNonNull(FeedFixturesTest.class.getResource("/feed"))
                                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".expected"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readsTheFeedAsTheFileBesideItSays(String fixture) {
        Arrival arrival = Fixtures.arrival().at(LOCATION);
        String read = FeedText.of(FeedParser.parse(bytes("feed/" + fixture), arrival));
        String expected =
                new String(bytes("feed/" + fixture + ".expected"), StandardCharsets.UTF_8);
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void hasAFixtureForEveryWayToBreak() throws IOException, URISyntaxException {
        assertThat(fixtures()).hasSizeGreaterThanOrEqualTo(70);
    }
}
