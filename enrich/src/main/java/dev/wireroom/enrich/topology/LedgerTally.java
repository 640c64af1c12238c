package dev.wireroom.enrich.topology;

import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Stage: counts records and tells the ledger about once a second. The counts lie in a store of the
 * same task, so that they commit or abort together with the records they count.
 */
final class LedgerTally<K> extends ContextualProcessor<K, Counted, String, LedgerEntry> {

    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);

    /** The source id comes last in a key, so it may hold anything. */
    private static final String SEPARATOR = "\t";

    private final String storeName;
    private final String instance;
    private KeyValueStore<String, Long> counts;

    @SuppressWarnings("NullAway.Init") // the store comes in init()
    private LedgerTally(String storeName, String instance) {
        this.storeName = storeName;
        this.instance = instance;
    }

    /**
     * @param storeName one for each place where records are counted
     * @param instance names this process in the entries
     */
    static <K> ProcessorSupplier<K, Counted, String, LedgerEntry> supplier(
            String storeName, String instance) {
        return new ProcessorSupplier<>() {
            @Override
            public LedgerTally<K> get() {
                return new LedgerTally<>(storeName, instance);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(storeName),
                                Serdes.String(),
                                Serdes.Long()));
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, LedgerEntry> context) {
        super.init(context);
        counts = context.getStateStore(storeName);
        context.schedule(FLUSH_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::flush);
    }

    @Override
    public void process(Record<K, Counted> record) {
        String key = key(record.value());
        Long sofar = counts.get(key);
        long sum = record.value().count() + (sofar == null ? 0 : sofar);
        if (sum == 0) {
            counts.delete(key); // it came and went between two flushes
        } else {
            counts.put(key, sum);
        }
    }

    private void flush(long now) {
        List<KeyValue<String, Long>> all = new ArrayList<>();
        try (KeyValueIterator<String, Long> counted = counts.all()) {
            counted.forEachRemaining(all::add);
        }
        for (KeyValue<String, Long> counted : all) {
            counts.delete(counted.key);
            LedgerEntry entry = entry(counted.key, counted.value, Instant.ofEpochMilli(now));
            context().forward(new Record<>(entry.getSourceId(), entry, now));
        }
    }

    private static String key(Counted counted) {
        return String.join(
                SEPARATOR,
                counted.stage().name(),
                counted.outcome().name(),
                String.valueOf(counted.minute().toEpochMilli()),
                counted.sourceId());
    }

    private LedgerEntry entry(String key, long count, Instant now) {
        String[] parts = key.split(SEPARATOR, 4);
        return new LedgerEntry(
                parts[3],
                Stage.valueOf(parts[0]),
                LedgerOutcome.valueOf(parts[1]),
                Instant.ofEpochMilli(Long.parseLong(parts[2])),
                count,
                now,
                instance);
    }
}
