package dev.wireroom.ingest.http;

import static dev.wireroom.ingest.http.OpenDoor.json;
import static dev.wireroom.ingest.http.OpenDoor.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.wireroom.ingest.body.Inflation;
import dev.wireroom.ingest.format.TextLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompressedPushTest {

    private static final byte[] TWO =
            "{\"title\": \"a\"}\n{\"title\": \"b\"}\n".getBytes(StandardCharsets.UTF_8);
    private static final int IN_FLIGHT = 6_000_000;

    private final OpenDoor door =
            new OpenDoor(
                    new PushEndpoint.Bounds(
                            TextLimits.DEFAULT,
                            IN_FLIGHT,
                            0,
                            new PushConfig(
                                    new Inflation.Limits(2_000_000, 100),
                                    1000,
                                    Duration.ofMinutes(1),
                                    1_000_000)),
                    InstantSource.system(),
                    Map.of());

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void readsGzipAndZstd() throws IOException {
        for (String coding : new String[] {"gzip", "x-gzip", "GZIP"}) {
            HttpResponse<String> answer =
                    door.push("demo", gzip(TWO, 1), "Content-Encoding", coding);
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body().lines()).hasSize(2);
        }
        HttpResponse<String> zstd =
                door.push("demo", Zstd.compress(TWO), "Content-Encoding", "zstd");
        assertThat(zstd.statusCode()).isEqualTo(202);
        assertThat(door.wire.articles).hasSize(8);
    }

    @Test
    void refusesAGigabyteOfWhiteSpaceBehindGzipWithoutTakingTheMemory() throws IOException {
        byte[] blanks = new byte[1 << 20];
        Arrays.fill(blanks, (byte) ' ');
        byte[] bomb = gzip(blanks, 1024);
        HttpResponse<String> answer = door.push("demo", bomb, "Content-Encoding", "gzip");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(problem(answer)).isEqualTo("inflated-body-too-large");
        assertThat(json(answer).get("maxBytes").asLong()).isEqualTo(2_000_000);
        // it is given back too: were it not, what follows would find no room
        for (int i = 0; i < 10; i++) {
            assertThat(door.push("demo", bomb, "Content-Encoding", "gzip").statusCode())
                    .isEqualTo(413);
        }
        assertThat(door.meters.get("wireroom.ingest.body.bytes").gauge().value()).isZero();
    }

    @Test
    void saysWhatIsWrongWithACutOffBodyAndHowToMendIt() throws IOException {
        byte[] whole = gzip(TWO, 1);
        HttpResponse<String> answer =
                door.push(
                        "demo", Arrays.copyOf(whole, whole.length - 5), "Content-Encoding", "gzip");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(problem(answer)).isEqualTo("malformed-encoding");
        assertThat(json(answer).get("field").asText()).isEqualTo("Content-Encoding");
        assertThat(json(answer).get("fix").asText()).contains("without Content-Encoding");
        assertThat(door.wire.articles).isEmpty();
    }

    @Test
    void refusesMoreArticlesThanOneRequestMayHave() {
        String lines = "{\"title\": \"a\"}\n".repeat(1001);
        HttpResponse<String> many = door.push(lines, "Content-Type", "application/x-ndjson");
        assertThat(many.statusCode()).isEqualTo(413);
        assertThat(problem(many)).isEqualTo("too-many-articles");
        String array = "[" + "{\"title\": \"a\"},".repeat(1000) + "{\"title\": \"a\"}]";
        assertThat(problem(door.push(array, "Content-Type", "application/json")))
                .isEqualTo("too-many-articles");
        assertThat(door.wire.articles).isEmpty();
    }

    private static byte[] gzip(byte[] bytes, int times) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            for (int i = 0; i < times; i++) {
                gzip.write(bytes);
            }
        }
        return out.toByteArray();
    }
}
