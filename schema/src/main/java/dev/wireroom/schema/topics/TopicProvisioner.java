package dev.wireroom.schema.topics;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing and reports those that differ. Safe to run from many
 * processes at once.
 */
public final class TopicProvisioner {

    private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);

    /** A cluster in trouble must not keep a service from what it can do. */
    private static final int LEADERS_WITHIN_MS = 15_000;

    private static final int KNOWN_WITHIN_MS = 15_000;

    private static final int ASK_AGAIN_AFTER_MS = 50;

    private final Admin admin;

    public TopicProvisioner(Admin admin) {
        this.admin = admin;
    }

    /**
     * Makes sure that every topic exists.
     *
     * @return where existing topics differ from the catalogue; empty where nothing does
     * @throws KafkaException where the cluster can't be reached or refuses; retriable causes are
     *     RetriableExceptions
     */
    public List<TopicDrift> provision(Collection<Topic> topics) {
        List<Topic> existing = new ArrayList<>();
        List<NewTopic> wanted =
                topics.stream()
                        .map(
                                t ->
                                        new NewTopic(
                                                        t.name(),
                                                        t.partitions(),
                                                        t.replicationFactor())
                                                .configs(t.config()))
                        .toList();
        Map<String, KafkaFuture<Void>> results = admin.createTopics(wanted).values();
        for (Topic topic : topics) {
            try {
                requireNonNull(results.get(topic.name())).get();
                log.info("created topic {} with {} partitions", topic.name(), topic.partitions());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw asKafkaException("creating topic " + topic.name(), e);
                }
                existing.add(topic);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
        awaitLeaders(topics);
        List<TopicDrift> drift = drift(existing);
        drift.forEach(d -> log.warn("{}", d));
        return drift;
    }

    /**
     * Waits until the leader of every partition answers. A broker tells of a new topic before its
     * replicas take records. An idempotent producer that comes in between can have its first batch
     * refused and its second one taken: then the first never fits again (KAFKA-15591), and the
     * partition stands still until the delivery timeout of two minutes.
     */
    private void awaitLeaders(Collection<Topic> topics) {
        Map<String, TopicDescription> descriptions =
                awaitKnown(
                        () ->
                                admin.describeTopics(topics.stream().map(Topic::name).toList())
                                        .allTopicNames());
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        descriptions.forEach(
                (name, description) ->
                        description
                                .partitions()
                                .forEach(
                                        partition ->
                                                partitions.put(
                                                        new TopicPartition(
                                                                name, partition.partition()),
                                                        OffsetSpec.latest())));
        ListOffsetsOptions options = new ListOffsetsOptions();
        options.timeoutMs(LEADERS_WITHIN_MS);
        try {
            await("asking the leaders", admin.listOffsets(partitions, options).all());
        } catch (TimeoutException e) {
            log.warn(
                    "not every partition of {} has a leader yet; going on without waiting longer",
                    descriptions.keySet(),
                    e);
        }
    }

    /** Compares topics that exist with the catalogue, without changing anything. */
    private List<TopicDrift> drift(Collection<Topic> topics) {
        Map<String, Topic> byName = topics.stream().collect(Collectors.toMap(Topic::name, t -> t));
        Map<String, TopicDescription> descriptions =
                awaitKnown(() -> admin.describeTopics(byName.keySet()).allTopicNames());
        List<ConfigResource> resources =
                byName.keySet().stream()
                        .map(n -> new ConfigResource(ConfigResource.Type.TOPIC, n))
                        .toList();
        Map<ConfigResource, Config> configs =
                awaitKnown(() -> admin.describeConfigs(resources).all());
        List<TopicDrift> drift = new ArrayList<>();
        for (Topic topic : topics) {
            TopicDescription actual = requireNonNull(descriptions.get(topic.name()));
            compare(drift, topic, "partitions", topic.partitions(), actual.partitions().size());
            compare(
                    drift,
                    topic,
                    "replication.factor",
                    topic.replicationFactor(),
                    actual.partitions().get(0).replicas().size());
            Config config =
                    requireNonNull(
                            configs.get(
                                    new ConfigResource(ConfigResource.Type.TOPIC, topic.name())));
            topic.config()
                    .forEach(
                            (key, expected) -> {
                                ConfigEntry entry = config.get(key);
                                compare(
                                        drift,
                                        topic,
                                        key,
                                        expected,
                                        entry == null ? "unset" : entry.value());
                            });
        }
        return drift;
    }

    private static void compare(
            List<TopicDrift> drift, Topic topic, String setting, Object expected, Object actual) {
        if (!String.valueOf(expected).equals(String.valueOf(actual))) {
            drift.add(
                    new TopicDrift(
                            topic.name(),
                            setting,
                            String.valueOf(expected),
                            String.valueOf(actual)));
        }
    }

    /**
     * Asks about topics that the controller has, until the broker that is asked knows them too: it
     * learns of a new topic from the metadata log, a little after the controller has said yes.
     */
    private static <T> T awaitKnown(Supplier<KafkaFuture<T>> question) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(KNOWN_WITHIN_MS);
        while (true) {
            try {
                return await("describing topics", question.get());
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ASK_AGAIN_AFTER_MS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static <T> T await(String what, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw asKafkaException(what, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static KafkaException asKafkaException(String what, ExecutionException e) {
        return e.getCause() instanceof KafkaException kafka
                ? kafka
                : new KafkaException(what + " failed", e.getCause());
    }
}
