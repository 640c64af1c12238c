package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.launcher.allinone.AllInOneConfig;
import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.launcher.allinone.WireService;
import dev.wireroom.launcher.command.ExitCode;
import dev.wireroom.launcher.embedded.Ports;
import dev.wireroom.service.config.ConnectionConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Articles under embargo on a whole wire: nobody sees them before their time, and everybody does
 * after it, though enrich is started anew meanwhile and a second enrich takes some of them over.
 */
@Timeout(400)
final class EmbargoIT {

    private static final String SOURCE = "embargoed";
    private static final int ARTICLES = 24;
    private static final int PARTITIONS = 6;

    /** Enough to start enrich twice. */
    private static final Duration EMBARGO = Duration.ofSeconds(50);

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir private Path state;

    @Test
    void nobodySeesThemBeforeTheirTimeAcrossARestartAndARebalance() throws Exception {
        Map<String, String> settings =
                Map.of(
                        AllInOneConfig.SERVICES,
                        "ingest,sink,deliver",
                        ConnectionConfig.TOPICS_PARTITIONS,
                        String.valueOf(PARTITIONS));
        try (RunningWire wire = RunningWire.start(settings);
                TopicReader<LedgerEntry> ledger =
                        wire.reader(wire.topics().ledger().name(), LedgerEntry.class);
                TopicReader<EnrichedArticle> enriched =
                        wire.reader(wire.topics().enriched().name(), EnrichedArticle.class);
                EventReader events =
                        EventReader.open(
                                URI.create(
                                        wire.uri(Services.DELIVER) + "/v1/stream?source=" + SOURCE),
                                null)) {
            wire.client().putSource(SOURCE);
            Instant until = Instant.now().plus(EMBARGO).truncatedTo(ChronoUnit.MILLIS);
            List<String> ids;
            try (WireService.Running first = enrich(wire, "one")) {
                ids = push(wire, until);
                await("all of them are held").atMost(LIMIT).until(() -> held(ledger) == ARTICLES);
            }
            try (WireService.Running again = enrich(wire, "one");
                    WireService.Running second = enrich(wire, "two")) {
                awaitReady(again);
                awaitReady(second);
                assumeThat(Instant.now()).as("this machine is too slow").isBefore(until);
                while (Instant.now().isBefore(until.minusSeconds(1))) {
                    boolean seen = isSeen(wire, ids, enriched, events);
                    assertThat(seen && Instant.now().isBefore(until)).as("seen early").isFalse();
                }
                await("everybody has them")
                        .atMost(LIMIT)
                        .until(
                                () ->
                                        released(enriched).size() == ARTICLES
                                                && events.events().size() == ARTICLES
                                                && ids.stream().allMatch(id -> isStored(wire, id)));
                assertThat(released(enriched))
                        .allSatisfy(
                                article -> {
                                    assertThat(article.getEnrichedAt())
                                            .as("by enrich's own clock")
                                            .isAfterOrEqualTo(until);
                                    assertThat(article.getArticle().getPublishingStatus())
                                            .isEqualTo(PublishingStatus.USABLE);
                                })
                        .extracting(EnrichedArticle::getArticleId)
                        .containsExactlyInAnyOrderElementsOf(ids);
                await("both told what they let go")
                        .atMost(LIMIT)
                        .until(() -> held(ledger) == 0 && releasedBy(ledger).size() == 2);
                LedgerAnswer answer =
                        LedgerAnswer.of(
                                wire.settings(), "--source", SOURCE, "--verify", "--wait", "60s");
                assertThat(answer.exitCode()).as(answer.json().toString()).isEqualTo(ExitCode.DONE);
                assertThat(answer.counts())
                        .containsEntry("fresh", (long) ARTICLES)
                        .containsEntry("stored", (long) ARTICLES);
            }
        }
    }

    private WireService.Running enrich(RunningWire wire, String name) {
        Map<String, String> settings = new TreeMap<>(wire.settings());
        settings.put("enrich.state.dir", state.resolve(name).toString());
        settings.put("enrich.http.port", Integer.toString(Ports.anyFree()));
        settings.put("enrich.threads", "1");
        return Services.ENRICH.starter().start(settings);
    }

    private static void awaitReady(WireService.Running enrich) {
        await(enrich.uri() + " is ready")
                .atMost(LIMIT)
                .until(() -> WireClient.isReady(enrich.uri()));
    }

    private static List<String> push(RunningWire wire, Instant until) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < ARTICLES; i++) {
            WireClient.Answer pushed =
                    wire.client()
                            .pushJson(
                                    SOURCE,
                                    """
                                    {"externalId":"item-%d","title":"Nordhavn Bank, part %d",
                                     "body":"Ingrid Solheim of Nordhavn Bank said %d in Oslo.",
                                     "language":"en","publishingStatus":"withheld",
                                     "embargoedUntil":"%s"}
                                    """
                                            .formatted(i, i, i, until));
            assertThat(pushed.status()).as(pushed.whole().body()).isEqualTo(202);
            ids.add(pushed.json().required("id").asText());
        }
        return ids;
    }

    /** Anywhere downstream. */
    private static boolean isSeen(
            RunningWire wire,
            List<String> ids,
            TopicReader<EnrichedArticle> enriched,
            EventReader events) {
        return !released(enriched).isEmpty()
                || !events.events().isEmpty()
                || ids.stream().anyMatch(id -> isStored(wire, id));
    }

    private static boolean isStored(RunningWire wire, String id) {
        return wire.client().stored(id).status() == 200;
    }

    private static List<EnrichedArticle> released(TopicReader<EnrichedArticle> enriched) {
        return enriched.read().stream()
                .map(record -> record.value())
                .filter(article -> article.getSourceId().equals(SOURCE))
                .toList();
    }

    /** How many wait now, as the ledger counts. */
    private static long held(TopicReader<LedgerEntry> ledger) {
        return heldEntries(ledger).stream().mapToLong(LedgerEntry::getCount).sum();
    }

    private static Set<String> releasedBy(TopicReader<LedgerEntry> ledger) {
        return heldEntries(ledger).stream()
                .filter(entry -> entry.getCount() < 0)
                .map(LedgerEntry::getInstance)
                .collect(Collectors.toSet());
    }

    private static List<LedgerEntry> heldEntries(TopicReader<LedgerEntry> ledger) {
        return ledger.read().stream()
                .map(record -> record.value())
                .filter(entry -> entry.getSourceId().equals(SOURCE))
                .filter(entry -> entry.getOutcome() == LedgerOutcome.HELD)
                .toList();
    }
}
