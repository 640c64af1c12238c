package dev.wireroom.deliver.stream;

import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.SentimentLabel;
import dev.wireroom.service.http.EventStream;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * {@code GET /v1/stream}: Server-Sent Events of what enrich publishes. A subscriber first joins the
 * live feed, then catches up from its cursor to where the feed stood on a reader of its own, then
 * drains the feed; so nothing is skipped, and order holds per article. Delivery is at least once.
 */
public final class StreamRoute {

    private static final Duration CATCH_UP_POLL = Duration.ofMillis(200);

    private final LiveFeed feed;
    private final Duration heartbeat;

    public StreamRoute(LiveFeed feed, Duration heartbeat) {
        this.feed = feed;
        this.heartbeat = heartbeat;
    }

    /** Serves one subscriber until it leaves, falls too far behind or the service closes. */
    public void handle(Exchange exchange) throws InterruptedException {
        StreamFilter filter = filter(exchange);
        Start start = start(exchange);
        Replays replays = replays(exchange);
        Subscription joined = feed.join(replays.wantedLive()).orElseThrow(StreamRoute::notReady);
        try (Subscription subscription = joined;
                EventStream events = exchange.events()) {
            Reader reader = new Reader(events, filter, subscription.start());
            if (reader.greet()
                    && (start instanceof FromNow
                            || catchUp(start, replays.wantedFrom(start), subscription, reader))) {
                follow(subscription, reader);
            }
        }
    }

    private boolean catchUp(
            Start start, Predicate<StreamEvent> wanted, Subscription subscription, Reader reader) {
        try (EnrichedReader log = feed.openReader()) {
            StreamCursor from =
                    switch (start) {
                        case FromCursor resume -> resume.cursor();
                        case FromTime since -> log.at(since.time());
                        case FromBeginning all -> log.beginning();
                        case FromNow now -> subscription.start();
                    };
            reader.moveTo(log.seek(from));
            StreamCursor goal = subscription.start();
            AtomicBoolean here = new AtomicBoolean(true);
            while (here.get() && !log.hasReached(goal)) {
                log.poll(
                        CATCH_UP_POLL,
                        event -> {
                            if (here.get()
                                    && event.offset() < goal.next(event.partition())
                                    && wanted.test(event)) {
                                here.set(reader.deliver(event));
                            }
                        });
            }
            return here.get();
        }
    }

    private void follow(Subscription subscription, Reader reader) throws InterruptedException {
        while (true) {
            StreamEvent event = subscription.next(heartbeat);
            if (event != null) {
                if (!reader.deliver(event)) {
                    return;
                }
            } else if (subscription.overrun()) {
                reader.tellOverrun();
                return;
            } else if (!reader.beat()) {
                return;
            }
        }
    }

    /** Whether a subscriber wants what an operator had sent again. */
    private enum Replays {
        LEFT_OUT,
        WANTED;

        Predicate<StreamEvent> wantedLive() {
            return this == WANTED ? event -> true : event -> !event.replayed();
        }

        /**
         * From the beginning all are wanted: compaction may have left nothing of an article but
         * what was replayed.
         */
        Predicate<StreamEvent> wantedFrom(Start start) {
            return start instanceof FromBeginning ? event -> true : wantedLive();
        }
    }

    private static Replays replays(Exchange exchange) {
        String value = exchange.query("replays").orElse("false");
        return switch (value) {
            case "true" -> Replays.WANTED;
            case "false" -> Replays.LEFT_OUT;
            default -> throw badParameter("replays", value, "use true or false");
        };
    }

    /** Where a subscriber wants to begin. */
    private sealed interface Start {}

    private record FromNow() implements Start {}

    private record FromBeginning() implements Start {}

    private record FromCursor(StreamCursor cursor) implements Start {}

    private record FromTime(Instant time) implements Start {}

    private static Start start(Exchange exchange) {
        Optional<String> lastEventId =
                exchange.header("Last-Event-ID")
                        .filter(id -> !id.isBlank())
                        .or(() -> exchange.query("after"));
        if (lastEventId.isPresent()) {
            try {
                return new FromCursor(StreamCursor.parse(lastEventId.get()));
            } catch (IllegalArgumentException e) {
                throw badParameter(
                        "Last-Event-ID",
                        lastEventId.get(),
                        "send back the id of the last event you have seen, unchanged");
            }
        }
        String from = exchange.query("from").orElse("now");
        return switch (from) {
            case "now" -> new FromNow();
            case "beginning" -> new FromBeginning();
            default -> {
                try {
                    yield new FromTime(Instant.parse(from));
                } catch (DateTimeParseException e) {
                    throw badParameter(
                            "from",
                            from,
                            "use now, beginning or a time such as 2026-11-23T10:00:00Z");
                }
            }
        };
    }

    private static StreamFilter filter(Exchange exchange) {
        return new StreamFilter(
                exchange.query("source"),
                exchange.query("language"),
                exchange.query("entity"),
                exchange.query("type").map(value -> oneOf("type", value, EntityType.values())),
                exchange.query("sentiment")
                        .map(value -> oneOf("sentiment", value, SentimentLabel.values())));
    }

    private static <E extends Enum<E>> E oneOf(String parameter, String value, E[] known) {
        return Arrays.stream(known)
                .filter(candidate -> candidate.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(
                        () ->
                                badParameter(
                                        parameter,
                                        value,
                                        "use one of "
                                                + Arrays.toString(known).toLowerCase(Locale.ROOT)));
    }

    private static RuntimeException badParameter(String name, String value, String fix) {
        return Problem.of(
                        400,
                        "invalid-parameter",
                        "Invalid parameter",
                        name + " can't be understood.")
                .withField(name)
                .withValue(value)
                .withFix(fix)
                .toException();
    }

    private static RuntimeException notReady() {
        return Problem.of(503, "not-ready", "Not ready", "The live feed has not reached Kafka yet.")
                .withFix("try again; /readyz says what is missing")
                .toException()
                .header("Retry-After", "2");
    }

    /** The subscriber's end: keeps its cursor, filters, writes. */
    private static final class Reader {
        private final EventStream events;
        private final StreamFilter filter;
        private StreamCursor cursor;

        private Reader(EventStream events, StreamFilter filter, StreamCursor start) {
            this.events = events;
            this.filter = filter;
            this.cursor = start;
        }

        /** A first byte, so that the subscriber knows at once that it is connected. */
        private boolean greet() {
            return events.comment("wireroom");
        }

        private void moveTo(StreamCursor position) {
            cursor = position;
        }

        private boolean deliver(StreamEvent event) {
            cursor = cursor.after(event.partition(), event.offset());
            return !filter.test(event.article())
                    || events.send(cursor.toString(), event.name(), event.data());
        }

        private boolean beat() {
            return events.comment("beat");
        }

        private void tellOverrun() {
            events.send(
                    cursor.toString(),
                    "overrun",
                    "{\"detail\":\"You read slower than news arrives. Connect again with"
                            + " Last-Event-ID to go on where you stopped; nothing is lost.\"}");
        }
    }
}
