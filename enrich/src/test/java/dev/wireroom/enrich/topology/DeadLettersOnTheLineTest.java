package dev.wireroom.enrich.topology;

import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.OriginalHeader;
import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.contract.Stage;
import dev.wireroom.schema.registry.RegistryUnavailableException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersOnTheLineTest {

    private static final byte[] KEY = {(byte) 0xff, 0, 'k'};

    private final Line line = new Line();

    @AfterEach
    void close() {
        line.close();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "'', not-avro",
        "7b7d, not-avro",
        "00000003e8, unknown-schema-id",
        "00000003e80102, unknown-schema-id",
    })
    void keepsWhatItCannotReadByteForByte(String hex, String code) {
        byte[] value = java.util.HexFormat.of().parseHex(hex);
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {1, (byte) 0x80});
        line.pushRaw(KEY, value, headers);

        TestRecord<byte[], DeadLetter> record = line.deadLetters().getFirst();
        DeadLetter letter = record.value();
        assertThat(record.key()).isEqualTo(KEY);
        assertThat(letter.getReasonCode()).isEqualTo(code);
        assertThat(letter.getStage()).isEqualTo(Stage.ENRICH);
        assertThat(letter.getOriginalValue()).isEqualTo(ByteBuffer.wrap(value));
        assertThat(letter.getOriginalKey()).isEqualTo(ByteBuffer.wrap(KEY));
        assertThat(letter.getOriginalHeaders())
                .containsExactly(
                        new OriginalHeader("trace", ByteBuffer.wrap(new byte[] {1, (byte) 0x80})));
        assertThat(letter.getOrigin())
                .isEqualTo(new RecordCoordinates("wireroom.articles", 0, 0L, line.now()));
        assertThat(letter.getSourceId()).isNull();
        assertThat(line.ledgerEntries())
                .allSatisfy(e -> assertThat(e.getSourceId()).isEqualTo("?"))
                .extracting(LedgerEntry::getOutcome)
                .containsExactlyInAnyOrder(LedgerOutcome.ACCEPTED, LedgerOutcome.DEAD_LETTERED);
    }

    @Test
    void keepsABodyThatIsCutShort() {
        Article article = anArticle().build();
        byte[] whole = value(article);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);
        line.pushRaw(Line.utf8(article.getArticleId()), cut, new RecordHeaders());

        assertThat(line.deadLetters())
                .singleElement()
                .satisfies(
                        r -> {
                            assertThat(r.value().getReasonCode()).isEqualTo("not-avro");
                            assertThat(r.value().getOriginalValue())
                                    .isEqualTo(ByteBuffer.wrap(cut));
                        });
    }

    @Test
    void refusesAKeyThatIsNotTheArticlesId() {
        Article article = anArticle().build();
        line.pushRaw(Line.utf8("another"), value(article), new RecordHeaders());

        assertThat(line.deadLetters())
                .singleElement()
                .satisfies(
                        r -> {
                            assertThat(r.value().getReasonCode()).isEqualTo("key-mismatch");
                            assertThat(r.value().getSourceId()).isEqualTo("example-daily");
                        });
        assertThat(line.enriched()).isEmpty();
    }

    @Test
    void aTombstoneIsADeadLetterAndNotAnOrder() {
        line.pushRaw(KEY, null, new RecordHeaders());

        assertThat(line.deadLetters())
                .singleElement()
                .satisfies(r -> assertThat(r.value().getReasonCode()).isEqualTo("no-value"));
    }

    @Test
    void aFailedAnalysisIsADeadLetterAndTheArticleCanBeSentAgain() {
        Article poison = anArticle().saying("quite " + WordListAnnotator.POISON).build();
        line.push(anArticle().withId("other").build()).push(poison).push(poison);

        assertThat(line.enriched()).hasSize(1);
        assertThat(line.deadLetters())
                .hasSize(2)
                .allSatisfy(
                        r -> {
                            assertThat(r.value().getReasonCode()).isEqualTo("enrichment-failed");
                            assertThat(r.value().getExceptionClass())
                                    .isEqualTo("java.lang.IllegalStateException");
                            assertThat(r.value().getOriginalValue())
                                    .isEqualTo(ByteBuffer.wrap(value(poison)));
                        });
        assertThat(line.ledger(Stage.ENRICH))
                .isEqualTo(
                        Map.of(
                                LedgerOutcome.ACCEPTED, 3L,
                                LedgerOutcome.NEW, 1L,
                                LedgerOutcome.DEAD_LETTERED, 2L));
    }

    @Test
    void anEnrichedArticleThatFitsNoRecordIsADeadLetter() {
        line.push(anArticle().saying("word ".repeat(12 * 1024 * 1024 / 5)).build());

        assertThat(line.enriched()).isEmpty();
        assertThat(line.deadLetters())
                .singleElement()
                .satisfies(r -> assertThat(r.value().getReasonCode()).isEqualTo("too-large"));
    }

    @Test
    void anOutageOfTheRegistryIsNoDeadLetter() {
        Article article = anArticle().build();
        byte[] value = value(article);
        line.registry().reachable(false);

        assertThatThrownBy(
                        () ->
                                line.pushRaw(
                                        Line.utf8(article.getArticleId()),
                                        value,
                                        new RecordHeaders()))
                .hasRootCauseInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void whatASinkRefusedBecomesADeadLetterWithItsOrigin() {
        line.push(anArticle().build());
        EnrichedArticle enriched = line.enriched().getFirst();
        byte[] key = Line.utf8(enriched.getArticleId());
        byte[] value = line.bytesOf(enriched);
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", Line.utf8("t1"));
        connect(headers, "topic", "wireroom.enriched");
        connect(headers, "partition", "7");
        connect(headers, "offset", "42");
        connect(headers, "exception.class.name", "java.sql.SQLDataException");
        connect(headers, "exception.message", "the database refused it");
        line.pushSinkError(key, value, headers);

        DeadLetter letter = line.deadLetters().getFirst().value();
        assertThat(letter.getStage()).isEqualTo(Stage.SINK);
        assertThat(letter.getOrigin())
                .isEqualTo(
                        new RecordCoordinates(
                                "wireroom.enriched", 7, 42L, enriched.getOrigin().getTimestamp()));
        assertThat(letter.getReasonCode()).isEqualTo("sink-refused");
        assertThat(letter.getMessage()).isEqualTo("the database refused it");
        assertThat(letter.getExceptionClass()).isEqualTo("java.sql.SQLDataException");
        assertThat(letter.getSourceId()).isEqualTo("example-daily");
        assertThat(letter.getOriginalValue()).isEqualTo(ByteBuffer.wrap(value));
        assertThat(letter.getOriginalHeaders())
                .extracting(OriginalHeader::getKey)
                .isEqualTo(List.of("trace"));
        assertThat(line.ledger(Stage.SINK)).isEqualTo(Map.of(LedgerOutcome.DEAD_LETTERED, 1L));
    }

    @Test
    void takesTheReasonFromASinkThatGivesItsCode() {
        RecordHeaders headers = new RecordHeaders();
        connect(headers, "exception.message", "nul-character: article.title holds a NUL");
        line.pushSinkError(KEY, new byte[] {1}, headers);

        DeadLetter letter = line.deadLetters().getFirst().value();
        assertThat(letter.getReasonCode()).isEqualTo("nul-character");
        assertThat(letter.getMessage()).isEqualTo("article.title holds a NUL");
    }

    @Test
    void evenWhatNobodyCanReadIsKeptWhenASinkRefusedIt() {
        line.pushSinkError(KEY, new byte[] {1, 2, 3}, new RecordHeaders());

        DeadLetter letter = line.deadLetters().getFirst().value();
        assertThat(letter.getOriginalValue()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(letter.getSourceId()).isNull();
    }

    private byte[] value(Article article) {
        return line.bytesOf(article);
    }

    private static void connect(RecordHeaders headers, String name, String value) {
        headers.add("__connect.errors." + name, Line.utf8(value));
    }
}
