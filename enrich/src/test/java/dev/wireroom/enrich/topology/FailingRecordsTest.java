package dev.wireroom.enrich.topology;

import static dev.wireroom.enrich.topology.ArticleBuilder.MORNING;
import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.schema.serde.AvroSerdes;
import dev.wireroom.schema.topics.ReplayHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a record on the internal topic that can't be read any more. */
class FailingRecordsTest {

    private static final String INTERNAL = "wireroom.enrich-analysed-repartition";
    private static final Instant ACCEPTED_AT = MORNING.plusSeconds(90);

    private final Line line = new Line();
    private final AvroSerdes serdes = new AvroSerdes(line.registry());
    private final Serde<EnrichedArticle> internal =
            AnalysedArticles.serde(serdes.of(EnrichedArticle.class), Line.TOPICS.enriched().name());

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void itIsCountedUnderTheSourceAndMinuteInWhichItWasAccepted() {
        Headers headers = new RecordHeaders();
        written(headers);

        List<ProducerRecord<byte[], byte[]>> records = handled(headers);

        assertThat(letter(records).getSourceId()).isEqualTo("agency");
        assertThat(letter(records).getReasonCode()).isEqualTo("internal-record-unreadable");
        LedgerEntry entry = entry(records).orElseThrow();
        assertThat(entry.getSourceId()).isEqualTo("agency");
        assertThat(entry.getOutcome()).isEqualTo(LedgerOutcome.DEAD_LETTERED);
        assertThat(entry.getMinute()).isEqualTo(MORNING.plusSeconds(60));
    }

    @Test
    void aReplayedOneIsKeptButNotCountedForItWasCountedAsNews() {
        Headers headers = new RecordHeaders().add(ReplayHeaders.ID, new byte[] {1});
        written(headers);

        List<ProducerRecord<byte[], byte[]>> records = handled(headers);

        assertThat(letter(records).getSourceId()).isEqualTo("agency");
        assertThat(entry(records)).isEmpty();
    }

    @Test
    void oneThatAnOlderVersionWroteHasNoSource() {
        assertThat(entry(handled(new RecordHeaders())).orElseThrow().getSourceId()).isEqualTo("?");
    }

    @Test
    void whatCanBeReadLosesTheHeader() {
        Headers headers = new RecordHeaders();
        byte[] bytes = written(headers);
        assertThat(headers).hasSize(1);

        EnrichedArticle read = internal.deserializer().deserialize(INTERNAL, headers, bytes);

        assertThat(read.getSourceId()).isEqualTo("agency");
        assertThat(headers).isEmpty();
    }

    @Test
    void theHeaderStaysWithinTheLine() {
        line.push(anArticle().from("agency").build());

        assertThat(line.enrichedRecords())
                .singleElement()
                .satisfies(r -> assertThat(r.headers()).isEmpty());
    }

    private byte[] written(Headers headers) {
        line.push(anArticle().from("agency").build());
        EnrichedArticle article = line.enriched().getFirst();
        return internal.serializer().serialize(INTERNAL, headers, article);
    }

    private List<ProducerRecord<byte[], byte[]>> handled(Headers headers) {
        FailingRecords handler = new FailingRecords();
        handler.configure(
                Map.of(
                        FailingRecords.LETTERBOX,
                        new FailingRecords.Letterbox(Line.TOPICS, line.registry(), "test")));
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(
                        INTERNAL,
                        0,
                        7,
                        ACCEPTED_AT.toEpochMilli(),
                        TimestampType.CREATE_TIME,
                        1,
                        1,
                        new byte[] {1},
                        new byte[] {0},
                        headers,
                        Optional.empty());
        DeserializationExceptionHandler.Response response =
                handler.handleError(null, record, new SerializationException("no such schema"));
        return response.deadLetterQueueRecords();
    }

    private DeadLetter letter(List<ProducerRecord<byte[], byte[]>> records) {
        ProducerRecord<byte[], byte[]> letter = records.getFirst();
        assertThat(letter.topic()).isEqualTo(Line.TOPICS.deadLetters().name());
        return serdes.of(DeadLetter.class)
                .deserializer()
                .deserialize(letter.topic(), letter.value());
    }

    private Optional<LedgerEntry> entry(List<ProducerRecord<byte[], byte[]>> records) {
        return records.stream()
                .filter(record -> record.topic().equals(Line.TOPICS.ledger().name()))
                .map(
                        record ->
                                serdes.of(LedgerEntry.class)
                                        .deserializer()
                                        .deserialize(record.topic(), record.value()))
                .findFirst();
    }
}
