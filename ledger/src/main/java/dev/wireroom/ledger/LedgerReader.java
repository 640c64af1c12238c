package dev.wireroom.ledger;

import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.registry.UnknownSchemaIdException;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.schema.serde.NotAvroException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the ledger's topic into a book, on from where it was at each call. Not thread-safe. */
public final class LedgerReader {

    private static final Logger log = LoggerFactory.getLogger(LedgerReader.class);

    private final TopicScan scan;
    private final String topic;
    private final LedgerBook book;
    private final AvroRecordDeserializer<LedgerEntry> entries;
    private @Nullable Map<TopicPartition, Long> next;

    public LedgerReader(TopicScan scan, String topic, SchemaRegistry registry, LedgerBook book) {
        this.scan = scan;
        this.topic = topic;
        this.book = book;
        this.entries = AvroRecordDeserializer.specific(registry, LedgerEntry.class);
    }

    /** Reads to where the topic ends now. Entries are never older than the minutes they count. */
    public void read() {
        Map<TopicPartition, Long> from =
                next == null ? scan.at(topic, book.window().since()) : next;
        next = scan.read(from, this::add);
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            LedgerEntry entry = entries.deserialize(record.topic(), record.value());
            if (entry != null) {
                book.add(entry);
            }
        } catch (NotAvroException | UnknownSchemaIdException e) {
            log.warn(
                    "passing over what is no ledger entry: {}-{}@{}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.toString());
        }
    }
}
