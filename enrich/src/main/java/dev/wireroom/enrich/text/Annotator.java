package dev.wireroom.enrich.text;

/**
 * Analyses articles. Safe for use by many threads at once; close it only when no thread is inside.
 */
public interface Annotator extends AutoCloseable {

    /**
     * Analyses one article. Equal documents give equal annotations, whatever was analysed before,
     * on whichever thread. Work is bounded by the configured text cap; any text is accepted,
     * however broken.
     *
     * @throws IndexOutOfBoundsException when a target lies outside its field
     */
    Annotation annotate(TextDocument document);

    /** Which model and which pipeline every annotation of this annotator comes from. */
    Provenance provenance();

    /** What the per-sentence cache has done since the start. */
    CacheStatistics cacheStatistics();

    /** Frees the native model. */
    @Override
    void close();
}
