package dev.wireroom.benchmarks.enrich;

import dev.wireroom.benchmarks.wire.Machine;
import dev.wireroom.enrich.text.Analysis;
import dev.wireroom.enrich.text.Annotation;
import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.AnnotatorConfig;
import dev.wireroom.enrich.text.CacheStatistics;
import dev.wireroom.enrich.text.ModelVariant;
import dev.wireroom.enrich.text.TextDocument;
import dev.wireroom.enrich.text.neural.NeuralAnnotator;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Raw text in, everything out (language, entities, sentiment toward each, sentiment of the
 * article), cache off, beside Stanford CoreNLP: its tokenizer and three-class tagger alone, and
 * these with its sentiment. Turn by turn; CoreNLP in a process of its own.
 *
 * <p>One thread each is measured in processor time of that thread, which other work on the machine
 * disturbs least; two threads by the clock.
 */
@Command(
        name = "enrich",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Analyses the same text with our models and with Stanford CoreNLP.")
public final class EnrichAgainstCoreNlp implements Callable<Integer> {

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description = "NDJSON with a body a line (default: the development set's sentences).")
    private @Nullable Path text;

    @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(
            names = "--parsed",
            defaultValue = "2",
            description =
                    "Articles that CoreNLP parses for its sentiment, which is slow"
                            + " (default: ${DEFAULT-VALUE}).")
    private int parsed;

    @Spec private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new EnrichAgainstCoreNlp()).execute(args));
    }

    /** A side of the comparison: its rounds as they were run. */
    private record Side(String name, long words, Callable<Round> run, List<Round> done) {
        Side(String name, long words, Callable<Round> run) {
            this(name, words, run, new ArrayList<>());
        }

        double[] perSecond(ToDoubleFunction<Round> seconds) {
            return done.stream().mapToDouble(r -> words / seconds.applyAsDouble(r)).toArray();
        }
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<String> texts = text == null ? Texts.development() : Texts.of(text);
        parsed = Math.min(parsed, texts.size());
        long words = Texts.words(texts);
        long parsedWords = Texts.words(texts.subList(0, parsed));
        out.printf(
                "%d articles, %,d words (%,d for CoreNLP's sentiment); %d rounds after %d;"
                        + " %s%n",
                texts.size(), words, parsedWords, rounds, warmUp, Machine.description());
        try (Annotator fast = load(ModelVariant.FAST);
                Annotator accurate = load(ModelVariant.ACCURATE);
                CoreNlp coreNlp = new CoreNlp(texts)) {
            Side ours = new Side("fast", words, () -> annotate(fast, texts));
            Side better = new Side("accurate", words, () -> annotate(accurate, texts));
            Side names = new Side("CoreNLP, names", words, () -> coreNlp.names(texts.size()));
            Side all =
                    new Side(
                            "CoreNLP, names and sentiment",
                            parsedWords,
                            () -> coreNlp.sentiments(parsed));
            Side one = new Side("fast, 1 thread", words, () -> annotate(fast, texts, 1));
            Side two = new Side("fast, 2 threads", words, () -> annotate(fast, texts, 2));
            List<Side> sides = List.of(ours, names, better, all, one, two);
            for (int round = -warmUp; round < rounds; round++) {
                for (Side side : sides) {
                    Round done = side.run().call();
                    if (round >= 0) {
                        side.done().add(done);
                    }
                }
            }
            out.printf("%nwords per second of one thread's processor time: median (min to max)%n");
            for (Side side : List.of(ours, better, names, all)) {
                print(side.name(), side.perSecond(Round::cpuSeconds), "%,.0f", out);
            }
            print("fast / CoreNLP, names", ratios(ours, names, Round::cpuSeconds), "%.2f", out);
            print(
                    "accurate / CoreNLP, names",
                    ratios(better, names, Round::cpuSeconds),
                    "%.2f",
                    out);
            print("fast / CoreNLP, all", ratios(ours, all, Round::cpuSeconds), "%.0f", out);
            out.printf("%nwords per second by the clock%n");
            print(one.name(), one.perSecond(Round::wallSeconds), "%,.0f", out);
            print(two.name(), two.perSecond(Round::wallSeconds), "%,.0f", out);
            print("2 threads / 1", ratios(two, one, Round::wallSeconds), "%.2f", out);
            copies(texts, out);
            out.flush();
        }
        return 0;
    }

    /** The same texts once more with the sentence cache on: how fast, and whether equal. */
    private static void copies(List<String> texts, PrintWriter out) {
        AnnotatorConfig config = AnnotatorConfig.of(ModelVariant.FAST);
        try (Annotator annotator = NeuralAnnotator.load(config)) {
            List<Annotation> first = new ArrayList<>();
            List<Annotation> again = new ArrayList<>();
            Round originals = annotate(annotator, texts, first);
            CacheStatistics before = annotator.cacheStatistics();
            Round copies = annotate(annotator, texts, again);
            CacheStatistics after = annotator.cacheStatistics();
            out.printf(
                    "%nthe same texts again, cache on: %.0f times as fast, %d of %d sentences"
                            + " known, annotations %s%n",
                    originals.cpuSeconds() / copies.cpuSeconds(),
                    after.hits() - before.hits(),
                    after.hits() - before.hits() + after.misses() - before.misses(),
                    first.equals(again) ? "equal" : "DIFFERENT");
        }
    }

    private static Round annotate(Annotator annotator, List<String> texts, List<Annotation> into) {
        long wall = System.nanoTime();
        long cpu = cpuNanos();
        for (int index = 0; index < texts.size(); index++) {
            into.add(annotator.annotate(TextDocument.of("t" + index, "", texts.get(index))));
        }
        return new Round(System.nanoTime() - wall, cpuNanos() - cpu);
    }

    private static Annotator load(ModelVariant variant) {
        return NeuralAnnotator.load(AnnotatorConfig.of(variant).withCacheChars(0));
    }

    private static Round annotate(Annotator annotator, List<String> texts) {
        long wall = System.nanoTime();
        long cpu = cpuNanos();
        for (int index = 0; index < texts.size(); index++) {
            analyse(annotator, texts, index);
        }
        return new Round(System.nanoTime() - wall, cpuNanos() - cpu);
    }

    private static void analyse(Annotator annotator, List<String> texts, int index) {
        TextDocument document = TextDocument.of("t" + index, "", texts.get(index));
        if (!(annotator.annotate(document).analysis() instanceof Analysis.Analysed)) {
            throw new IllegalStateException("not analysed whole: text " + index);
        }
    }

    private static Round annotate(Annotator annotator, List<String> texts, int threads)
            throws Exception {
        AtomicInteger next = new AtomicInteger();
        long wall = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> workers =
                    IntStream.range(0, threads)
                            .<Future<?>>mapToObj(
                                    thread -> pool.submit(() -> work(annotator, texts, next)))
                            .toList();
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        long taken = System.nanoTime() - wall;
        return new Round(taken, taken);
    }

    private static void work(Annotator annotator, List<String> texts, AtomicInteger next) {
        for (int index = next.getAndIncrement();
                index < texts.size();
                index = next.getAndIncrement()) {
            analyse(annotator, texts, index);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double[] ratios(Side above, Side below, ToDoubleFunction<Round> seconds) {
        double[] upper = above.perSecond(seconds);
        double[] lower = below.perSecond(seconds);
        return IntStream.range(0, upper.length).mapToDouble(i -> upper[i] / lower[i]).toArray();
    }

    private static void print(String name, double[] values, String format, PrintWriter out) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        String form = "  %-29s " + format + " (" + format + " to " + format + ")%n";
        out.printf(form, name, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
