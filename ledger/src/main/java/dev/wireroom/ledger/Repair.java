package dev.wireroom.ledger;

import dev.wireroom.schema.topics.Topics;
import dev.wireroom.service.config.ConnectionConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends again what is missing, byte for byte: what enrich never put out onto the log of record, and
 * what the store lacks onto {@code replays}, from where enrich, the only writer of enriched, puts
 * it out again. Key, value, time and headers stay; a header more says which repair sent it. Sending
 * twice does no harm: enrich and the sink know what they have. Not thread-safe.
 */
public final class Repair {

    /** Header of a record sent again onto the log of record; its value names the repair. */
    public static final String REPAIR_HEADER = "wireroom-repair";

    /** Header of a record for enrich to put out again; its value names the repair. */
    public static final String REPLAY_HEADER = "wireroom-replay";

    private final ConnectionConfig connection;
    private final TopicScan scan;
    private final String articles;
    private final String replays;

    public Repair(ConnectionConfig connection, TopicScan scan) {
        this.connection = connection;
        this.scan = scan;
        Topics topics = connection.topics();
        this.articles = topics.articles().name();
        this.replays = connection.topicsPrefix() + "replays";
    }

    /**
     * What was sent again, and what could not be.
     *
     * @param id names this repair, as in the headers
     * @param failures in words, one for each that could not be sent
     */
    public record Sent(String id, int toEnrich, int toStorage, List<String> failures) {
        public Sent {
            failures = List.copyOf(failures);
        }
    }

    /** Sends all of these again; returns once Kafka has them. */
    public Sent send(List<Missing> missing) {
        String id = UUID.randomUUID().toString();
        boolean canReplay = scan.exists(replays);
        List<String> failures = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        int toEnrich = 0;
        int toStorage = 0;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Missing one : missing) {
                if (one.from() == Missing.From.STORAGE && !canReplay) {
                    failures.add("%s: there is no topic %s".formatted(one.id(), replays));
                    continue;
                }
                ConsumerRecord<byte[], byte[]> original;
                try {
                    original = scan.fetch(one.lastSeen());
                } catch (IllegalStateException e) {
                    failures.add(one.id() + ": " + e.getMessage());
                    continue;
                }
                switch (one.from()) {
                    case ENRICHED -> {
                        sent.add(producer.send(again(original, articles, REPAIR_HEADER, id)));
                        toEnrich++;
                    }
                    case STORAGE -> {
                        sent.add(producer.send(again(original, replays, REPLAY_HEADER, id)));
                        toStorage++;
                    }
                }
            }
            producer.flush();
            for (Future<RecordMetadata> future : sent) {
                await(future);
            }
        }
        return new Sent(id, toEnrich, toStorage, failures);
    }

    /** With its own time, so that it counts in the minute in which it was accepted first. */
    private static ProducerRecord<byte[], byte[]> again(
            ConsumerRecord<byte[], byte[]> original, String topic, String header, String id) {
        RecordHeaders headers = new RecordHeaders(original.headers());
        headers.remove(header).add(header, id.getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(
                topic, null, original.timestamp(), original.key(), original.value(), headers);
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = connection.clientProperties();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.parseInt(
                        connection
                                .topics()
                                .articles()
                                .config()
                                .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)));
        return properties;
    }

    private static void await(Future<RecordMetadata> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
