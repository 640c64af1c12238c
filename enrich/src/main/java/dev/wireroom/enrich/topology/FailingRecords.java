package dev.wireroom.enrich.topology;

import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.enrich.state.RawRecord;
import dev.wireroom.enrich.topology.DeadLetters.Reason;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordSerializer;
import dev.wireroom.schema.topics.ReplayHeaders;
import dev.wireroom.schema.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to records that fail outside our own stages. Input topics are read as raw bytes, so
 * only the internal topic can hold what Streams can't read: that becomes a dead letter. A record
 * that can't be written stops the thread: under exactly-once the transaction is lost by then, and
 * sizes are checked before. An outage is always retried. Streams makes it by class name.
 */
public final class FailingRecords
        implements DeserializationExceptionHandler, ProductionExceptionHandler {

    /** Key of the {@link Letterbox} among the properties given to Streams. */
    public static final String LETTERBOX = "wireroom.letterbox";

    private static final Logger log = LoggerFactory.getLogger(FailingRecords.class);

    /** Where dead letters go when no stage writes them. */
    public record Letterbox(Topics topics, SchemaRegistry registry, String instance) {

        private ProducerRecord<byte[], byte[]> letter(DeadLetter letter, byte[] key) {
            String letters = topics.deadLetters().name();
            return new ProducerRecord<>(
                    letters,
                    key,
                    new AvroRecordSerializer<DeadLetter>(registry).serialize(letters, letter));
        }

        private ProducerRecord<byte[], byte[]> count(DeadLetter letter) {
            Counted counted = Counted.dead(letter);
            Instant now = letter.getFailedAt();
            LedgerEntry entry =
                    new LedgerEntry(
                            counted.sourceId(),
                            counted.stage(),
                            counted.outcome(),
                            counted.minute(),
                            counted.count(),
                            now,
                            instance);
            String ledger = topics.ledger().name();
            return new ProducerRecord<>(
                    ledger,
                    counted.sourceId().getBytes(StandardCharsets.UTF_8),
                    new AvroRecordSerializer<LedgerEntry>(registry).serialize(ledger, entry));
        }
    }

    private Letterbox letterbox;

    @SuppressWarnings("NullAway.Init") // configure() comes first
    public FailingRecords() {}

    @Override
    public void configure(Map<String, ?> configs) {
        if (!(configs.get(LETTERBOX) instanceof Letterbox given)) {
            throw new IllegalStateException("no " + LETTERBOX + " among the properties of Streams");
        }
        letterbox = given;
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context,
            ConsumerRecord<byte[], byte[]> record,
            Exception exception) {
        if (exception instanceof RetriableException) {
            return DeserializationExceptionHandler.Response.fail();
        }
        RawRecord raw =
                new RawRecord(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        RawRecords.headers(record.headers()));
        Reason reason =
                new Reason(
                        "internal-record-unreadable",
                        "enrich can't read what it wrote itself: " + exception.getMessage(),
                        "push the article again; the registry may have lost its schemas",
                        exception);
        DeadLetter letter =
                new DeadLetters(EnrichTopology.maxBytes(letterbox.topics()))
                        .enriching(
                                raw,
                                reason,
                                AnalysedArticles.source(record.headers()).orElse(null),
                                Instant.now());
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(letterbox.letter(letter, record.key()));
        if (!ReplayHeaders.isReplay(record.headers())) { // that was counted when it was news
            records.add(letterbox.count(letter));
        }
        return DeserializationExceptionHandler.Response.resume(records);
    }

    @Override
    public ProductionExceptionHandler.Response handleError(
            ErrorHandlerContext context,
            ProducerRecord<byte[], byte[]> record,
            Exception exception) {
        if (exception instanceof RetriableException) {
            return ProductionExceptionHandler.Response.retry();
        }
        log.error(
                "can't write to {} what came of {}-{} at offset {}",
                record.topic(),
                context.topic(),
                context.partition(),
                context.offset(),
                exception);
        return ProductionExceptionHandler.Response.fail();
    }

    @Override
    @SuppressWarnings("rawtypes") // Kafka's signature
    public ProductionExceptionHandler.Response handleSerializationError(
            ErrorHandlerContext context,
            ProducerRecord record,
            Exception exception,
            SerializationExceptionOrigin origin) {
        return ProductionExceptionHandler.Response.fail();
    }
}
