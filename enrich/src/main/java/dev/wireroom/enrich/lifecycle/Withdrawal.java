package dev.wireroom.enrich.lifecycle;

import dev.wireroom.contract.Article;
import java.util.List;

/**
 * Takes the content out of a withdrawn article: ids, times, standing and the editorial note, its
 * reason, are all that stays.
 */
public final class Withdrawal {

    private Withdrawal() {}

    /** A copy without content. */
    public static Article emptied(Article article) {
        return Article.newBuilder(article)
                .setTitle(null)
                .setBody(null)
                .setSummary(null)
                .setByline(null)
                .setAuthors(List.of())
                .setDateline(null)
                .setSlugline(null)
                .setLanguage(null)
                .setUrl(null)
                .setCopyrightHolder(null)
                .setCopyrightNotice(null)
                .setUsageTerms(null)
                .setUrgency(null)
                .setGenres(List.of())
                .setKeywords(List.of())
                .setSubjects(List.of())
                .setMedia(List.of())
                .setUsagePreferences(List.of())
                .setFullTextLength(null)
                .setWarnings(List.of())
                .build();
    }
}
