package dev.wireroom.benchmarks.push;

import dev.wireroom.benchmarks.wire.Machine;
import dev.wireroom.benchmarks.wire.ProcessTree;
import dev.wireroom.benchmarks.wire.WireUnderTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compares the HTTP door with Kafka's own kafka-producer-perf-test on one wire of broker, registry
 * and ingest: the same record values, acks=all, the same batch settings, by turns in one run. The
 * load comes from another process on the same machine in both cases.
 */
@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "HTTP push against kafka-producer-perf-test with the same bytes.")
public final class PushLoad implements Callable<Integer> {

    private static final String SOURCE = "load";
    private static final String TOPIC = "wireroom.articles";

    /** As the log of record but not compacted: that refuses the perf test's records without key. */
    private static final String PERF_TEST_TOPIC = "perf-test";

    private static final int PARTITIONS = 12;
    private static final int SAMPLED_VALUES = 5_000;

    /** As kafka-run-class.sh starts it. */
    private static final List<String> PERF_TEST_JVM =
            List.of("-server", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-Xmx512M");

    private static final List<String> LOAD_JVM = List.of("-Xmx512M", "-XX:+UseSerialGC");

    private static final Pattern STEADY =
            Pattern.compile("steady state records sent, ([\\d.]+) records/sec \\(([\\d.]+) MB/sec");

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Rounds of perf test and HTTP (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--records",
            defaultValue = "150000",
            description = "Records of a measurement (default: ${DEFAULT-VALUE}).")
    private int records;

    @Option(
            names = "--warm-up",
            defaultValue = "50000",
            description = "Records before each measurement (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--words",
            defaultValue = "300",
            description = "Words of an article, about (default: ${DEFAULT-VALUE}).")
    private int words;

    @Option(
            names = "--batch",
            defaultValue = "200",
            description = "Articles in one NDJSON request (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--connections",
            defaultValue = "4",
            description = "Connections that send batches (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--single-connections",
            defaultValue = "16",
            description = "Connections that send single articles (default: ${DEFAULT-VALUE}).")
    private int singleConnections;

    @Option(
            names = "--compression",
            defaultValue = "zstd",
            description = "Codec of both producers (default: ${DEFAULT-VALUE}).")
    private String compression = "";

    @Option(
            names = "--linger-ms",
            defaultValue = "5",
            description = "linger.ms of both producers (default: ${DEFAULT-VALUE}).")
    private int lingerMs;

    @Option(
            names = "--batch-bytes",
            defaultValue = "131072",
            description = "batch.size of both producers (default: ${DEFAULT-VALUE}).")
    private int batchBytes;

    @Option(
            names = "--buffer-bytes",
            defaultValue = "33554432",
            description = "buffer.memory of both producers (default: ${DEFAULT-VALUE}).")
    private long bufferBytes;

    @Option(names = "--set", description = "Setting of the wire, key=value; repeatable.")
    private List<String> settings = List.of();

    @Option(
            names = "--wireroom",
            defaultValue = "./wireroom",
            description = "The launcher script (default: ${DEFAULT-VALUE}).")
    private Path launcher = Path.of("./wireroom");

    @Spec private @Nullable CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new PushLoad()).execute(args));
    }

    /** Throughput and what it cost: processor seconds of the wire, and of whoever loaded it. */
    private record Measured(
            double articlesPerSecond, double mbPerSecond, double wireCpu, double loadCpu) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Path work = Files.createTempDirectory("wireroom-push");
        List<String> given = new ArrayList<>(settings);
        given.add("ingest.publish.compression=" + compression);
        given.add("ingest.publish.linger.ms=" + lingerMs);
        given.add("ingest.publish.batch.bytes=" + batchBytes);
        given.add("ingest.publish.buffer.bytes=" + bufferBytes);
        try (WireUnderTest wire =
                WireUnderTest.start(launcher.toAbsolutePath(), work, List.of("ingest"), given)) {
            wire.createSource(SOURCE);
            // compiles the door, and makes the values that the perf test sends
            http(wire, 1, warmUp, batch, connections);
            createTopic(wire.bootstrapServers());
            Path payload = work.resolve("payload");
            double valueBytes =
                    RecordValues.save(wire.bootstrapServers(), TOPIC, SAMPLED_VALUES, payload);
            out.printf(Locale.ROOT, "machine   %s%n", Machine.description());
            out.printf(
                    Locale.ROOT,
                    "load      articles of about %d words, %.0f bytes a record value; %s, acks=all,"
                            + " batch.size=%d, linger.ms=%d%n",
                    words,
                    valueBytes,
                    compression,
                    batchBytes,
                    lingerMs);
            out.printf(
                    Locale.ROOT,
                    "          NDJSON %d a request over %d connections; single over %d%n%n",
                    batch,
                    connections,
                    singleConnections);
            out.printf(
                    "%-28s %12s %9s %11s %11s%n",
                    "", "articles/s", "MB/s", "wire CPU s", "load CPU s");
            List<Double> ratios = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                Measured kafka = perfTest(wire, payload);
                print(out, "kafka-producer-perf-test", kafka);
                Measured ndjson = http(wire, records, warmUp, batch, connections);
                ndjson = inValueBytes(ndjson, valueBytes);
                print(out, "HTTP, NDJSON", ndjson);
                Measured single = http(wire, records / 10, warmUp / 10, 1, singleConnections);
                print(out, "HTTP, single", inValueBytes(single, valueBytes));
                double ratio = ndjson.articlesPerSecond() / kafka.articlesPerSecond();
                ratios.add(ratio);
                out.printf(Locale.ROOT, "  round %d: NDJSON / perf test = %.2f%n", round, ratio);
                out.flush();
            }
            double median = ratios.stream().sorted().toList().get((ratios.size() - 1) / 2);
            out.printf(Locale.ROOT, "%nmedian ratio %.2f%n", median);
            wire.processes()
                    .residentBytes()
                    .forEach(
                            (part, bytes) ->
                                    out.printf(
                                            Locale.ROOT,
                                            "resident  %s %d MiB%n",
                                            part,
                                            bytes >> 20));
            out.flush();
        }
        return 0;
    }

    private static void createTopic(String bootstrapServers)
            throws InterruptedException, IOException {
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(PERF_TEST_TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("the topic of the perf test can't be created", e.getCause());
        }
    }

    /** MB/s of record values, as the perf test counts them. */
    private static Measured inValueBytes(Measured http, double valueBytes) {
        return new Measured(
                http.articlesPerSecond(),
                http.articlesPerSecond() * valueBytes / (1 << 20),
                http.wireCpu(),
                http.loadCpu());
    }

    private static void print(PrintWriter out, String name, Measured measured) {
        out.printf(
                Locale.ROOT,
                "%-28s %12.0f %9.1f %11.1f %11.1f%n",
                name,
                measured.articlesPerSecond(),
                measured.mbPerSecond(),
                measured.wireCpu(),
                measured.loadCpu());
        out.flush();
    }

    private Measured perfTest(WireUnderTest wire, Path payload)
            throws IOException, InterruptedException {
        List<String> arguments =
                List.of(
                        "--bootstrap-server",
                        wire.bootstrapServers(),
                        "--topic",
                        PERF_TEST_TOPIC,
                        "--num-records",
                        String.valueOf(records + warmUp),
                        "--warmup-records",
                        String.valueOf(warmUp),
                        "--payload-file",
                        payload.toString(),
                        "--payload-delimiter",
                        RecordValues.DELIMITER,
                        "--throughput",
                        "-1",
                        "--command-property",
                        "acks=all",
                        "enable.idempotence=true",
                        "batch.size=" + batchBytes,
                        "linger.ms=" + lingerMs,
                        "buffer.memory=" + bufferBytes,
                        "compression.type=" + compression,
                        "compression.zstd.level=1",
                        "compression.gzip.level=1");
        Run run = run(wire, PERF_TEST_JVM, "org.apache.kafka.tools.ProducerPerformance", arguments);
        Matcher steady = STEADY.matcher(run.output());
        if (!steady.find()) {
            throw new IOException("the perf test said: " + run.output());
        }
        return new Measured(
                Double.parseDouble(steady.group(1)),
                Double.parseDouble(steady.group(2)),
                run.wireCpu(),
                run.loadCpu());
    }

    private Measured http(WireUnderTest wire, int articles, int warming, int perRequest, int over)
            throws IOException, InterruptedException {
        Run run =
                run(
                        wire,
                        LOAD_JVM,
                        HttpLoad.class.getName(),
                        List.of(
                                "--url",
                                wire.uri("ingest").toString(),
                                "--source",
                                SOURCE,
                                "--articles",
                                String.valueOf(articles),
                                "--warm-up",
                                String.valueOf(warming),
                                "--batch",
                                String.valueOf(perRequest),
                                "--connections",
                                String.valueOf(over),
                                "--words",
                                String.valueOf(words),
                                "--seed",
                                "1"));
        HttpLoad.Result result =
                run.output()
                        .lines()
                        .filter(line -> line.startsWith("result "))
                        .map(HttpLoad.Result::parse)
                        .findFirst()
                        .orElseThrow(() -> new IOException("the load said: " + run.output()));
        return new Measured(
                result.articles() / result.seconds(),
                result.bodyBytes() / result.seconds() / (1 << 20),
                run.wireCpu(),
                run.loadCpu());
    }

    private record Run(String output, double wireCpu, double loadCpu) {}

    private static Run run(
            WireUnderTest wire, List<String> jvm, String main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        ProcessTree processes = wire.processes();
        Duration before = processes.cpu();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder output = new StringBuilder();
        Duration own = Duration.ZERO;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                own = process.info().totalCpuDuration().orElse(own);
            }
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("%s ended with %d: %s".formatted(main, status, output));
        }
        return new Run(
                output.toString(),
                processes.cpu().minus(before).toMillis() / 1000.0,
                own.toMillis() / 1000.0);
    }
}
