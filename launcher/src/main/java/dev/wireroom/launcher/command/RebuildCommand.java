package dev.wireroom.launcher.command;

import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import dev.wireroom.sink.SinkConfig;
import dev.wireroom.sink.StorageReset;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wireroom rebuild}: storage, made anew from Kafka alone. */
@Command(
        name = "rebuild",
        description = {
            "Drop storage, so that the sink writes it anew from Kafka.",
            "Stop the sink first. Its tables are dropped and its group is put back to the beginning"
                    + " of the enriched topic; the next start of the sink stores everything again."
                    + " Revisions that compaction took, older than 7 days and overtaken, do not"
                    + " come back."
        })
final class RebuildCommand implements Callable<Integer> {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    @Spec private CommandSpec spec;
    @Mixin private SettingsOptions settings;

    @Option(names = "--yes", description = "really drop it; without, say what would be done")
    private boolean yes;

    @Override
    public Integer call() throws InterruptedException {
        SinkConfig sink = SinkConfig.from(settings.load());
        String group = "connect-" + sink.connectorName();
        String place = sink.database().url().replaceAll("\\?.*", "");
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = Admin.create(adminOf(sink.connection()))) {
            if (running(admin, group)) {
                return refuse(group);
            }
            if (!yes) {
                out.println(
                        "would drop the tables of the wire in %s and put group %s back to the"
                                        .formatted(place, group)
                                + " beginning; add --yes to do it");
                out.flush();
                return ExitCode.DONE;
            }
            // first the group: a sink that starts in between stores again what is there
            admin.deleteConsumerGroups(List.of(group)).all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupNotEmptyException) {
                return refuse(group);
            }
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw unreachable(sink.connection(), e);
            }
        } catch (KafkaException e) {
            throw unreachable(sink.connection(), e);
        }
        List<String> dropped = drop(sink.database(), place);
        out.println(
                "dropped %d tables in %s; group %s begins anew. Start the sink to store everything"
                                .formatted(dropped.size(), place, group)
                        + " again.");
        out.flush();
        return ExitCode.DONE;
    }

    private int refuse(String group) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("wireroom: the sink runs (group %s has members)".formatted(group));
        err.println(
                "wireroom: stop it first: end `wireroom sink`, or start `wireroom up` with --set"
                        + " embedded.services=ingest,enrich,deliver,console");
        err.println("wireroom: after a crash, its place is free after 10 seconds");
        err.flush();
        return ExitCode.FAILED;
    }

    private static boolean running(Admin admin, String group)
            throws InterruptedException, ExecutionException {
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .map(ConsumerGroupDescription::groupState)
                    .anyMatch(state -> state != GroupState.EMPTY && state != GroupState.DEAD);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false; // no sink ever ran, or it was forgotten
            }
            throw e;
        }
    }

    private static List<String> drop(DatabaseConfig database, String place) {
        try {
            return StorageReset.drop(database);
        } catch (SQLException e) {
            throw new CannotStartException(
                    "PostgreSQL at %s: %s. Nothing was dropped; run it again once that is mended"
                            .formatted(place, e.getMessage()),
                    e);
        }
    }

    private static CannotStartException unreachable(ConnectionConfig connection, Throwable cause) {
        return new CannotStartException(
                "Kafka at %s: %s. Name another with --set %s=HOST:PORT"
                        .formatted(
                                connection.bootstrapServers(),
                                cause.getMessage(),
                                ConnectionConfig.BOOTSTRAP_SERVERS),
                cause);
    }

    private static Map<String, Object> adminOf(ConnectionConfig connection) {
        Map<String, Object> properties = connection.clientProperties();
        properties.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_LIMIT.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_LIMIT.toMillis());
        return properties;
    }
}
