package dev.wireroom.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionOfTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example",
                "a",
                "reuters-top.news_1",
                "bbc-news",
                "0",
                "x23456789012345678901234567890"
            })
    void isThePartitionThatTheProducerChooses(String sourceId) {
        byte[] key = sourceId.getBytes(StandardCharsets.UTF_8);
        for (int partitions = 1; partitions < 50; partitions++) {
            assertThat(Polling.partitionOf(sourceId, partitions))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
        }
    }
}
