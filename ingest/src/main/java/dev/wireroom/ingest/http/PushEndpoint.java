package dev.wireroom.ingest.http;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Source;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Cancellation;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import dev.wireroom.ingest.format.detect.ParsedItem;
import dev.wireroom.ingest.wire.Receipt;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Json;
import dev.wireroom.service.http.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes articles in and withdraws them. Every article of a request is on its way to Kafka before
 * the first answer is awaited; nothing is answered 202 before Kafka has it safe. Thread-safe.
 */
public final class PushEndpoint {

    private final WireGate gate;
    private final SourceCatalog catalog;
    private final BodyBudget budget;
    private final RateLimits rates;
    private final TextLimits limits;
    private final InstantSource clock;
    private final PushMeters meters;
    private final AtomicInteger running = new AtomicInteger();

    /** Bounds of what is taken in. */
    public record Bounds(TextLimits text, long maxInFlightBytes, int maxArticlesPerSecond) {}

    public PushEndpoint(
            WireGate gate,
            SourceCatalog catalog,
            Bounds bounds,
            InstantSource clock,
            MeterRegistry registry) {
        this.gate = gate;
        this.catalog = catalog;
        this.budget = new BodyBudget(bounds.maxInFlightBytes());
        this.rates = new RateLimits(bounds.maxArticlesPerSecond(), clock);
        this.limits = bounds.text();
        this.clock = clock;
        this.meters = new PushMeters(registry);
    }

    /** Requests being worked on. */
    public int running() {
        return running.get();
    }

    /** POST /v1/articles. */
    void push(Exchange exchange) throws IOException {
        running.incrementAndGet();
        try {
            WireGate.Wire wire = gate.enter();
            String mediaType = PushRequest.mediaType(exchange);
            Source source = PushRequest.source(exchange, catalog);
            rates.admit(source.getSourceId());
            Arrival arrival =
                    PushRequest.arrival(exchange, source, limits, clock.instant()).as(mediaType);
            try (BodyBudget.Body body = budget.read(exchange)) {
                push(exchange, wire, arrival, body.bytes());
            }
        } finally {
            running.decrementAndGet();
        }
    }

    private void push(Exchange exchange, WireGate.Wire wire, Arrival arrival, byte[] content)
            throws IOException {
        boolean batch = ArticleFormats.isBatch(content, arrival);
        if (batch) {
            arrival.externalId().ifPresent(PushEndpoint::refuseOneIdForMany);
        }
        Optional<String> trace = exchange.header("traceparent");
        List<PendingItem> pending = new ArrayList<>();
        ArticleFormats.parseEach(content, arrival, item -> pending.addAll(send(wire, item, trace)));
        rates.count(arrival.sourceId(), pending.size());
        List<PushOutcome> outcomes = pending.stream().map(PendingItem::await).toList();
        outcomes.forEach(meters::count);
        if (batch || outcomes.size() != 1) {
            answerEach(exchange, outcomes);
        } else {
            answer(exchange, outcomes.get(0));
        }
    }

    private static void refuseOneIdForMany(String externalId) {
        throw Problem.of(
                        400,
                        "external-id-of-many",
                        "One id for several articles",
                        "externalId in the address is for one article; the body is a batch.")
                .withField("externalId")
                .withValue(externalId)
                .withFix("give each article its own id in the body")
                .toException();
    }

    /** DELETE /v1/articles. */
    void withdraw(Exchange exchange) {
        running.incrementAndGet();
        try {
            WireGate.Wire wire = gate.enter();
            Source source = PushRequest.source(exchange, catalog);
            Arrival arrival = PushRequest.arrival(exchange, source, limits, clock.instant());
            ParseResult cancellation = Cancellation.of(arrival, exchange.query("url"));
            PushOutcome outcome =
                    send(wire, new ParsedItem(1, cancellation), exchange.header("traceparent"))
                            .get(0)
                            .await();
            meters.count(outcome);
            answer(exchange, outcome);
        } finally {
            running.decrementAndGet();
        }
    }

    private static List<PendingItem> send(
            WireGate.Wire wire, ParsedItem item, Optional<String> trace) {
        return switch (item.result()) {
            case ParseResult.Refused refused ->
                    List.of(PendingItem.refused(item.number(), refused));
            case ParseResult.Parsed parsed ->
                    parsed.articles().stream()
                            .map(article -> send(wire, item.number(), article, trace))
                            .toList();
        };
    }

    private static PendingItem send(
            WireGate.Wire wire, int number, Article article, Optional<String> trace) {
        CompletableFuture<Receipt> receipt = wire.articles().append(article, trace);
        return PendingItem.sent(number, article, receipt);
    }

    private static void answer(Exchange exchange, PushOutcome outcome) {
        switch (outcome) {
            case PushOutcome.Accepted accepted -> exchange.reply(202, accepted.json());
            case PushOutcome.Refused refused -> throw refused.exception();
        }
    }

    private static void answerEach(Exchange exchange, List<PushOutcome> outcomes)
            throws IOException {
        if (outcomes.isEmpty()) {
            throw Problem.of(422, "empty-document", "Nothing sent", "The body has no article.")
                    .withFix("send one article a line")
                    .toException();
        }
        int status = PushOutcome.overallStatus(outcomes);
        if (outcomes.stream().anyMatch(outcome -> outcome.status() == 503)) {
            exchange.set("Retry-After", WireGate.RETRY_AFTER_SECONDS);
        }
        try (OutputStream out = exchange.stream(status, ArticleFormats.NDJSON)) {
            for (PushOutcome outcome : outcomes) {
                out.write(Json.bytes(outcome.line()));
                out.write('\n');
            }
        }
    }
}
