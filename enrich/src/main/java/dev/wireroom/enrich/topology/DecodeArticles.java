package dev.wireroom.enrich.topology;

import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/** Stage: raw bytes to an article or a dead letter. */
final class DecodeArticles extends ContextualProcessor<byte[], byte[], byte[], Fate> {

    private final ArticleDecoder decoder;

    private DecodeArticles(ArticleDecoder decoder) {
        this.decoder = decoder;
    }

    static ProcessorSupplier<byte[], byte[], byte[], Fate> supplier(
            Supplier<ArticleDecoder> decoders) {
        return () -> new DecodeArticles(decoders.get());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        context()
                .forward(
                        record.withValue(
                                decoder.decode(
                                        RawRecords.of(
                                                record, context().recordMetadata().orElseThrow()),
                                        now)));
    }
}
