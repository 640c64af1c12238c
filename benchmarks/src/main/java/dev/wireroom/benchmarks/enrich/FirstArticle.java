package dev.wireroom.benchmarks.enrich;

import dev.wireroom.benchmarks.wire.ArticleGenerator;
import dev.wireroom.benchmarks.wire.Loader;
import dev.wireroom.benchmarks.wire.Machine;
import dev.wireroom.benchmarks.wire.Scratch;
import dev.wireroom.benchmarks.wire.WireUnderTest;
import dev.wireroom.schema.topics.Topic;
import dev.wireroom.schema.topics.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Time from the command {@code wireroom enrich} to the moment when a consumer has an article that
 * was waiting, start after start on the same state; the first finds no state at all.
 */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts enrich again and again and measures how long an article that was waiting takes",
            "to be enriched. Kafka, the registry and ingest run meanwhile."
        })
public final class FirstArticle implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double NANOS_PER_SECOND = 1e9;

    @Option(
            names = "--starts",
            defaultValue = "7",
            description = "How often (default: ${DEFAULT-VALUE}).")
    private int starts;

    @Option(
            names = "--wireroom",
            defaultValue = "./wireroom",
            description = "The launcher script (default: ${DEFAULT-VALUE}).")
    private Path launcher = Path.of("./wireroom");

    @Spec private @Nullable CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new FirstArticle()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.printf("machine  %s%n%n", Machine.description());
        out.printf("%6s %12s %22s%n", "start", "seconds", "of processor, till then");
        Path program = launcher.toAbsolutePath();
        double[] seconds = new double[starts];
        try (Scratch scratch = Scratch.create("wireroom-start");
                WireUnderTest wire =
                        WireUnderTest.start(
                                program, scratch.folder(), List.of("ingest"), List.of());
                Loader loader = new Loader(wire.uri("ingest"), "start");
                Consumer<byte[], byte[]> enriched = consumer(wire.bootstrapServers())) {
            wire.createSource("start");
            ArticleGenerator generator = new ArticleGenerator(new Random(1), 20);
            for (int start = 0; start < starts; start++) {
                loader.push(List.of(generator.next("start-" + start).toString()), 1, 0);
                long begin = System.nanoTime();
                try (EnrichProcess enrich = EnrichProcess.launch(program, wire, scratch.folder())) {
                    awaitOne(enriched, enrich);
                    seconds[start] = (System.nanoTime() - begin) / NANOS_PER_SECOND;
                    out.printf(
                            "%6d %12.2f %22.2f%n",
                            start + 1, seconds[start], enrich.processorTime().toMillis() / 1000.0);
                    out.flush();
                }
            }
        }
        double[] later = Arrays.stream(seconds).skip(1).sorted().toArray();
        if (later.length > 0) {
            out.printf(
                    "%nmedian without the first: %.2f s (%.2f to %.2f)%n",
                    later[later.length / 2], later[0], later[later.length - 1]);
        }
        return 0;
    }

    /** Reads from what is the end of the topic now. */
    private static Consumer<byte[], byte[]> consumer(String bootstrapServers) {
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        Topic topic = new Topics(Topics.DEFAULT_PREFIX, Topics.DEFAULT_PARTITIONS, 1).enriched();
        List<TopicPartition> partitions =
                IntStream.range(0, topic.partitions())
                        .mapToObj(number -> new TopicPartition(topic.name(), number))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    private static void awaitOne(Consumer<byte[], byte[]> enriched, EnrichProcess enrich)
            throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (enriched.poll(Duration.ofMillis(20)).isEmpty()) {
            enrich.check();
            if (System.nanoTime() > deadline) {
                throw new IOException("nothing was enriched within " + PATIENCE);
            }
        }
    }
}
