package dev.wireroom.launcher.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.console.cluster.ClusterReader;
import dev.wireroom.console.cluster.ClusterSnapshot;
import dev.wireroom.console.cluster.GroupState;
import dev.wireroom.console.cluster.TopicState;
import dev.wireroom.launcher.TextTable;
import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConnectionConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wireroom topics}: what Kafka holds, how fast it grows, and who is behind. */
@Command(
        name = "topics",
        description = {
            "List topics, and how far behind each group is.",
            "Topics with partitions, records, size and rate. Records are an upper bound where a"
                    + " topic is compacted or written in transactions."
        })
final class TopicsCommand implements Callable<Integer> {
    private static final double KIB = 1024;

    @Spec private CommandSpec spec;
    @Mixin private SettingsOptions settings;
    @Mixin private OutputOption output;

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "how long to watch for the rates (default: ${DEFAULT-VALUE})")
    private int windowSeconds;

    @Option(names = "--all", description = "also topics that are not the wire's own")
    private boolean all;

    @Override
    public Integer call() throws InterruptedException {
        ConnectionConfig connection =
                ConnectionConfig.from(
                        ConfigValues.parse(
                                ConnectionConfig.define(new ConfigDef()), settings.load()));
        try (ClusterReader reader = ClusterReader.open(connection)) {
            ClusterSnapshot before = reader.read();
            TimeUnit.SECONDS.sleep(Math.max(0, windowSeconds));
            ClusterSnapshot now = reader.read();
            Map<String, Double> rates = now.ratesSince(before);
            List<TopicState> topics =
                    now.topics().stream()
                            .filter(
                                    topic ->
                                            all
                                                    || topic.name()
                                                            .startsWith(connection.topicsPrefix()))
                            .toList();
            PrintWriter out = spec.commandLine().getOut();
            out.print(output.isJson() ? json(topics, rates, now) + "\n" : text(topics, rates, now));
            out.flush();
            return ExitCode.DONE;
        } catch (KafkaException e) {
            throw new CannotStartException(
                    "Kafka at %s: %s. Name another with --set %s=HOST:PORT"
                            .formatted(
                                    connection.bootstrapServers(),
                                    e.getMessage(),
                                    ConnectionConfig.BOOTSTRAP_SERVERS),
                    e);
        }
    }

    private static String text(
            List<TopicState> topics, Map<String, Double> rates, ClusterSnapshot now) {
        TextTable table = TextTable.of("topic", ">partitions", ">records", ">size", ">records/s");
        for (TopicState topic : topics) {
            table.row(
                    topic.name(),
                    Integer.toString(topic.partitions()),
                    "%,d".formatted(topic.records()),
                    topic.bytes().isPresent() ? bytes(topic.bytes().getAsLong()) : "?",
                    rate(rates.getOrDefault(topic.name(), 0.0)));
        }
        TextTable groups = TextTable.of("group", "state", ">members", "reads", ">behind");
        for (GroupState group : now.groups()) {
            boolean first = true;
            for (GroupState.TopicLag lag : group.lags()) {
                groups.row(
                        first ? group.id() : "",
                        first ? group.state().toLowerCase(Locale.ROOT) : "",
                        first ? Integer.toString(group.members()) : "",
                        lag.topic(),
                        "%,d".formatted(lag.lag()));
                first = false;
            }
        }
        return table.toString() + (now.groups().isEmpty() ? "" : "\n" + groups);
    }

    private static ObjectNode json(
            List<TopicState> topics, Map<String, Double> rates, ClusterSnapshot now) {
        ObjectNode json = JsonMapper.builder().build().createObjectNode();
        json.put("at", now.at().toString());
        ArrayNode topicNodes = json.putArray("topics");
        for (TopicState topic : topics) {
            ObjectNode node =
                    topicNodes
                            .addObject()
                            .put("name", topic.name())
                            .put("partitions", topic.partitions())
                            .put("replicas", topic.replicas())
                            .put("records", topic.records())
                            .put("recordsPerSecond", rates.getOrDefault(topic.name(), 0.0));
            topic.bytes().ifPresent(bytes -> node.put("bytes", bytes));
        }
        ArrayNode groupNodes = json.putArray("groups");
        for (GroupState group : now.groups()) {
            ObjectNode node =
                    groupNodes
                            .addObject()
                            .put("id", group.id())
                            .put("state", group.state())
                            .put("members", group.members());
            ArrayNode lags = node.putArray("lags");
            group.lags()
                    .forEach(
                            lag ->
                                    lags.addObject()
                                            .put("topic", lag.topic())
                                            .put("lag", lag.lag()));
        }
        return json;
    }

    private static String rate(double perSecond) {
        return String.format(
                Locale.ROOT, perSecond > 0 && perSecond < 10 ? "%.1f" : "%.0f", perSecond);
    }

    private static String bytes(long bytes) {
        if (bytes < KIB) {
            return bytes + " B";
        }
        return bytes < KIB * KIB
                ? String.format(Locale.ROOT, "%.1f KB", bytes / KIB)
                : String.format(Locale.ROOT, "%.1f MB", bytes / KIB / KIB);
    }
}
