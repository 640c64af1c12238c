package dev.wireroom.benchmarks.push;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The record values that ingest wrote, as a payload file for kafka-producer-perf-test. That reads
 * text: each of the few bytes that are not ASCII (lengths and times of Avro) becomes a '?', so that
 * every value keeps its size.
 */
final class RecordValues {

    /** What stands between two values; no article has it. */
    static final String DELIMITER = "~#~#~";

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private RecordValues() {}

    /** Writes so many values of a topic to a file; returns their mean size in bytes. */
    static double save(String bootstrapServers, String topic, int count, Path file)
            throws IOException {
        List<byte[]> values = read(bootstrapServers, topic, count);
        byte[] delimiter = DELIMITER.getBytes(StandardCharsets.US_ASCII);
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < values.size(); i++) {
                if (i > 0) {
                    out.write(delimiter);
                }
                byte[] value = ascii(values.get(i));
                out.write(value);
                bytes += value.length;
            }
        }
        return (double) bytes / values.size();
    }

    private static byte[] ascii(byte[] value) {
        byte[] ascii = value.clone();
        for (int i = 0; i < ascii.length; i++) {
            if (ascii[i] < 0) {
                ascii[i] = '?';
            }
        }
        return ascii;
    }

    private static List<byte[]> read(String bootstrapServers, String topic, int count)
            throws IOException {
        List<byte[]> values = new ArrayList<>();
        Map<String, Object> properties =
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        long deadline = System.nanoTime() + WITHIN.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (values.size() < count) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("%s has only %d records".formatted(topic, values.size()));
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (values.size() < count) {
                        values.add(record.value());
                    }
                }
            }
        }
        return values;
    }
}
