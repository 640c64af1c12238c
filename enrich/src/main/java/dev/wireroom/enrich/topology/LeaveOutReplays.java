package dev.wireroom.enrich.topology;

import dev.wireroom.schema.topics.ReplayHeaders;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Stage: ends what was replayed; everything else goes on as it is. */
final class LeaveOutReplays<K, V> extends ContextualFixedKeyProcessor<K, V, V> {

    private LeaveOutReplays() {}

    static <K, V> FixedKeyProcessorSupplier<K, V, V> supplier() {
        return LeaveOutReplays::new;
    }

    @Override
    public void process(FixedKeyRecord<K, V> record) {
        if (!ReplayHeaders.isReplay(record.headers())) {
            context().forward(record);
        }
    }
}
