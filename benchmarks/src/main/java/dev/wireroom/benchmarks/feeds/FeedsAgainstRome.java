package dev.wireroom.benchmarks.feeds;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Reads the same feeds with our parser and with ROME: one thread, one JVM, turn by turn, at equal
 * output, which is checked first. Three measures: the fields of the items; the fields and the plain
 * text of their HTML, made by the same code for both; and, ours only in part, whole articles with
 * identity and content hash against ROME's fields and text.
 */
@Command(
        name = "feeds",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Reads generated feeds with our parser and with ROME, side by side.")
public final class FeedsAgainstRome implements Callable<Integer> {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double MIB = 1024 * 1024;

    @Option(names = "--feeds", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
    private int feeds;

    @Option(names = "--items", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
    private int items;

    @Option(
            names = "--words",
            defaultValue = "300",
            description = "Words of an item's HTML, about (default: ${DEFAULT-VALUE}).")
    private int words;

    @Option(names = "--rounds", defaultValue = "9", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Spec private CommandSpec spec;

    /** Something to measure: both sides read one feed and say how many items they made. */
    private record Measure(
            String name, Function<byte[], Integer> ours, Function<byte[], Integer> rome) {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new FeedsAgainstRome()).execute(args));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<byte[]> input = input();
        long bytes = input.stream().mapToLong(feed -> feed.length).sum();
        out.printf(
                "%d feeds of %d items, %.1f MiB, seed %d; JDK %s%n",
                feeds, items, bytes / MIB, seed, Runtime.version());
        if (!sameOutput(input, out)) {
            return 1;
        }
        List<Measure> measures =
                List.of(
                        new Measure(
                                "fields",
                                feed -> FeedReaders.ours(feed).size(),
                                feed -> FeedReaders.rome(feed).size()),
                        new Measure(
                                "fields and text",
                                feed -> texts(FeedReaders.ours(feed)),
                                feed -> texts(FeedReaders.rome(feed))),
                        new Measure(
                                "articles against ROME's fields and text",
                                feed -> FeedReaders.oursToArticles(feed).size(),
                                feed -> texts(FeedReaders.rome(feed))));
        for (Measure measure : measures) {
            run(measure, input, out);
        }
        return 0;
    }

    private List<byte[]> input() {
        FeedGenerator generator = new FeedGenerator(new Random(seed));
        List<byte[]> input = new ArrayList<>(feeds);
        for (int i = 0; i < feeds; i++) {
            input.add(
                    i < feeds / 2
                            ? generator.rss(i, items, words)
                            : generator.atom(i, items, words));
        }
        return input;
    }

    private static boolean sameOutput(List<byte[]> input, PrintWriter out) {
        for (byte[] feed : input) {
            List<FeedReaders.Item> ours = FeedReaders.ours(feed);
            List<FeedReaders.Item> rome = FeedReaders.rome(feed);
            for (int i = 0; i < Math.max(ours.size(), rome.size()); i++) {
                if (ours.size() != rome.size() || !ours.get(i).equals(rome.get(i))) {
                    out.printf(
                            "Item %d is not the same:%n  ours %s%n  ROME %s%n",
                            i, at(ours, i), at(rome, i));
                    return false;
                }
            }
        }
        out.println("Both make the same titles, links, ids, times and HTML of every item.");
        return true;
    }

    private static String at(List<FeedReaders.Item> items, int i) {
        return i < items.size() ? items.get(i).toString() : "has none";
    }

    private void run(Measure measure, List<byte[]> input, PrintWriter out) {
        for (int i = 0; i < warmUp; i++) {
            perSecond(measure.ours(), input);
            perSecond(measure.rome(), input);
        }
        double[] ours = new double[rounds];
        double[] rome = new double[rounds];
        double[] ratio = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            boolean oursFirst = i % 2 == 0;
            ours[i] = oursFirst ? perSecond(measure.ours(), input) : 0;
            rome[i] = perSecond(measure.rome(), input);
            ours[i] = oursFirst ? ours[i] : perSecond(measure.ours(), input);
            ratio[i] = ours[i] / rome[i];
        }
        out.printf("%n%s, items/s in %d rounds: median (min to max)%n", measure.name(), rounds);
        print("ours", ours, "%,.0f", out);
        print("ROME", rome, "%,.0f", out);
        print("ours / ROME", ratio, "%.2f", out);
        out.printf("  ratio of each round: %s%n", Arrays.toString(rounded(ratio)));
        out.flush();
    }

    private static void print(String name, double[] values, String format, PrintWriter out) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        String form = "  %-12s " + format + " (" + format + " to " + format + ")%n";
        out.printf(form, name, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private static double[] rounded(double[] values) {
        return Arrays.stream(values).map(value -> Math.round(value * 100) / 100.0).toArray();
    }

    private double perSecond(Function<byte[], Integer> reader, List<byte[]> input) {
        long begun = System.nanoTime();
        int made = 0;
        for (byte[] feed : input) {
            made += reader.apply(feed);
        }
        double seconds = (System.nanoTime() - begun) / NANOS;
        if (made != feeds * items) {
            throw new IllegalStateException("%d items of %d".formatted(made, feeds * items));
        }
        return made / seconds;
    }

    /** The items whose text is not empty, which is every one. */
    private static int texts(List<FeedReaders.Item> items) {
        int texts = 0;
        for (FeedReaders.Item item : items) {
            String text = item.withText().html();
            texts += text == null || text.isEmpty() ? 0 : 1;
        }
        return texts;
    }
}
