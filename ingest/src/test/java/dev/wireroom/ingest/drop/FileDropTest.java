package dev.wireroom.ingest.drop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.contract.ArrivalWay;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.IngestConfig;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.http.FakeWire;
import dev.wireroom.ingest.http.WireGate;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.http.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDropTest {

    private static final String NEWS = "{\"externalId\": \"1\", \"title\": \"Ferry sails\"}";

    @TempDir private Path directory;
    private final FakeWire wire = new FakeWire();
    private final SourceCatalog catalog = new SourceCatalog();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");

    @BeforeEach
    void aSourceOfFiles() throws IOException {
        catalog.apply(
                "harbour",
                0,
                Source.newBuilder()
                        .setSourceId("harbour")
                        .setName("Harbour")
                        .setKind(SourceKind.FILES)
                        .setState(SourceState.ACTIVE)
                        .setCreatedAt(Instant.EPOCH)
                        .setUpdatedAt(Instant.EPOCH)
                        .build());
        Files.createDirectories(directory.resolve("harbour"));
    }

    private FileDrop drop(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("ingest.files.directory", directory.toString());
        WireGate gate = new WireGate(Health.create());
        gate.open(new WireGate.Wire(wire, wire));
        return new FileDrop(
                directory,
                IngestConfig.from(all).files(),
                gate,
                catalog,
                TextLimits.DEFAULT,
                () -> now,
                new SimpleMeterRegistry());
    }

    private Path put(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    /** A file is complete once it was the same for as long as settling takes. */
    private void lookTwice(FileDrop drop) {
        drop.lookThrough();
        now = now.plus(Duration.ofSeconds(2));
        drop.lookThrough();
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void publishesAFileAndMovesItToDone() throws IOException {
        put("harbour/ferry.json", NEWS);
        lookTwice(drop(Map.of()));

        assertThat(wire.articles).singleElement();
        assertThat(wire.articles.get(0).getTitle()).isEqualTo("Ferry sails");
        assertThat(wire.articles.get(0).getProvenance().getVia()).isEqualTo(ArrivalWay.FILE);
        assertThat(wire.articles.get(0).getProvenance().getAddress()).isEqualTo("ferry.json");
        assertThat(names("harbour")).isEmpty();
        assertThat(names("harbour/done")).containsExactly("ferry.json");
    }

    @Test
    void leavesAFileAloneThatIsStillBeingWritten() throws IOException {
        FileDrop drop = drop(Map.of());
        put("harbour/ferry.json", NEWS.substring(0, 10));
        put("harbour/second.json.part", NEWS);
        drop.lookThrough();
        now = now.plus(Duration.ofSeconds(2));
        put("harbour/ferry.json", NEWS);
        drop.lookThrough();
        assertThat(wire.articles).isEmpty();

        now = now.plus(Duration.ofSeconds(2));
        drop.lookThrough();
        assertThat(wire.articles).hasSize(1);
        assertThat(names("harbour")).containsExactly("second.json.part");
    }

    @Test
    void saysBesideAFailedFileWhatWasRefusedAndPublishesTheRest() throws IOException {
        put("harbour/batch.ndjson", NEWS + "\n{\"externalId\": \"2\", \"titel\": \"Slip\"}\n");
        lookTwice(drop(Map.of()));

        assertThat(wire.articles).hasSize(1);
        assertThat(names("harbour/failed"))
                .containsExactly("batch.ndjson", "batch.ndjson.error.json");
        JsonNode error =
                new ObjectMapper()
                        .readTree(
                                directory
                                        .resolve("harbour/failed/batch.ndjson.error.json")
                                        .toFile());
        assertThat(error.path("published").asInt()).isEqualTo(1);
        JsonNode item = error.path("items").path(0);
        assertThat(item.path("item").asInt()).isEqualTo(2);
        assertThat(item.path("faults").findValuesAsText("field")).contains("/titel");
        assertThat(item.path("faults").path(0).path("fix").asText()).contains("title");
    }

    @Test
    void keepsFilesWhileKafkaIsAwayAndTakesThemAfterwards() throws IOException {
        FileDrop drop = drop(Map.of());
        put("harbour/ferry.json", NEWS);
        wire.failure = new KafkaException("no broker");
        lookTwice(drop);
        assertThat(names("harbour")).containsExactly("ferry.json");

        wire.failure = null;
        drop.lookThrough();
        assertThat(names("harbour/done")).containsExactly("ferry.json");
    }

    @Test
    void failsTheFilesOfAFolderThatIsNoSource() throws IOException {
        Files.createDirectories(directory.resolve("unknown"));
        put("unknown/ferry.json", NEWS);
        lookTwice(drop(Map.of()));

        assertThat(wire.articles).isEmpty();
        assertThat(Files.readString(directory.resolve("unknown/failed/ferry.json.error.json")))
                .contains("unknown-source", "ingest.files.create.sources");
    }

    @Test
    void createsTheSourceOfAFolderWhereThatIsWanted() throws IOException {
        Files.createDirectories(directory.resolve("new-paper"));
        put("new-paper/ferry.json", NEWS);
        lookTwice(drop(Map.of("ingest.files.create.sources", "true")));

        assertThat(wire.articles.get(0).getSourceId()).isEqualTo("new-paper");
        assertThat(catalog.find("new-paper")).isPresent();
    }

    @Test
    void inflatesCompressedFilesWithinBounds() throws IOException {
        Files.write(directory.resolve("harbour/ferry.json.gz"), gzip(NEWS));
        Files.write(directory.resolve("harbour/bomb.txt.gz"), gzip(" ".repeat(8 << 20)));
        lookTwice(drop(Map.of()));

        assertThat(names("harbour/done")).containsExactly("ferry.json.gz");
        assertThat(Files.readString(directory.resolve("harbour/failed/bomb.txt.gz.error.json")))
                .contains("file-too-large");
    }

    @Test
    void followsNoLinks() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "A secret\n\nof others");
        Files.createSymbolicLink(directory.resolve("harbour/link.txt"), secret);
        lookTwice(drop(Map.of()));

        assertThat(wire.articles).isEmpty();
        assertThat(secret).exists();
    }

    @Test
    void overwritesNothingInDone() throws IOException {
        FileDrop drop = drop(Map.of());
        put("harbour/ferry.json", NEWS);
        lookTwice(drop);
        put("harbour/ferry.json", NEWS);
        lookTwice(drop);

        assertThat(names("harbour/done")).containsExactly("ferry-1.json", "ferry.json");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
