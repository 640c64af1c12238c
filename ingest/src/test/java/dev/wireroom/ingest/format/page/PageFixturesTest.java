package dev.wireroom.ingest.format.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.ingest.format.Fixtures;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small pages, each named for what it breaks, against the exact fields that are right. */
class PageFixturesTest {

    private static final URI LOCATION =
            URI.create("https://www.northport.example/news/2026/11/23/ferry?page=1");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<String> pages() {
        try (Stream<Path> files = Files.list(directory())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".html"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path directory() {
        try {
            return Path.of(
                    Objects.requireNonNull(PageFixturesTest.class.getResource("/page")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(pages()).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void readsThePageExactly(String name) throws IOException {
        Article article =
                Fixtures.accepted(
                        ArticleFormats.parse(
                                Fixtures.bytes("page/" + name), Fixtures.arrival().at(LOCATION)));
        JsonNode expected = JSON.readTree(Fixtures.bytes("page/" + name.replace(".html", ".json")));
        TreeMap<String, @Nullable Object> want = new TreeMap<>();
        TreeMap<String, @Nullable Object> got = new TreeMap<>();
        expected.fields()
                .forEachRemaining(
                        field -> {
                            want.put(field.getKey(), plain(field.getValue()));
                            got.put(field.getKey(), value(article, field.getKey()));
                        });
        assertThat(got).isEqualTo(want);
        assertThat(article.getFormat()).isEqualTo("text/html");
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (!node.isArray()) {
            return node.asText();
        }
        List<String> texts = new ArrayList<>();
        node.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static @Nullable Object value(Article article, String field) {
        return switch (field) {
            case "title" -> article.getTitle();
            case "body" -> article.getBody();
            case "summary" -> article.getSummary();
            case "byline" -> article.getByline();
            case "authors" -> article.getAuthors();
            case "language" -> article.getLanguage();
            case "url" -> article.getUrl();
            case "keywords" -> article.getKeywords();
            case "section" -> article.getSubjects().stream().map(Concept::getName).toList();
            case "copyrightHolder" -> article.getCopyrightHolder();
            case "copyrightNotice" -> article.getCopyrightNotice();
            case "usageTerms" -> article.getUsageTerms();
            case "firstPublished" -> time(article.getFirstPublished());
            case "versionCreated" -> time(article.getVersionCreated());
            case "image" -> image(article.getMedia());
            case "warnings" -> Fixtures.warnings(article);
            case "preferences" ->
                    article.getUsagePreferences().stream()
                            .map(each -> each.getSignal() + "=" + each.getValue())
                            .toList();
            default -> throw new IllegalArgumentException(field);
        };
    }

    private static @Nullable String time(@Nullable NewsTime time) {
        return time == null ? null : time.getInstant() + " " + time.getPrecision();
    }

    private static String image(List<MediaLink> media) {
        if (media.isEmpty()) {
            return "";
        }
        MediaLink image = media.get(0);
        StringBuilder out = new StringBuilder(image.getUrl());
        if (image.getWidth() != null) {
            out.append(' ').append(image.getWidth()).append('x').append(image.getHeight());
        }
        if (image.getCaption() != null) {
            out.append(' ').append(image.getCaption());
        }
        return out.toString();
    }
}
