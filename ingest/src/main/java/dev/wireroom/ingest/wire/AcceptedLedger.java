package dev.wireroom.ingest.wire;

import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts accepted articles per source and minute of their records, and sends the counts to the
 * ledger when told to. Counts that could not be sent are sent with the next. Thread-safe.
 */
public final class AcceptedLedger {

    private static final Logger log = LoggerFactory.getLogger(AcceptedLedger.class);

    private record Key(String sourceId, Instant minute) {}

    private final Function<LedgerEntry, CompletableFuture<?>> send;
    private final String instance;
    private final Clock clock;
    private Map<Key, Long> counts = new HashMap<>();

    /**
     * @param send sends one entry; completes when it is safe
     * @param instance names this process in the entries
     */
    public AcceptedLedger(
            Function<LedgerEntry, CompletableFuture<?>> send, String instance, Clock clock) {
        this.send = send;
        this.instance = instance;
        this.clock = clock;
    }

    /** Counts one article whose record has this timestamp. */
    public void accepted(String sourceId, Instant recordTimestamp) {
        add(new Key(sourceId, recordTimestamp.truncatedTo(ChronoUnit.MINUTES)), 1);
    }

    /** Sends what was counted since the last time; what can't be sent is put back. */
    public void flush() {
        take().forEach(this::send);
    }

    private void send(Key key, long count) {
        LedgerEntry entry =
                new LedgerEntry(
                        key.sourceId(),
                        Stage.INGEST,
                        LedgerOutcome.ACCEPTED,
                        key.minute(),
                        count,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        instance);
        CompletableFuture<?> unused =
                send.apply(entry)
                        .whenComplete(
                                (done, failure) -> {
                                    if (failure != null) {
                                        putBack(key, count, failure);
                                    }
                                });
    }

    private void putBack(Key key, long count, Throwable failure) {
        log.warn(
                "a count of {} articles of {} waits for the ledger: {}",
                count,
                key.sourceId(),
                failure.getMessage());
        add(key, count);
    }

    private synchronized Map<Key, Long> take() {
        Map<Key, Long> taken = counts;
        counts = new HashMap<>();
        return taken;
    }

    private synchronized void add(Key key, long count) {
        counts.merge(key, count, Long::sum);
    }
}
