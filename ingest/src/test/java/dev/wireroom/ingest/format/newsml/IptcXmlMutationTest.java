package dev.wireroom.ingest.format.newsml;

import static dev.wireroom.ingest.format.Fixtures.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Broken as they may be, documents end in articles or in faults: nothing is thrown, nothing hangs.
 */
class IptcXmlMutationTest {

    private static final int MUTATIONS = 1_500;
    private static final String[] FOLDERS = {"nitf", "newsml-g2", "newsml-1.2"};

    private static final String[] SPLICES = {
        "<a>".repeat(100_000),
        "<![CDATA[",
        "<!--",
        "<!DOCTYPE nitf [<!ENTITY a '&b;&b;'><!ENTITY b '&a;&a;'>]>",
        "<!DOCTYPE nitf [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
        "&x;&amp;&#0;&#xD800;&#99999999999;",
        " ".repeat(500_000),
        "<NewsComponent>".repeat(300),
        "<nitf><body><body.content>",
        "</p></body>",
        "\u0000\uFFFF",
        "<itemRef residref='urn:hn:21'/><groupRef idref='G1'/>",
        "embargoed",
        "<x xmlns='",
        "]]>"
    };

    private static List<byte[]> fixtures() {
        List<byte[]> found = new ArrayList<>();
        for (String folder : FOLDERS) {
            URL url = Objects.requireNonNull(IptcXmlMutationTest.class.getResource("/" + folder));
            try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".xml")).sorted().toList()) {
                    found.add(Files.readAllBytes(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 20261125})
    void endsInATypedResultWhateverTheBytes(long seed) {
        Random random = new Random(seed);
        List<byte[]> fixtures = fixtures();
        assertThat(fixtures).hasSizeGreaterThan(60);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = mutate(fixtures.get(i % fixtures.size()), random);
            String what = "seed %d, mutation %d".formatted(seed, i);
            ParseResult result =
                    assertTimeoutPreemptively(
                            Duration.ofSeconds(10),
                            () -> ArticleFormats.parse(mutant, arrival()),
                            what);
            switch (result) {
                case ParseResult.Parsed parsed -> {
                    assertThat(parsed.articles()).as(what).isNotEmpty();
                    assertThat(parsed.toString()).as(what).doesNotContain("root:x:0");
                }
                case ParseResult.Refused refused ->
                        assertThat(refused.first().message()).as(what).isNotBlank();
            }
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] mutant = original.clone();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int at = random.nextInt(mutant.length);
            mutant =
                    switch (random.nextInt(5)) {
                        case 0 -> flipped(mutant, at, (byte) random.nextInt(256));
                        case 1 ->
                                flipped(
                                        mutant,
                                        at,
                                        (byte) "<>&;\"'/=[]!-? ".charAt(random.nextInt(14)));
                        case 2 -> spliced(mutant, at, SPLICES[random.nextInt(SPLICES.length)]);
                        case 3 -> Arrays.copyOf(mutant, 1 + at);
                        default -> doubled(mutant, at, random);
                    };
        }
        return mutant;
    }

    private static byte[] flipped(byte[] content, int at, byte value) {
        content[at] = value;
        return content;
    }

    private static byte[] spliced(byte[] content, int at, String text) {
        byte[] splice = text.getBytes(StandardCharsets.UTF_8);
        byte[] result = Arrays.copyOf(content, content.length + splice.length);
        System.arraycopy(splice, 0, result, at, splice.length);
        System.arraycopy(content, at, result, at + splice.length, content.length - at);
        return result;
    }

    /** A piece of the document once more, somewhere else. */
    private static byte[] doubled(byte[] content, int at, Random random) {
        int length = random.nextInt(content.length - at);
        String piece = new String(content, at, length, StandardCharsets.UTF_8);
        return spliced(content, random.nextInt(content.length), piece);
    }
}
