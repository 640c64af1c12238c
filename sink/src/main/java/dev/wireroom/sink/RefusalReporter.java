package dev.wireroom.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.jspecify.annotations.Nullable;

/** Hands refused records to Connect's errant-record reporter and waits until Kafka has them. */
final class RefusalReporter {

    private final @Nullable ErrantRecordReporter reporter;

    RefusalReporter(@Nullable ErrantRecordReporter reporter) {
        this.reporter = reporter;
    }

    /**
     * Reports records, in order.
     *
     * @throws ConnectException where the connector has no reporter: stopping is better than losing
     * @throws RetriableException where Kafka did not take them
     */
    void report(List<Refusal> refusals) {
        List<Future<Void>> reports = new ArrayList<>();
        for (Refusal refusal : refusals) {
            if (reporter == null) {
                throw new ConnectException(
                        "%s-%d@%d can't be stored and there is nowhere to report it; set errors.tolerance=all and errors.deadletterqueue.topic.name"
                                .formatted(
                                        refusal.record().topic(),
                                        refusal.record().kafkaPartition(),
                                        refusal.record().kafkaOffset()),
                        new RefusedRecordException(refusal));
            }
            reports.add(reporter.report(refusal.record(), new RefusedRecordException(refusal)));
        }
        for (Future<Void> report : reports) {
            await(report);
        }
    }

    private static void await(Future<Void> report) {
        try {
            report.get();
        } catch (ExecutionException e) {
            throw new RetriableException("Kafka did not take a refused record", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while reporting a refused record", e);
        }
    }
}
