package dev.wireroom.ingest.http;

import dev.wireroom.contract.ArrivalWay;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.Provenance;
import dev.wireroom.contract.Source;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Cancellation;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.format.detect.Documents;
import dev.wireroom.ingest.format.detect.ParsedItem;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final int maxArticles;
    private final IdempotentAnswers answers;
    private final InstantSource clock;
    private final PushMeters meters;
    private final AtomicInteger running = new AtomicInteger();

    /** Bounds of what is taken in. */
    public record Bounds(
            TextLimits text, long maxInFlightBytes, int maxArticlesPerSecond, PushConfig push) {

        public Bounds(TextLimits text, long maxInFlightBytes, int maxArticlesPerSecond) {
            this(text, maxInFlightBytes, maxArticlesPerSecond, PushConfig.defaults());
        }
    }

    /** A request's work, which ends in its answer. */
    private interface Work {
        PushAnswer run() throws IOException;
    }

    public PushEndpoint(
            WireGate gate,
            SourceCatalog catalog,
            Bounds bounds,
            InstantSource clock,
            MeterRegistry registry) {
        this.gate = gate;
        this.catalog = catalog;
        this.budget = new BodyBudget(bounds.maxInFlightBytes(), bounds.push().inflation());
        this.rates = new RateLimits(bounds.maxArticlesPerSecond(), clock);
        this.limits = bounds.text();
        this.maxArticles = bounds.push().maxArticles();
        this.answers =
                new IdempotentAnswers(
                        bounds.push().answersKept(), bounds.push().maxAnswerBytes(), clock);
        this.clock = clock;
        this.meters = new PushMeters(registry, budget::taken);
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
            Optional<String> mediaType = PushRequest.mediaType(exchange);
            Source source = PushRequest.source(exchange, catalog);
            rates.admit(source.getSourceId());
            Arrival bare = PushRequest.arrival(exchange, source, limits, clock.instant());
            Arrival arrival = mediaType.map(bare::as).orElse(bare);
            try (BodyBudget.Body body = budget.read(exchange)) {
                once(
                        exchange,
                        arrival,
                        () -> PushRequest.fingerprint("POST", arrival, body.bytes()),
                        () -> push(wire, arrival, body.bytes(), exchange.header("traceparent")));
            }
        } finally {
            running.decrementAndGet();
        }
    }

    private PushAnswer push(
            WireGate.Wire wire, Arrival arrival, byte[] content, Optional<String> trace) {
        Documents documents = Documents.in(content, arrival);
        if (documents.areBatch()) {
            arrival.externalId().ifPresent(PushEndpoint::refuseOneIdForMany);
            refuseTooMany(documents.count());
        }
        List<PendingItem> pending = new ArrayList<>();
        documents.parseEach(item -> send(wire, item, trace, pending));
        rates.count(arrival.sourceId(), pending.size());
        return await(pending, documents.areBatch());
    }

    private PushAnswer await(List<PendingItem> pending, boolean batch) {
        List<PushOutcome> outcomes = new ArrayList<>(pending.size());
        for (PendingItem item : pending) {
            PushOutcome outcome = item.await();
            meters.count(outcome);
            outcomes.add(outcome);
        }
        return new PushAnswer(outcomes, batch);
    }

    /**
     * Does the work and answers; where the request has an Idempotency-Key and repeats another, only
     * answers. An answer that sending again could better is not kept.
     */
    private void once(
            Exchange exchange,
            Arrival arrival,
            java.util.function.Supplier<String> fingerprinting,
            Work work)
            throws IOException {
        if (arrival.idempotencyKey().isEmpty()) {
            work.run().giveTo(exchange);
            return;
        }
        IdempotentAnswers.Key key =
                new IdempotentAnswers.Key(
                        exchange.caller().name(),
                        arrival.sourceId(),
                        arrival.idempotencyKey().get());
        String fingerprint = fingerprinting.get();
        Answer answer;
        try (IdempotentAnswers.Claim claim = answers.claim(key, fingerprint)) {
            Optional<Answer> before = answers.find(key, fingerprint);
            if (before.isPresent()) {
                exchange.set("Idempotency-Replayed", "true");
                answer = before.get();
            } else {
                answer = work.run().inMemory();
                if (answer.isFinal()) {
                    claim.answered(answer);
                }
            }
        }
        answer.giveTo(exchange);
    }

    private void refuseTooMany(int articles) {
        if (articles > maxArticles) {
            throw Problem.of(
                            413,
                            "too-many-articles",
                            "Too many articles",
                            "The request has %d articles; at most %d are taken at once."
                                    .formatted(articles, maxArticles))
                    .withFix("split it into several requests")
                    .with("maxArticles", maxArticles)
                    .toException();
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
    void withdraw(Exchange exchange) throws IOException {
        running.incrementAndGet();
        try {
            WireGate.Wire wire = gate.enter();
            Source source = PushRequest.source(exchange, catalog);
            Arrival arrival = PushRequest.arrival(exchange, source, limits, clock.instant());
            Optional<String> url = exchange.query("url");
            once(
                    exchange,
                    arrival,
                    () ->
                            PushRequest.fingerprint(
                                    "DELETE",
                                    arrival,
                                    url.orElse("").getBytes(StandardCharsets.UTF_8)),
                    () -> {
                        List<PendingItem> pending = new ArrayList<>();
                        ParsedItem cancellation = new ParsedItem(1, Cancellation.of(arrival, url));
                        send(wire, cancellation, exchange.header("traceparent"), pending);
                        return await(pending, false);
                    });
        } finally {
            running.decrementAndGet();
        }
    }

    private static void send(
            WireGate.Wire wire,
            ParsedItem item,
            Optional<String> trace,
            List<PendingItem> pending) {
        switch (item.result()) {
            case ParseResult.Refused refused ->
                    pending.add(PendingItem.refused(item.number(), refused));
            case ParseResult.Parsed parsed -> {
                for (Article article : parsed.toldByFirst().articles()) {
                    article.setProvenance(pushed(article));
                    pending.add(
                            PendingItem.sent(
                                    item.number(),
                                    article,
                                    wire.articles().append(article, trace)));
                }
            }
        }
    }

    private static Provenance pushed(Article article) {
        boolean own = article.getExternalIdKind() == ExternalIdKind.PUBLISHER;
        return new Provenance(
                article.getSourceId(),
                ArrivalWay.PUSH,
                null,
                own ? article.getExternalId() : null,
                article.getReceivedAt());
    }
}
