package dev.wireroom.launcher.replay;

import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.launcher.replay.LatestRevisions.Found;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.schema.topics.ReplayHeaders;
import dev.wireroom.schema.topics.Topics;
import dev.wireroom.service.config.ConnectionConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * One replay. Sends the latest revision of each selected article to wireroom.replays, a few at a
 * time, and watches wireroom.enriched and wireroom.deadletters for what becomes of each: that few
 * are on their way at once is what keeps news from waiting behind a replay. Not thread-safe.
 */
public final class ReplayRun {

    /** Told of what happens. */
    public interface Listener {
        /** After each article that came back or failed, and while waiting. */
        void progress(ReplayReport report, int atMost);

        /** An article came back with other values than before. */
        void changed(String line);
    }

    /**
     * What to do.
     *
     * @param id marks every record of this replay
     * @param mode {@link ReplayHeaders#ENRICH} or {@link ReplayHeaders#RESEND}
     * @param perSecond articles a second at most; empty for as fast as they come back
     * @param patience how long nothing may come back before what is on its way is given up
     */
    public record Plan(
            String id,
            String mode,
            Selection selection,
            Optional<Double> perSecond,
            Duration patience) {}

    /** A topic that a replay needs is not there, or not as it has to be. */
    public static final class NotPossibleException extends RuntimeException {
        NotPossibleException(String message) {
            super(message);
        }
    }

    /** On their way at once. An article takes tens of milliseconds: news waits 2 s at worst. */
    private static final int MAX_UNDER_WAY = 50;

    private static final Duration POLL = Duration.ofMillis(50);

    private final Plan plan;
    private final Listener listener;
    private final Topics topics;
    private final LatestRevisions revisions;
    private final KafkaConsumer<byte[], byte[]> watcher;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroRecordDeserializer<EnrichedArticle> articles;
    private final AvroRecordDeserializer<DeadLetter> letters;
    private final Map<String, EnrichedArticle> underWay = new HashMap<>();
    private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
    private final ReplayReport report = new ReplayReport();
    private final long begin = System.nanoTime();
    private long lastSign = begin;

    private ReplayRun(
            Plan plan,
            Listener listener,
            Topics topics,
            SchemaRegistry registry,
            LatestRevisions revisions,
            KafkaConsumer<byte[], byte[]> watcher,
            KafkaProducer<byte[], byte[]> producer) {
        this.plan = plan;
        this.listener = listener;
        this.topics = topics;
        this.revisions = revisions;
        this.watcher = watcher;
        this.producer = producer;
        this.articles = AvroRecordDeserializer.specific(registry, EnrichedArticle.class);
        this.letters = AvroRecordDeserializer.specific(registry, DeadLetter.class);
    }

    /**
     * Replays, and returns when everything has come back or is given up.
     *
     * @throws NotPossibleException before anything is sent
     * @throws KafkaException where Kafka does not answer or takes no record
     */
    public static ReplayReport of(ConnectionConfig connection, Plan plan, Listener listener) {
        SchemaRegistry registry = new HttpSchemaRegistry(connection.registry());
        Topics topics = connection.topics();
        try (KafkaConsumer<byte[], byte[]> watcher = reader(connection);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                Clients.writing(connection),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            requirePartitionsAlike(watcher, topics);
            Map<TopicPartition, Long> ends =
                    LatestRevisions.endsOf(watcher, topics.enriched().name());
            Map<TopicPartition, Long> watched = new HashMap<>(ends);
            watched.putAll(LatestRevisions.endsOf(watcher, topics.deadLetters().name()));
            watcher.assign(watched.keySet());
            watched.forEach(watcher::seek);
            try (LatestRevisions revisions =
                    LatestRevisions.open(connection, registry, plan.selection(), ends)) {
                return new ReplayRun(plan, listener, topics, registry, revisions, watcher, producer)
                        .run();
            }
        }
    }

    /**
     * Hands the selected articles over without sending any.
     *
     * @return how many there are
     */
    public static int preview(
            ConnectionConfig connection,
            Selection selection,
            java.util.function.Consumer<EnrichedArticle> receiver) {
        int count = 0;
        try (PublishedArticles articles = PublishedArticles.open(connection, selection)) {
            for (Optional<EnrichedArticle> article = articles.next();
                    article.isPresent();
                    article = articles.next()) {
                receiver.accept(article.get());
                count++;
            }
        }
        return count;
    }

    static KafkaConsumer<byte[], byte[]> reader(ConnectionConfig connection) {
        return new KafkaConsumer<>(
                Clients.reading(connection),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** enrich looks an article up in the task of its partition: it must be the same on both. */
    private static void requirePartitionsAlike(KafkaConsumer<?, ?> consumer, Topics topics) {
        String articles = topics.articles().name();
        String replays = topics.replays().name();
        int wanted = consumer.partitionsFor(articles).size();
        int there = consumer.partitionsFor(replays).size();
        if (there == 0) {
            throw new NotPossibleException(
                    "there is no topic %s; start enrich of this version once, it makes it"
                            .formatted(replays));
        }
        if (there != wanted) {
            throw new NotPossibleException(
                    "%s has %d partitions and %s %d; give both the same number"
                            .formatted(replays, there, articles, wanted));
        }
    }

    private ReplayReport run() {
        boolean more = true;
        while (more || !underWay.isEmpty()) {
            long looking = System.nanoTime();
            while (more && underWay.size() < MAX_UNDER_WAY && isTime()) {
                Optional<Found> found = revisions.next();
                found.ifPresent(this::send);
                more = found.isPresent();
            }
            // looking for few of many takes a while, in which nothing of enrich's is waited for
            lastSign += System.nanoTime() - looking;
            watcher.poll(POLL).forEach(this::settle);
            Exception cause = refused.get();
            if (cause != null) {
                throw new KafkaException("a record was not taken: " + cause.getMessage(), cause);
            }
            if (!underWay.isEmpty() && System.nanoTime() - lastSign > plan.patience().toNanos()) {
                underWay.keySet().forEach(report::unanswered);
                return report;
            }
            listener.progress(report, revisions.atMost());
        }
        return report;
    }

    private boolean isTime() {
        double seconds = (System.nanoTime() - begin) / 1e9;
        return plan.perSecond().map(rate -> report.sentSoFar() < seconds * rate).orElse(true);
    }

    private void send(Found found) {
        if (underWay.isEmpty()) {
            lastSign = System.nanoTime();
        }
        underWay.put(found.article().getArticleId(), found.article());
        report.sent();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topics.replays().name(), found.key(), found.value());
        record.headers()
                .add(ReplayHeaders.ID, utf8(plan.id()))
                .add(ReplayHeaders.MODE, utf8(plan.mode()));
        @SuppressWarnings("unused") // the callback tells of failures
        Future<RecordMetadata> sent =
                producer.send(
                        record,
                        (metadata, failure) -> {
                            if (failure != null) {
                                refused.compareAndSet(null, failure);
                            }
                        });
    }

    private void settle(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        String id = new String(record.key(), StandardCharsets.UTF_8);
        EnrichedArticle before = underWay.get(id);
        if (before == null) {
            return;
        }
        if (record.topic().equals(topics.deadLetters().name())) {
            DeadLetter letter = letters.deserialize(record.topic(), record.value());
            if (isOurs(letter)) {
                report.failed(id, letter);
                settled(id);
            }
            return;
        }
        boolean ours = ReplayHeaders.id(record.headers()).filter(plan.id()::equals).isPresent();
        EnrichedArticle after = articles.deserialize(record.topic(), record.value());
        if (ours) {
            Change change = Change.between(before, after);
            report.returned(change);
            settled(id);
            if (change.visible()) {
                listener.changed(change.toString());
            }
        } else if (after.getRevision().getNumber() > before.getRevision().getNumber()) {
            report.superseded();
            settled(id);
        }
    }

    private boolean isOurs(DeadLetter letter) {
        return letter.getOrigin().getTopic().equals(topics.replays().name())
                && letter.getOriginalHeaders().stream()
                        .anyMatch(
                                header ->
                                        header.getKey().equals(ReplayHeaders.ID)
                                                && header.getValue() != null
                                                && StandardCharsets.UTF_8
                                                        .decode(header.getValue().duplicate())
                                                        .toString()
                                                        .equals(plan.id()));
    }

    private void settled(String id) {
        underWay.remove(id);
        lastSign = System.nanoTime();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
