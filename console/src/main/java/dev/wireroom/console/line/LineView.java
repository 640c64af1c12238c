package dev.wireroom.console.line;

import dev.wireroom.ledger.Balance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole picture of the line at one moment, as {@code GET /v1/line} answers it. Null means
 * unknown, never zero. Times are RFC 3339 in UTC, rates are per second.
 */
public record LineView(
        String at,
        String wire,
        ClusterView cluster,
        List<ServiceView> services,
        List<HopView> hops,
        DeadLetters deadLetters,
        @Nullable List<Balance> ledger,
        List<TopicView> topics,
        List<GroupView> groups) {

    /** Whether Kafka answers, and since when that is so. */
    public record ClusterView(boolean reachable, @Nullable String detail, @Nullable String since) {}

    /** Whether a service is ready; {@code detail} says what is missing. */
    public record ServiceView(
            String name, String url, boolean ready, String detail, @Nullable String since) {}

    /**
     * One step of the line.
     *
     * @param lag records it still has before it
     * @param total records it has put out, or subscribers for deliver
     */
    public record HopView(
            String name,
            String does,
            String topic,
            @Nullable Double ratePerSecond,
            @Nullable Long lag,
            @Nullable Long total,
            List<Sample> history) {}

    public record Sample(String at, @Nullable Double rate, @Nullable Long lag) {}

    public record DeadLetters(@Nullable Long total, List<DeadLetterView> latest) {}

    /** A dead letter without its bytes. */
    public record DeadLetterView(
            String at,
            String stage,
            String reason,
            String message,
            @Nullable String field,
            @Nullable String value,
            @Nullable String fix,
            @Nullable String source,
            String topic,
            int partition,
            long offset) {}

    public record TopicView(
            String name,
            int partitions,
            int replicas,
            long records,
            @Nullable Long bytes,
            @Nullable Double rate) {}

    public record GroupView(String id, String state, int members, List<LagView> lags) {}

    public record LagView(String topic, long lag) {}
}
