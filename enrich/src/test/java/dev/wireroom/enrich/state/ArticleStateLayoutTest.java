package dev.wireroom.enrich.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.contract.Provenance;
import dev.wireroom.enrich.lifecycle.ArticleState;
import dev.wireroom.enrich.lifecycle.FieldWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State outlives the program: bytes that earlier versions of it really wrote are read. */
class ArticleStateLayoutTest {

    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    private final Serde<ArticleState> serde = StateSerdes.articleStates();

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3-without-seen"})
    void readsWhatEarlierLayoutsWrote(String layout) throws IOException {
        Map<String, byte[]> written = written(layout);

        ArticleState live = read(written.get("live"));
        assertThat(live.status()).isEqualTo(ArticleState.Status.LIVE);
        assertThat(live.revision()).isEqualTo(2);
        assertThat(live.contentHash()).hasSize(64);
        assertThat(live.standing().versionCreated()).isEqualTo(MORNING.plusSeconds(3600));
        assertThat(live.standing().version()).isEqualTo("2");
        assertThat(live.firstReceivedAt()).isEqualTo(MORNING);
        assertThat(words(live, "title")).as("More rain in Nairobi").isEqualTo(4);
        assertThat(live.held()).isNull();
        assertThat(live.seen().contents()).isEmpty();

        ArticleState gone = read(written.get("gone"));
        assertThat(gone.status()).isEqualTo(ArticleState.Status.WITHDRAWN);
        assertThat(gone.revision()).isEqualTo(2);
        assertThat(words(gone, "title")).as("no content is left").isZero();

        ArticleState.Held held = read(written.get("held")).held();
        assertThat(held).isNotNull();
        assertThat(held.releaseAt()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(held.standing().versionCreated()).isEqualTo(MORNING.plusSeconds(60));
        assertThat(held.sourceId()).isEqualTo(layout.startsWith("3") ? "example-daily" : null);
        assertThat(live.ways().provenances())
                .extracting(Provenance::getSourceId)
                .isEqualTo(layout.equals("1") ? List.of() : List.of("example-daily"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3-without-seen"})
    void whatWasReadIsWrittenInTheLayoutOfNow(String layout) throws IOException {
        for (byte[] bytes : written(layout).values()) {
            ArticleState state = read(bytes);
            byte[] now = serde.serializer().serialize("", state);

            assertThat(now[0]).isEqualTo((byte) 3);
            assertThat(read(now)).isEqualTo(state);
        }
    }

    @Test
    void bytesOfANewerLayoutAndCutOnesAreRefused() throws IOException {
        byte[] newer = written("1").get("live").clone();
        newer[0] = 4;
        assertThatThrownBy(() -> read(newer))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("newer release");

        byte[] whole = written("2").get("live");
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(SerializationException.class);
    }

    private ArticleState read(byte[] bytes) {
        return serde.deserializer().deserialize("", bytes);
    }

    /** Each word ends in a byte without its highest bit. */
    private static int words(ArticleState state, String field) {
        int words = 0;
        for (FieldWords known : state.fields()) {
            if (known.field().equals(field)) {
                for (byte b : known.words().encode()) {
                    words += b >= 0 ? 1 : 0;
                }
            }
        }
        return words;
    }

    private static Map<String, byte[]> written(String layout) throws IOException {
        try (InputStream in =
                ArticleStateLayoutTest.class.getResourceAsStream(
                        "article-states-" + layout + ".txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(
                            Collectors.toMap(
                                    parts -> parts[0],
                                    parts -> Base64.getDecoder().decode(parts[1])));
        }
    }
}
