package dev.wireroom.schema;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two arrivals carry the same revision. The hash covers what a reader or an editor
 * would call the content and its standing (status, embargo, signal); it leaves out what differs
 * between two deliveries of the same thing: when it was received, over which format, the
 * publisher's version counter and the parser's warnings.
 */
public final class ContentHash {

    private ContentHash() {}

    /**
     * Hashes the content of an article: 64 lower-case hex digits. Runs of white space count as one
     * space.
     */
    public static String of(Article article) {
        Sha256 hash = Sha256.start();
        add(hash, article.getPublishingStatus().name());
        add(hash, article.getEditorialSignal().name());
        add(
                hash,
                article.getEmbargoedUntil() == null
                        ? null
                        : article.getEmbargoedUntil().toString());
        add(hash, article.getTitle());
        add(hash, article.getBody());
        add(hash, article.getSummary());
        add(hash, article.getByline());
        addAll(hash, article.getAuthors());
        add(hash, article.getDateline());
        add(hash, article.getLanguage());
        addIfGiven(hash, "slugline", article.getSlugline());
        addIfGiven(hash, "editorialNote", article.getEditorialNote());
        add(hash, article.getUrl());
        add(hash, article.getCopyrightHolder());
        add(hash, article.getCopyrightNotice());
        add(hash, article.getUsageTerms());
        add(hash, article.getUrgency() == null ? null : article.getUrgency().toString());
        add(hash, instant(article.getFirstPublished()));
        addAll(hash, article.getGenres());
        addAll(hash, article.getKeywords());
        for (Concept concept : article.getSubjects()) {
            add(hash, concept.getName());
            add(hash, concept.getCode());
            add(hash, concept.getScheme());
            add(hash, concept.getRole());
        }
        hash.separator();
        for (MediaLink media : article.getMedia()) {
            add(hash, media.getUrl());
            add(hash, media.getCaption());
        }
        return hash.hex();
    }

    private static void addAll(Sha256 hash, List<String> values) {
        values.forEach(value -> add(hash, value));
        hash.separator();
    }

    private static void add(Sha256 hash, @Nullable String value) {
        if (value != null) {
            hash.collapsedText(value.strip());
        }
        hash.separator();
    }

    /** For fields that came later: absent, they leave the hash as it was before there were any. */
    private static void addIfGiven(Sha256 hash, String name, @Nullable String value) {
        if (value != null) {
            hash.text(name);
            add(hash, value);
        }
    }

    private static @Nullable String instant(@Nullable NewsTime time) {
        return time == null ? null : time.getInstant().toString();
    }
}
