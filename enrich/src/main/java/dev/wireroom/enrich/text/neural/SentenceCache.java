package dev.wireroom.enrich.text.neural;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wireroom.enrich.text.CacheStatistics;
import dev.wireroom.enrich.text.model.Encoder;
import dev.wireroom.enrich.text.token.Window;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the model said about sentences seen before, by their text, so that wire copy is not analysed
 * again for every subscriber of the wire. Holds tag probabilities and sentiments, never the
 * encoder's states, which are fifty times as large. Since a sentence's result depends on nothing
 * but its text, hits change no annotation. Bounded by the sentences' length; safe for use by many
 * threads.
 */
final class SentenceCache {
    private final @Nullable Cache<String, Remembered> cache;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /**
     * @param maxChars code units of keys held at most; 0 for no cache
     */
    SentenceCache(long maxChars) {
        cache =
                maxChars == 0
                        ? null
                        : Caffeine.newBuilder()
                                .maximumWeight(maxChars)
                                .weigher((String text, Remembered remembered) -> text.length())
                                .executor(Runnable::run)
                                .build();
    }

    /** One sentence's results. */
    static final class Remembered {
        private final float[] tags;
        private volatile @Nullable Toward sentiments;

        Remembered(float[] tags) {
            this.tags = tags;
        }

        /** Probabilities {@code [token * tags + tag]}; not to be changed. */
        float[] tags() {
            return tags;
        }

        /** Sentiment toward tokens {@code [from, to)}, or null when it was never asked for. */
        float @Nullable [] sentiment(int from, int to) {
            for (Toward known = sentiments; known != null; known = known.next) {
                if (known.from == from && known.to == to) {
                    return known.probabilities;
                }
            }
            return null;
        }

        synchronized void rememberSentiment(int from, int to, float[] probabilities) {
            if (sentiment(from, to) == null) {
                sentiments = new Toward(from, to, probabilities, sentiments);
            }
        }

        /** A sentence has a handful of targets: a chain of them takes a tenth of a map's memory. */
        private static final class Toward {
            private final int from;
            private final int to;
            private final float[] probabilities;
            private final @Nullable Toward next;

            Toward(int from, int to, float[] probabilities, @Nullable Toward next) {
                this.from = from;
                this.to = to;
                this.probabilities = probabilities;
                this.next = next;
            }
        }
    }

    /** What is known of a window, or null. */
    @Nullable Remembered find(Window window) {
        Remembered found = cache == null ? null : cache.getIfPresent(window.text());
        (found == null ? misses : hits).increment();
        return found;
    }

    /** Remembers what the encoder said. */
    Remembered remember(Window window, Encoder.Encoded encoded) {
        Remembered remembered = new Remembered(encoded.tags());
        if (cache != null) {
            cache.put(window.text(), remembered);
        }
        return remembered;
    }

    CacheStatistics statistics() {
        return new CacheStatistics(
                hits.sum(), misses.sum(), cache == null ? 0 : cache.estimatedSize());
    }
}
