package dev.wireroom.ingest.http;

import dev.wireroom.ingest.wire.ArticleLog;
import dev.wireroom.ingest.wire.SourceStore;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.Problem;
import dev.wireroom.service.http.ProblemException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Stands between requests and the wire: shut until the wire is ready, shut again while Kafka is
 * away and when the service ends. A request at a shut gate is answered 503. Thread-safe.
 */
public final class WireGate {

    /** Long enough for an outage to be over, short enough for no one to give up. */
    static final String RETRY_AFTER_SECONDS = "2";

    /** What lies behind the gate. */
    public record Wire(ArticleLog articles, SourceStore sources) {}

    private final Health health;
    private volatile Optional<Wire> wire = Optional.empty();

    public WireGate(Health health) {
        this.health = health;
    }

    public void open(Wire opened) {
        wire = Optional.of(opened);
    }

    public void shut() {
        wire = Optional.empty();
    }

    /** The wire; empty while the gate is shut or something that is needed is away. */
    public Optional<Wire> opened() {
        return health.ready() ? wire : Optional.empty();
    }

    /** The wire, or the 503 that names what is missing. */
    Wire enter() {
        Optional<Wire> open = opened();
        if (open.isPresent()) {
            return open.get();
        }
        String missing =
                health.states().stream()
                        .filter(state -> !state.ready())
                        .map(state -> "%s (%s)".formatted(state.name(), state.detail()))
                        .collect(Collectors.joining(", "));
        throw unavailable(
                missing.isEmpty()
                        ? "The service is starting or ending."
                        : "Nothing can be taken now, for want of: %s.".formatted(missing));
    }

    static ProblemException unavailable(String detail) {
        return Problem.of(503, "unavailable", "Not available now", detail)
                .withFix("send it again later; sending the same article twice does no harm")
                .toException()
                .header("Retry-After", RETRY_AFTER_SECONDS);
    }
}
