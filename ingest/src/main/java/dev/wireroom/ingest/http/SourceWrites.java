package dev.wireroom.ingest.http;

import dev.wireroom.contract.Source;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.source.SourceIds;
import dev.wireroom.ingest.source.SourceJson;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import dev.wireroom.service.http.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every change of a source has in common: it is made one at a time per source, against the
 * version that the caller has seen, is safe in Kafka before it is answered, and is later than the
 * one before. Between two instances the last write wins. Thread-safe.
 */
final class SourceWrites {

    private static final Logger log = LoggerFactory.getLogger(SourceWrites.class);

    private static final int LOCKS = 64;

    private final SourceCatalog catalog;
    private final InstantSource clock;
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    SourceWrites(SourceCatalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    SourceCatalog catalog() {
        return catalog;
    }

    /** Does something with a source while nobody else here changes it. */
    <T> T alone(String id, Supplier<T> change) {
        ReentrantLock lock = locks.get(Math.floorMod(id.hashCode(), LOCKS));
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    /** The source that the address names, or the 404. */
    Source known(String id) {
        return catalog.find(id)
                .orElseThrow(
                        () ->
                                Problem.of(
                                                404,
                                                "unknown-source",
                                                "Unknown source",
                                                "There is no source of this id.")
                                        .withField("id")
                                        .withValue(id)
                                        .withFix("GET /v1/sources lists those there are")
                                        .toException());
    }

    /** When a change of a source is made: now, and later than the one before. */
    Instant now(Optional<Source> before) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return before.map(source -> source.getUpdatedAt().plusMillis(1))
                .filter(now::isBefore)
                .orElse(now);
    }

    Instant now() {
        return clock.instant();
    }

    /** Keeps a source, or answers 503 where Kafka is away. */
    Source keep(WireGate.Wire wire, Source source) {
        String id = source.getSourceId();
        catalog.apply(id, safely(() -> wire.sources().put(source)), source);
        return source;
    }

    void forget(WireGate.Wire wire, String id) {
        catalog.apply(id, safely(() -> wire.sources().delete(id)), null);
    }

    private static long safely(LongSupplier write) {
        try {
            return write.getAsLong();
        } catch (KafkaException e) {
            log.warn("a source was not acknowledged: {}", e.toString());
            throw WireGate.unavailable("Kafka did not acknowledge the source in time.");
        }
    }

    static void requireId(String id) {
        if (!SourceIds.isId(id)) {
            throw Problem.of(
                            422,
                            "invalid-source-id",
                            "Invalid source id",
                            SourceIds.isReserved(id)
                                    ? "This word is part of an address of the API."
                                    : "No id of a source.")
                    .withField("id")
                    .withValue(id)
                    .withFix(SourceIds.RULE)
                    .toException();
        }
    }

    /** The definition that was read, or the 422 with all its faults. */
    static Source accepted(SourceJson.Result result) {
        return switch (result) {
            case SourceJson.Result.Read read -> read.source();
            case SourceJson.Result.Refused no -> throw refused(no.faults());
        };
    }

    static ProblemException refused(List<Fault> faults) {
        Fault first = faults.get(0);
        int status = first.code().equals("malformed-json") ? 400 : 422;
        Problem problem =
                Problem.of(status, first.code(), "The source was refused", first.message())
                        .withField(first.field())
                        .withValue(first.value())
                        .withFix(first.fix());
        return (faults.size() > 1 ? problem.with("faults", faults) : problem).toException();
    }

    /** Names the version of a definition, for If-Match. */
    static String etag(Source source) {
        return "\"" + source.getUpdatedAt().toEpochMilli() + "\"";
    }

    /** Answers 412 where the caller changes a version that is not there any more. */
    static void requireMatch(Exchange exchange, Optional<Source> current) {
        Optional<String> wanted = exchange.header("If-Match").map(String::strip);
        if (wanted.isEmpty()) {
            return;
        }
        boolean same =
                current.isPresent()
                        && (wanted.get().equals("*")
                                || Stream.of(wanted.get().split(","))
                                        .map(String::strip)
                                        .anyMatch(etag(current.get())::equals));
        if (!same) {
            throw Problem.of(
                            412,
                            "changed-meanwhile",
                            "The source is not as you saw it",
                            current.isEmpty()
                                    ? "There is no source of this id."
                                    : "Somebody has changed it since.")
                    .withField("If-Match")
                    .withValue(wanted.get())
                    .withFix("GET it again, and send the ETag of that answer")
                    .toException();
        }
    }
}
