package dev.wireroom.launcher.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.launcher.Distribution;
import dev.wireroom.launcher.Style;
import dev.wireroom.launcher.allinone.AllInOne;
import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.launcher.push.IngestClient;
import dev.wireroom.launcher.push.PushResult;
import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Sends the samples one by one through a running wire and follows each to the end: the enriched
 * topic, the database, and what deliver serves.
 */
public final class DemoRun {
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(30);
    private static final String SOURCE = "demo";

    private final AllInOne wire;
    private final List<Sample> samples;

    /** On a wire that is ready. */
    public DemoRun(AllInOne wire, Distribution distribution) {
        this.wire = wire;
        samples = Sample.all(distribution.samples());
    }

    /** How many articles it sends. */
    public int articles() {
        return samples.size();
    }

    /**
     * Sends them all and tells a person what became of each, then the figures.
     *
     * @throws DidNotArriveException when one was refused, or did not come out in time
     */
    public void tell(PrintWriter out, Style style)
            throws DidNotArriveException, IOException, SQLException, InterruptedException {
        JourneyText text = new JourneyText(style);
        List<Journey> journeys = new ArrayList<>();
        run(
                journey -> {
                    journeys.add(journey);
                    out.print(text.of(journey));
                    out.flush();
                });
        out.print(new DemoSummary(wire, journeys, style).text());
        out.flush();
    }

    /**
     * Sends them all and returns what became of them, for a script. Throws as {@link #tell} does.
     */
    public ObjectNode json(Map<String, String> addresses)
            throws DidNotArriveException, IOException, SQLException, InterruptedException {
        List<Journey> journeys = new ArrayList<>();
        run(journeys::add);
        return DemoJson.of(wire, journeys, addresses);
    }

    /**
     * Sends them all, handing on each when it arrived.
     *
     * @throws DidNotArriveException when one was refused, or did not come out in time
     */
    private void run(Consumer<Journey> onArrival)
            throws DidNotArriveException, IOException, SQLException, InterruptedException {
        Map<String, String> settings = wire.settings();
        ConnectionConfig connection =
                ConnectionConfig.from(
                        ConfigValues.parse(ConnectionConfig.define(new ConfigDef()), settings));
        DatabaseConfig database =
                DatabaseConfig.from(
                        ConfigValues.parse(DatabaseConfig.define(new ConfigDef()), settings));
        try (IngestClient ingest = new IngestClient(wire.uri(Services.INGEST), Optional.empty());
                EnrichedFollower follower = EnrichedFollower.start(connection);
                StoreWatch store = new StoreWatch(database, wire.uri(Services.DELIVER))) {
            ingest.createSource(SOURCE, "Wireroom's samples");
            for (Sample sample : samples) {
                PushResult.Accepted accepted = send(ingest, sample);
                EnrichedArticle enriched = enriched(follower, sample, accepted);
                onArrival.accept(
                        new Journey(sample, accepted, enriched, stored(store, sample, enriched)));
            }
        }
    }

    private static PushResult.Accepted send(IngestClient ingest, Sample sample)
            throws DidNotArriveException, IOException, InterruptedException {
        return switch (ingest.push(SOURCE, List.of(sample.document())).get(0)) {
            case PushResult.Accepted accepted -> accepted;
            case PushResult.Refused refused ->
                    throw new DidNotArriveException("ingest refused " + refused.line());
            case PushResult.Busy busy ->
                    throw new DidNotArriveException(
                            "ingest had no room for " + sample.file() + ": " + busy.problem());
        };
    }

    private static EnrichedArticle enriched(
            EnrichedFollower follower, Sample sample, PushResult.Accepted accepted)
            throws DidNotArriveException, InterruptedException {
        try {
            return follower.outcomeOf(accepted.partition(), accepted.offset())
                    .get(ARRIVAL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DidNotArriveException(
                    "%s was accepted (%s, partition %d, offset %d) but did not come out of enrich within %d s"
                            .formatted(
                                    sample.file(),
                                    accepted.topic(),
                                    accepted.partition(),
                                    accepted.offset(),
                                    ARRIVAL_LIMIT.toSeconds()));
        } catch (ExecutionException e) {
            throw new DidNotArriveException(
                    sample.file()
                            + " was accepted, but "
                            + String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        }
    }

    private static Instant stored(StoreWatch store, Sample sample, EnrichedArticle enriched)
            throws DidNotArriveException, SQLException, IOException, InterruptedException {
        String id = enriched.getArticleId();
        Optional<Instant> stored =
                store.await(id, enriched.getRevision().getNumber(), ARRIVAL_LIMIT);
        if (stored.isEmpty()) {
            throw new DidNotArriveException(
                    "%s was enriched, but was not stored in PostgreSQL within %d s"
                            .formatted(sample.file(), ARRIVAL_LIMIT.toSeconds()));
        }
        if (!store.isServed(id)) {
            throw new DidNotArriveException(
                    sample.file() + " is stored, but deliver does not serve " + id);
        }
        return stored.get();
    }
}
