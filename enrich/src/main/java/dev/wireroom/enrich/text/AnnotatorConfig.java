package dev.wireroom.enrich.text;

/**
 * Settings of an {@link Annotator}.
 *
 * @param intraOpThreads threads that one call may use inside the model; 1 is best where several
 *     threads annotate
 * @param maxChars cap on analysed text, in UTF-16 code units of title and body together; a text of
 *     many more wordpieces than prose has is cut earlier, and says where
 * @param cacheChars how many code units of sentences the cache may hold keys for; 0 switches the
 *     cache off
 */
public record AnnotatorConfig(Model model, int intraOpThreads, int maxChars, long cacheChars) {
    /** About 16,000 words: a few seconds on one slow core, far inside a transaction's ten. */
    public static final int DEFAULT_MAX_CHARS = 100_000;

    /** About 60,000 sentences. */
    public static final long DEFAULT_CACHE_CHARS = 8_000_000;

    public AnnotatorConfig {
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException(
                    "intraOpThreads must be at least 1: " + intraOpThreads);
        }
        if (maxChars < 1) {
            throw new IllegalArgumentException("maxChars must be at least 1: " + maxChars);
        }
        if (cacheChars < 0) {
            throw new IllegalArgumentException("cacheChars must not be negative: " + cacheChars);
        }
    }

    /** One thread a call, the default caps. */
    public static AnnotatorConfig of(Model model) {
        return new AnnotatorConfig(model, 1, DEFAULT_MAX_CHARS, DEFAULT_CACHE_CHARS);
    }

    /** The same with another model. */
    public AnnotatorConfig withModel(Model other) {
        return new AnnotatorConfig(other, intraOpThreads, maxChars, cacheChars);
    }

    /** The same with another cache size. */
    public AnnotatorConfig withCacheChars(long chars) {
        return new AnnotatorConfig(model, intraOpThreads, maxChars, chars);
    }

    /** The same with another text cap. */
    public AnnotatorConfig withMaxChars(int chars) {
        return new AnnotatorConfig(model, intraOpThreads, chars, cacheChars);
    }
}
