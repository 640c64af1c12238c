package dev.wireroom.enrich.topology;

import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.enrich.lifecycle.ArticleState;
import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroSerdes;
import dev.wireroom.schema.topics.Topics;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The line of enrich, from wireroom.articles to wireroom.enriched. Immutable. */
public final class EnrichTopology {

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    /** What an enriched article gains behind the check of its size: shared passages, framing. */
    private static final int ROOM_FOR_DUPLICATE_BYTES = 64 * 1024;

    private final Topics topics;
    private final Duration duplicateRetention;
    private final ReleaseBudget releases;
    private final String instance;
    private final ProcessorSupplier<byte[], byte[], byte[], DeadLetter> sinkErrorWrapper;
    private final Supplier<ArticleDecoder> decoders;
    private final ArticleEnricher enricher;
    private final Serde<EnrichedArticle> enriched;
    private final Produced<byte[], DeadLetter> letters;
    private final Produced<String, LedgerEntry> entries;

    /**
     * @param registry may block while it is out of reach; an exception of it stops the thread
     * @param annotator may block until the model is loaded
     * @param duplicateRetention how long an article can be found as the original of a copy
     * @param releases how long the embargoed may be let go at a time
     * @param instance names this process in the ledger
     */
    public EnrichTopology(
            Topics topics,
            SchemaRegistry registry,
            Supplier<Annotator> annotator,
            Duration duplicateRetention,
            ReleaseBudget releases,
            String instance) {
        int maxBytes = maxBytes(topics);
        DeadLetters deadLetters = new DeadLetters(maxBytes);
        AvroSerdes serdes = new AvroSerdes(registry);
        this.topics = topics;
        this.duplicateRetention = duplicateRetention;
        this.releases = releases;
        this.instance = instance;
        this.sinkErrorWrapper = WrapSinkErrors.supplier(registry, deadLetters);
        this.decoders = () -> new ArticleDecoder(registry, deadLetters);
        this.enricher =
                new ArticleEnricher(annotator, deadLetters, maxBytes - ROOM_FOR_DUPLICATE_BYTES);
        this.enriched = serdes.of(EnrichedArticle.class);
        this.letters = Produced.with(BYTES, serdes.of(DeadLetter.class));
        this.entries = Produced.with(Serdes.String(), serdes.of(LedgerEntry.class));
    }

    /** Builds it for Streams with these properties, which must ask for explicit names. */
    public Topology build(Properties properties) {
        StreamsBuilder builder =
                new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));

        // Raw bytes come in, so that what can't be read is still there for its dead letter.
        KStream<byte[], byte[]> raw =
                builder.stream(
                        topics.articles().name(), Consumed.with(BYTES, BYTES).withName("articles"));

        // Read what can be read; the rest is dead, with the reason.
        KStream<byte[], Fate> arrived =
                raw.process(DecodeArticles.supplier(decoders), Named.as("decode"));

        // New, updated, corrected, withdrawn: analysed. Unchanged and late end. Embargoed wait.
        StoreBuilder<KeyValueStore<String, ArticleState>> states = ReviseArticles.statesStore();
        KStream<byte[], Fate> revised =
                arrived.process(
                        ReviseArticles.supplier(decoders, enricher, releases, states),
                        Named.as("revise"));

        // What was published may go out once more, in one task with what may overtake it.
        KStream<byte[], Fate> replayed =
                builder.stream(
                                topics.replays().name(),
                                Consumed.with(BYTES, BYTES).withName("replays"))
                        .process(
                                ReplayArticles.supplier(decoders, enricher, states),
                                Named.as("replay"));
        KStream<byte[], Fate> all = revised.merge(replayed, Named.as("with-replayed"));

        // What a sink refused becomes a dead letter like any other. In the same tasks as the rest:
        // with tasks of their own, all articles can end up on one thread (see the README).
        KStream<byte[], DeadLetter> refused =
                builder.stream(
                                topics.sinkErrors().name(),
                                Consumed.with(BYTES, BYTES).withName("sink-errors"))
                        .process(sinkErrorWrapper, Named.as("wrap"));

        // Nothing that was accepted is lost: what can't go on is kept whole.
        all.flatMapValues(Fate::deadLetters, Named.as("dead"))
                .merge(refused, Named.as("dead-and-refused"))
                .to(topics.deadLetters().name(), letters.withName("dead-letters"));

        // All that was read is counted, and what ends or waits here: one store, so that no
        // flush tells the one without the other. A replay was counted when it was news.
        arrived.mapValues(Counted::accepted, Named.as("accepted"))
                .merge(
                        revised.flatMapValues(Fate::counted, Named.as("ended")),
                        Named.as("accepted-and-ended"))
                .merge(
                        refused.mapValues(Counted::dead, Named.as("refused")),
                        Named.as("accepted-ended-and-refused"))
                .process(LedgerTally.supplier("ended-counts", instance), Named.as("count-ended"))
                .to(topics.ledger().name(), entries.withName("ledger-of-ended"));

        // Copies of one text have different keys, so all articles meet on one partition.
        KStream<byte[], EnrichedArticle> gathered =
                all.flatMapValues(Fate::enriched, Named.as("analysed"))
                        .repartition(
                                Repartitioned.<byte[], EnrichedArticle>as("analysed")
                                        .withNumberOfPartitions(1)
                                        .withKeySerde(BYTES)
                                        .withValueSerde(
                                                AnalysedArticles.serde(
                                                        enriched, topics.enriched().name())));

        // Say which earlier article each one repeats; none is dropped.
        KStream<byte[], EnrichedArticle> compared =
                gathered.process(
                        FindDuplicates.supplier(duplicateRetention), Named.as("find-duplicates"));
        compared.to(topics.enriched().name(), Produced.with(BYTES, enriched).withName("enriched"));

        // What goes on is counted where it leaves.
        compared.processValues(LeaveOutReplays.supplier(), Named.as("arrivals"))
                .mapValues(Counted::enriched, Named.as("left"))
                .process(LedgerTally.supplier("left-counts", instance), Named.as("count-left"))
                .to(topics.ledger().name(), entries.withName("ledger-of-left"));
        return builder.build(properties);
    }

    static int maxBytes(Topics topics) {
        return Integer.parseInt(
                topics.deadLetters().config().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    }
}
