package dev.wireroom.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Source;
import dev.wireroom.ingest.format.feed.OpmlOutline;
import dev.wireroom.ingest.format.feed.OpmlReader;
import dev.wireroom.service.net.AddressGuard;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpmlTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final SourceRules RULES = new SourceRules(AddressGuard.strict());

    @Test
    void makesAPathOfNestedFolders() {
        OpmlOutline one =
                read("<opml><outline text='A'><outline text='B/C'><outline"
                                + " xmlUrl='https://x.example/f'"
                                + " category='/wire,late'/></outline></outline></opml>")
                        .get(0);
        assertThat(one.tags()).containsExactly("A/B-C", "wire", "late");
    }

    @Test
    void survivesWhatIsNotClosedAndWhatIsNotEscaped() {
        List<OpmlOutline> found =
                read(
                        "<opml><outline text='R & D'><outline XMLURL=https://a.example/f?a=1&b=2>"
                                + "<outline xmlUrl='https://b.example/f'>");
        assertThat(found)
                .extracting(OpmlOutline::url)
                .containsExactly("https://a.example/f?a=1&b=2", "https://b.example/f");
        assertThat(found).allSatisfy(o -> assertThat(o.tags()).containsExactly("R & D"));
    }

    @Test
    void takesTheFeedSchemeForWhatItMeans() {
        List<OpmlImport.Line> lines =
                OpmlImport.plan(
                        read(
                                "<opml><outline xmlUrl='feed://a.example/f'/>"
                                        + "<outline xmlUrl='feed:https://b.example/f'/></opml>"),
                        List.of(),
                        RULES,
                        NOW);
        assertThat(lines)
                .extracting(line -> ((OpmlImport.Line.Created) line).source().getUrl())
                .containsExactly("http://a.example/f", "https://b.example/f");
    }

    @Test
    void refusesWhatIsNoOpml() {
        assertThat(
                        OpmlReader.read(
                                "<html></html>".getBytes(StandardCharsets.UTF_8), Optional.empty()))
                .isInstanceOf(OpmlReader.Result.Refused.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsBackWhatItWrites(long seed) {
        Random random = new Random(seed);
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            List<String> tags =
                    random.nextBoolean()
                            ? List.of("F" + random.nextInt(3) + "/<\"&>é", "t" + random.nextInt(9))
                            : List.of();
            sources.add(
                    Source.newBuilder()
                            .setSourceId("s" + i)
                            .setName("Name & \"" + random.nextInt() + "\" <é漢>")
                            .setUrl("https://h%d.example/f?a=1&b=%d".formatted(i, random.nextInt()))
                            .setTags(tags)
                            .setCreatedAt(NOW)
                            .setUpdatedAt(NOW)
                            .build());
        }
        List<OpmlImport.Line> lines =
                OpmlImport.plan(read(OpmlWriter.write(sources, NOW)), List.of(), RULES, NOW);
        assertThat(lines)
                .extracting(line -> ((OpmlImport.Line.Created) line).source())
                .extracting(s -> s.getName() + "|" + s.getUrl() + "|" + s.getTags())
                .containsExactlyInAnyOrderElementsOf(
                        sources.stream()
                                .map(s -> s.getName() + "|" + s.getUrl() + "|" + s.getTags())
                                .toList());
    }

    private static List<OpmlOutline> read(String opml) {
        return ((OpmlReader.Result.Read)
                        OpmlReader.read(opml.getBytes(StandardCharsets.UTF_8), Optional.empty()))
                .outlines();
    }
}
