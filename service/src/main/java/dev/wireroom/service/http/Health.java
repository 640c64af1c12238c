package dev.wireroom.service.http;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * What a service needs and whether it has it: named parts, each ready or missing since a moment,
 * plus an irrecoverable failure that makes the service not live any more. Thread-safe.
 */
public final class Health {
    /** One part at one moment; {@code detail} says what is missing, empty when ready. */
    public record State(String name, boolean ready, String detail, Instant since) {}

    private final Clock clock;
    private final Map<String, Part> parts = new ConcurrentSkipListMap<>();
    private volatile Optional<String> failure = Optional.empty();

    public Health(Clock clock) {
        this.clock = clock;
    }

    public static Health create() {
        return new Health(Clock.systemUTC());
    }

    /** A part whose owner reports its state; missing ("starting") until it says otherwise. */
    public Part part(String name) {
        return parts.computeIfAbsent(name, key -> new Part(key, Optional::empty, false));
    }

    /**
     * A part that is asked at every {@code /readyz}.
     *
     * @param missing empty when ready, else what is missing; must answer at once and not throw
     */
    public Part check(String name, Supplier<Optional<String>> missing) {
        Part part = new Part(name, missing, true);
        parts.put(name, part);
        return part;
    }

    /**
     * Declares the service dead for good: {@code /healthz} answers 503 from now on, so that a
     * supervisor restarts it.
     */
    public void fail(String reason) {
        failure = Optional.of(reason);
    }

    /**
     * The same for an exception: by its message alone where that is one of our own sentences, which
     * an {@link IllegalStateException} carries.
     */
    public void fail(Throwable cause) {
        String message = cause.getMessage();
        fail(
                cause instanceof IllegalStateException && message != null
                        ? message
                        : cause.toString());
    }

    public Optional<String> failure() {
        return failure;
    }

    /** Every part's state, by name. */
    public List<State> states() {
        List<State> states = new ArrayList<>();
        parts.values().forEach(part -> states.add(part.state()));
        return states;
    }

    /** Whether nothing is missing. */
    public boolean ready() {
        return failure.isEmpty() && states().stream().allMatch(State::ready);
    }

    /** One thing the service needs; thread-safe. */
    public final class Part {
        private final Supplier<Optional<String>> missing;
        private final boolean asked;
        private State state;

        private Part(String name, Supplier<Optional<String>> missing, boolean asked) {
            this.missing = missing;
            this.asked = asked;
            this.state = new State(name, false, "starting", clock.instant());
        }

        public void up() {
            become(true, "");
        }

        /** Reports the part missing; {@code why} is for an operator to read. */
        public void down(String why) {
            become(false, why);
        }

        /**
         * Keeps the moment of the last change between ready and missing, not that of a changed
         * detail.
         */
        private synchronized void become(boolean ready, String detail) {
            Instant since = state.ready() == ready ? state.since() : clock.instant();
            state = new State(state.name(), ready, detail, since);
        }

        private State state() {
            if (asked) {
                missing.get().ifPresentOrElse(this::down, this::up);
            }
            synchronized (this) {
                return state;
            }
        }
    }
}
