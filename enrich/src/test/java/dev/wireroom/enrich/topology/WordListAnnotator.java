package dev.wireroom.enrich.topology;

import dev.wireroom.enrich.text.Analysis;
import dev.wireroom.enrich.text.Annotation;
import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.CacheStatistics;
import dev.wireroom.enrich.text.Entity;
import dev.wireroom.enrich.text.EntityType;
import dev.wireroom.enrich.text.Field;
import dev.wireroom.enrich.text.Language;
import dev.wireroom.enrich.text.Mention;
import dev.wireroom.enrich.text.Provenance;
import dev.wireroom.enrich.text.TextDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An annotator that knows Nairobi, and fails on texts that hold the word "unanalysable". */
final class WordListAnnotator implements Annotator {

    static final Provenance PROVENANCE =
            new Provenance("word-list", "1", "0".repeat(64), "word-list-1");
    static final String POISON = "unanalysable";

    private static final String KNOWN = "Nairobi";

    private final AtomicInteger calls = new AtomicInteger();

    int calls() {
        return calls.get();
    }

    @Override
    public Annotation annotate(TextDocument document) {
        calls.incrementAndGet();
        if (document.body().contains(POISON)) {
            throw new IllegalStateException("a word that can't be analysed");
        }
        List<Mention> mentions = new ArrayList<>();
        for (Field field : Field.values()) {
            int at = document.text(field).indexOf(KNOWN);
            if (at >= 0) {
                mentions.add(new Mention(field, at, at + KNOWN.length(), KNOWN, 1));
            }
        }
        List<Entity> entities =
                mentions.isEmpty()
                        ? List.of()
                        : List.of(
                                new Entity(
                                        "location:nairobi",
                                        null,
                                        KNOWN,
                                        EntityType.LOCATION,
                                        1,
                                        null,
                                        mentions));
        return new Annotation(
                document.id(),
                new Language("en", 1, Language.Source.DETECTED),
                new Analysis.Analysed(),
                null,
                entities,
                List.of(),
                PROVENANCE);
    }

    @Override
    public Provenance provenance() {
        return PROVENANCE;
    }

    @Override
    public CacheStatistics cacheStatistics() {
        return new CacheStatistics(0, 0, 0);
    }

    @Override
    public void close() {}
}
