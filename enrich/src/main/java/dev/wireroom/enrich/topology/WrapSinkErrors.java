package dev.wireroom.enrich.topology;

import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.enrich.state.RawRecord;
import dev.wireroom.enrich.state.RawRecord.RawHeader;
import dev.wireroom.enrich.topology.DeadLetters.Reason;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Stage: makes a dead letter of each record that a Connect sink refused. What went wrong stands in
 * the headers that Connect's errant-record reporter adds (errors.deadletterqueue.context.headers).
 */
final class WrapSinkErrors extends ContextualProcessor<byte[], byte[], byte[], DeadLetter> {

    private static final String CONNECT = "__connect.errors.";
    private static final Pattern CODED =
            Pattern.compile("(?<code>[a-z]+(-[a-z]+)+): (?<message>.+)", Pattern.DOTALL);

    private final AvroRecordDeserializer<EnrichedArticle> deserializer;
    private final DeadLetters deadLetters;

    private WrapSinkErrors(SchemaRegistry registry, DeadLetters deadLetters) {
        this.deserializer = AvroRecordDeserializer.specific(registry, EnrichedArticle.class);
        this.deadLetters = deadLetters;
    }

    static ProcessorSupplier<byte[], byte[], byte[], DeadLetter> supplier(
            SchemaRegistry registry, DeadLetters deadLetters) {
        return () -> new WrapSinkErrors(registry, deadLetters);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RawRecord refused = RawRecords.of(record, context().recordMetadata().orElseThrow());
        Optional<EnrichedArticle> article = article(refused);
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        DeadLetter letter =
                deadLetters.sinking(
                        withoutConnectHeaders(refused),
                        origin(refused, article),
                        reason(refused),
                        header(refused, "exception.class.name"),
                        article.map(EnrichedArticle::getSourceId).orElse(null),
                        now);
        context().forward(record.withValue(letter));
    }

    /** Empty where the refused bytes are not an enriched article, which may be why. */
    private Optional<EnrichedArticle> article(RawRecord refused) {
        byte[] value = refused.value();
        try {
            return value == null
                    ? Optional.empty()
                    : Optional.of(deserializer.deserialize(refused.topic(), value));
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }

    private static RecordCoordinates origin(RawRecord refused, Optional<EnrichedArticle> article) {
        String topic = header(refused, "topic");
        String partition = header(refused, "partition");
        String offset = header(refused, "offset");
        Instant accepted =
                article.map(a -> a.getOrigin().getTimestamp())
                        .orElseGet(() -> Instant.ofEpochMilli(refused.timestamp()));
        try {
            if (topic != null && partition != null && offset != null) {
                return new RecordCoordinates(
                        topic, Integer.parseInt(partition), Long.parseLong(offset), accepted);
            }
        } catch (NumberFormatException e) {
            // not Connect's headers: what stands below is true as well
        }
        return new RecordCoordinates(
                refused.topic(), refused.partition(), refused.offset(), accepted);
    }

    /** Our sink begins its message with the reason's code; what another sink says is kept whole. */
    private static Reason reason(RawRecord refused) {
        String message = header(refused, "exception.message");
        Matcher coded = CODED.matcher(message == null ? "" : message);
        boolean ours = coded.matches();
        return new Reason(
                ours ? coded.group("code") : "sink-refused",
                ours
                        ? coded.group("message")
                        : message == null
                                ? "the sink refused the record and did not say why"
                                : message,
                "mend the cause, then let the sink read the record again from its origin",
                null);
    }

    private static RawRecord withoutConnectHeaders(RawRecord refused) {
        return new RawRecord(
                refused.topic(),
                refused.partition(),
                refused.offset(),
                refused.timestamp(),
                refused.key(),
                refused.value(),
                refused.headers().stream().filter(h -> !h.key().startsWith(CONNECT)).toList());
    }

    private static @Nullable String header(RawRecord refused, String name) {
        for (RawHeader header : refused.headers()) {
            byte[] value = header.value();
            if (header.key().equals(CONNECT + name) && value != null) {
                return new String(value, StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
