package dev.wireroom.benchmarks.enrich;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.benchmarks.wire.ArticleGenerator;
import dev.wireroom.benchmarks.wire.Group;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Sends many short articles through {@code enrich} and prints how its memory goes. Every title is
 * new, so the model runs for each article; bodies come from a stock, as syndicated copy does, so
 * the cache and the search for copies work too.
 */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends many short articles through enrich, in a process of its own, and prints its",
            "resident memory on the way: with and without the heap."
        })
public final class Soak implements Callable<Integer> {

    private static final double MIB = 1024 * 1024;
    private static final int BATCH = 500;

    /** Sent ahead of what is enriched, so that the topic's backlog stays short. */
    private static final int AHEAD = 10_000;

    private static final int STOCK = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Option(
            names = "--articles",
            defaultValue = "1000000",
            description = "Articles to send (default: ${DEFAULT-VALUE}).")
    private int articles;

    @Option(
            names = "--every",
            defaultValue = "50000",
            description = "Articles between two looks at the memory (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of the generated articles (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--wireroom",
            defaultValue = "./wireroom",
            description = "The launcher script (default: ${DEFAULT-VALUE}).")
    private Path launcher = Path.of("./wireroom");

    @Spec private @Nullable CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Soak()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.printf("machine  %s%n", Machine.description());
        out.printf(
                "load     %,d articles: a new title and one of %,d bodies, seed %d%n%n",
                articles, STOCK, seed);
        out.printf(
                "%10s %10s %12s %12s %12s %12s%n",
                "enriched", "articles/s", "by the model", "resident MiB", "heap MiB", "native MiB");
        Path program = launcher.toAbsolutePath();
        Topic topic = new Topics(Topics.DEFAULT_PREFIX, Topics.DEFAULT_PARTITIONS, 1).articles();
        try (Scratch scratch = Scratch.create("wireroom-soak");
                WireUnderTest wire =
                        WireUnderTest.start(
                                program, scratch.folder(), List.of("ingest"), List.of());
                EnrichProcess enrich = EnrichProcess.start(program, wire, scratch.folder());
                Loader loader = new Loader(wire.uri("ingest"), "soak");
                Group group = new Group(wire.bootstrapServers(), "wireroom.enrich")) {
            wire.createSource("soak");
            ArticleGenerator generator = new ArticleGenerator(new Random(seed), 1);
            List<String> stock = new ArrayList<>();
            for (int i = 0; i < STOCK; i++) {
                stock.add(generator.next("").path("body").asText());
            }
            for (int sent = 0; sent < articles; ) {
                long begin = System.nanoTime();
                int step = Math.min(every, articles - sent);
                for (int done = 0; done < step; done += AHEAD / 2) {
                    loader.push(
                            lines(generator, stock, Math.min(AHEAD / 2, step - done)), BATCH, 0);
                    awaitLag(group, topic, AHEAD / 2, enrich);
                }
                sent += step;
                awaitLag(group, topic, 0, enrich);
                print(out, sent, step / seconds(begin), enrich.memory());
            }
        }
        return 0;
    }

    private static void print(PrintWriter out, int sent, double rate, EnrichProcess.Memory memory) {
        out.printf(
                "%,10d %10.0f %,12d %12.0f %12.0f %12.0f%n",
                sent,
                rate,
                memory.sentencesRead(),
                memory.resident() / MIB,
                memory.heap() / MIB,
                (memory.resident() - memory.heap()) / MIB);
        out.flush();
    }

    private static List<String> lines(ArticleGenerator generator, List<String> stock, int count) {
        List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ObjectNode article = generator.next("soak-");
            int made = article.path("externalId").asText().hashCode();
            article.put("body", stock.get(Math.floorMod(made, stock.size())));
            lines.add(article.toString());
        }
        return lines;
    }

    private static void awaitLag(Group group, Topic topic, long most, EnrichProcess enrich)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (group.lag(topic) > most) {
            enrich.check();
            if (System.nanoTime() > deadline) {
                throw new IOException("enrich is more than %s behind".formatted(PATIENCE));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
