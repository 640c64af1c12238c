package dev.wireroom.launcher.command;

import dev.wireroom.launcher.tail.RecordJson;
import dev.wireroom.launcher.tail.TailStart;
import dev.wireroom.launcher.tail.TopicTail;
import dev.wireroom.launcher.tail.TopicTail.NoSuchTopicException;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConnectionConfig;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wireroom tail}: a topic's records, decoded. */
@Command(
        name = "tail",
        description = {
            "Print a topic's records, decoded, one a line.",
            "Values are decoded through the registry and written as JSON. Without --from: the last"
                    + " ten records, or with --limit that many."
        })
final class TailCommand implements Callable<Integer> {
    private static final int DEFAULT_LAST = 10;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    @Spec private CommandSpec spec;
    @Mixin private SettingsOptions settings;

    @Parameters(
            paramLabel = "TOPIC",
            description =
                    "full name, or without its prefix: articles, enriched, deadletters, ledger,"
                            + " sources")
    private String topic;

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            description =
                    "beginning, end, an offset, a time such as 2026-11-23T10:00:00Z or 2026-11-23,"
                            + " or a span before now such as 24h")
    private @Nullable String from;

    @Option(names = "--key", description = "only records with this key")
    private @Nullable String key;

    @Option(
            names = {"-f", "--follow"},
            description = "go on with what comes, until Ctrl-C")
    private boolean follow;

    @Option(
            names = {"-n", "--limit"},
            description = "records at most")
    private @Nullable Integer limit;

    private int printed;

    @Override
    public Integer call() {
        TailStart start = start();
        ConnectionConfig connection =
                ConnectionConfig.from(
                        ConfigValues.parse(
                                ConnectionConfig.define(new ConfigDef()), settings.load()));
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                consumerOf(connection),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer());
                var values =
                        AvroRecordDeserializer.generic(
                                new HttpSchemaRegistry(connection.registry()))) {
            TopicTail tail = new TopicTail(consumer, fullName(connection));
            RecordJson json = new RecordJson(values);
            Predicate<ConsumerRecord<byte[], byte[]>> filter = wanted();
            if (tail.toEnd(start, filter, record -> print(json, record)) && follow) {
                tail.follow(filter, record -> print(json, record));
            }
            return ExitCode.DONE;
        } catch (NoSuchTopicException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (TimeoutException e) {
            throw new dev.wireroom.launcher.embedded.CannotStartException(
                    "Kafka does not answer at %s; name another with --set %s=HOST:PORT"
                            .formatted(
                                    connection.bootstrapServers(),
                                    ConnectionConfig.BOOTSTRAP_SERVERS),
                    e);
        }
    }

    private boolean print(RecordJson json, ConsumerRecord<byte[], byte[]> record) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json.of(record));
        out.flush();
        printed++;
        return !out.checkError() && (limit == null || printed < limit);
    }

    private TailStart start() {
        if (from == null) {
            return new TailStart.Last(limit == null ? DEFAULT_LAST : limit);
        }
        try {
            return TailStart.parse(from, Clock.systemUTC().instant());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--from: " + e.getMessage(), e);
        }
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> wanted() {
        String only = key;
        return only == null
                ? record -> true
                : record ->
                        record.key() != null
                                && new String(record.key(), StandardCharsets.UTF_8).equals(only);
    }

    /** A short name is one of the wire's own topics; any other is taken as it is. */
    private String fullName(ConnectionConfig connection) {
        String prefixed = connection.topicsPrefix() + topic;
        boolean own =
                connection.topics().all().stream().anyMatch(known -> known.name().equals(prefixed));
        return own ? prefixed : topic;
    }

    private static Map<String, Object> consumerOf(ConnectionConfig connection) {
        Map<String, Object> properties = connection.clientProperties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_LIMIT.toMillis());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return properties;
    }
}
