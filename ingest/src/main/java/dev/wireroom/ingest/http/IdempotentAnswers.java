package dev.wireroom.ingest.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wireroom.service.http.Problem;
import dev.wireroom.service.http.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Answers to requests with an Idempotency-Key, given again to whoever repeats the request, as
 * draft-ietf-httpapi-idempotency-key-header asks. Bounded in time and bytes, and in the memory of
 * one instance: a repetition that reaches another one, or comes too late, is worked on again, which
 * the articles' identity makes harmless. Thread-safe.
 */
final class IdempotentAnswers {

    /**
     * Whose key it is: two callers, or two sources, may use the same.
     *
     * @param caller name of the API key
     */
    record Key(String caller, String sourceId, String key) {}

    private record Kept(String fingerprint, Answer answer) {}

    private final Cache<Key, Kept> answers;
    private final Map<Key, String> running = new ConcurrentHashMap<>();

    IdempotentAnswers(Duration window, long maxBytes, InstantSource clock) {
        this.answers =
                Caffeine.newBuilder()
                        .expireAfterWrite(window)
                        .maximumWeight(maxBytes)
                        .weigher((Key key, Kept kept) -> kept.answer().weight())
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .executor(Runnable::run)
                        .build();
    }

    /** A key whose request is being worked on; closing it without an answer frees the key. */
    final class Claim implements AutoCloseable {
        private final Key key;
        private final String fingerprint;

        private Claim(Key key, String fingerprint) {
            this.key = key;
            this.fingerprint = fingerprint;
        }

        /** Keeps the answer for repetitions. */
        void answered(Answer answer) {
            answers.put(key, new Kept(fingerprint, answer));
        }

        @Override
        public void close() {
            running.remove(key);
        }
    }

    /**
     * The answer that a request of this key got before; empty where there is none. Throws the 422
     * where the key was used for something else.
     */
    Optional<Answer> find(Key key, String fingerprint) {
        Kept kept = answers.getIfPresent(key);
        if (kept == null) {
            return Optional.empty();
        }
        requireSame(key, kept.fingerprint(), fingerprint);
        return Optional.of(kept.answer());
    }

    /** Takes a key for one request; throws the 409 while another one of it is worked on. */
    Claim claim(Key key, String fingerprint) {
        String other = running.putIfAbsent(key, fingerprint);
        if (other != null) {
            requireSame(key, other, fingerprint);
            throw problem(
                            409,
                            "idempotency-key-in-use",
                            "A request with this Idempotency-Key is still being worked on.",
                            key,
                            "send it again a little later")
                    .header("Retry-After", "1");
        }
        return new Claim(key, fingerprint);
    }

    private static void requireSame(Key key, String first, String now) {
        if (!first.equals(now)) {
            throw problem(
                    422,
                    "idempotency-key-reused",
                    "This Idempotency-Key came with another request before.",
                    key,
                    "use a new key for a new request, and the same only to repeat one");
        }
    }

    private static ProblemException problem(
            int status, String code, String detail, Key key, String fix) {
        return Problem.of(status, code, "Idempotency-Key not usable", detail)
                .withField("Idempotency-Key")
                .withValue(key.key())
                .withFix(fix)
                .toException();
    }
}
