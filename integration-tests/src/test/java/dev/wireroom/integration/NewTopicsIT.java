package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.launcher.embedded.EmbeddedBroker;
import dev.wireroom.launcher.embedded.Ports;
import dev.wireroom.schema.topics.Topic;
import dev.wireroom.schema.topics.TopicProvisioner;
import dev.wireroom.schema.topics.Topics;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that were just made take records at once. */
final class NewTopicsIT {
    private static final int ROUNDS = 5;
    private static final int LATE_ANSWERS = 3;

    @TempDir private Path folder;

    @Test
    void everyPartitionTakesARecordAtTheFirstTry() throws Exception {
        List<String> refused = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Ports.anyFree());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                KafkaProducer<String, String> once =
                        new KafkaProducer<>(
                                Map.of(
                                        "bootstrap.servers",
                                        broker.bootstrapServers(),
                                        "retries",
                                        0,
                                        "enable.idempotence",
                                        false),
                                new StringSerializer(),
                                new StringSerializer())) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Topic> topics = new Topics("r" + round + ".", 12, 1).all();
                new TopicProvisioner(admin).provision(topics);
                refused.addAll(refusals(once, topics));
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void aBrokerThatHasNotHeardOfATopicYetIsAskedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Ports.anyFree());
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<Topic> topics = new Topics("late.", 2, 1).all();

            new TopicProvisioner(late(admin, asked)).provision(topics);

            assertThat(asked.get()).isGreaterThan(LATE_ANSWERS);
            assertThat(admin.listTopics().names().get())
                    .containsAll(topics.stream().map(Topic::name).toList());
        }
    }

    /** The first questions about topics name one more, which no broker knows. */
    private static Admin late(Admin real, AtomicInteger asked) {
        return (Admin)
                Proxy.newProxyInstance(
                        Admin.class.getClassLoader(),
                        new Class<?>[] {Admin.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("describeTopics")
                                    && arguments[0] instanceof Collection<?> names
                                    && asked.incrementAndGet() <= LATE_ANSWERS) {
                                List<Object> more = new ArrayList<>(names);
                                more.add("not.known.yet");
                                return method.invoke(real, more);
                            }
                            return method.invoke(real, arguments);
                        });
    }

    private static List<String> refusals(KafkaProducer<String, String> once, List<Topic> topics)
            throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Topic topic : topics) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                sent.add(once.send(new ProducerRecord<>(topic.name(), partition, "key", "value")));
            }
        }
        once.flush();
        List<String> refused = new ArrayList<>();
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                refused.add(String.valueOf(e.getCause()));
            }
        }
        return refused;
    }
}
