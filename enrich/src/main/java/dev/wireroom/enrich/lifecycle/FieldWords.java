package dev.wireroom.enrich.lifecycle;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.FieldChange;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.PublishingStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of one field of a revision, kept to say what the next one changes.
 *
 * @param field name of the field in Article
 * @param fingerprint hash over the words in order, to notice that they were only moved
 */
public record FieldWords(String field, long fingerprint, WordBag words) {

    /** The fields of an article that are not empty, as it is published, in the contract's order. */
    static List<FieldWords> of(Article article) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        texts.put("publishingStatus", published(article.getPublishingStatus()).name());
        texts.put("editorialSignal", article.getEditorialSignal().name());
        texts.put("embargoedUntil", text(article.getEmbargoedUntil()));
        texts.put("firstPublished", text(instant(article.getFirstPublished())));
        texts.put("title", article.getTitle());
        texts.put("body", article.getBody());
        texts.put("summary", article.getSummary());
        texts.put("byline", article.getByline());
        texts.put("authors", String.join(" ", article.getAuthors()));
        texts.put("dateline", article.getDateline());
        texts.put("slugline", article.getSlugline());
        texts.put("editorialNote", article.getEditorialNote());
        texts.put("language", article.getLanguage());
        texts.put("url", article.getUrl());
        texts.put("copyrightHolder", article.getCopyrightHolder());
        texts.put("copyrightNotice", article.getCopyrightNotice());
        texts.put("usageTerms", article.getUsageTerms());
        texts.put("urgency", text(article.getUrgency()));
        texts.put("genres", String.join(" ", article.getGenres()));
        texts.put("keywords", String.join(" ", article.getKeywords()));
        texts.put("subjects", names(article.getSubjects()));
        texts.put("media", links(article.getMedia()));
        List<FieldWords> fields = new ArrayList<>();
        texts.forEach(
                (field, text) -> {
                    if (text != null && !text.isBlank()) {
                        fields.add(of(field, text));
                    }
                });
        return fields;
    }

    private static FieldWords of(String field, String text) {
        long fingerprint = 0;
        for (String word : text.strip().split("\\s+", -1)) {
            fingerprint = fingerprint * 0x5851f42d4c957f2dL + word.hashCode() + 1;
        }
        return new FieldWords(field, fingerprint, WordBag.of(text));
    }

    /** What differs, field by field; a field whose words only moved counts as 0 and 0. */
    static List<FieldChange> changes(List<FieldWords> before, List<FieldWords> after) {
        Map<String, FieldWords> earlier = byName(before);
        Map<String, FieldWords> later = byName(after);
        Map<String, FieldWords> all = new LinkedHashMap<>(later);
        earlier.forEach(all::putIfAbsent);
        List<FieldChange> changes = new ArrayList<>();
        for (String field : all.keySet()) {
            FieldWords was = earlier.get(field);
            FieldWords is = later.get(field);
            if (was == null || is == null || was.fingerprint != is.fingerprint) {
                WordBag old = was == null ? WordBag.of("") : was.words;
                WordBag now = is == null ? WordBag.of("") : is.words;
                changes.add(new FieldChange(field, now.minus(old), old.minus(now)));
            }
        }
        return changes;
    }

    private static Map<String, FieldWords> byName(List<FieldWords> fields) {
        return fields.stream()
                .collect(
                        Collectors.toMap(
                                FieldWords::field,
                                f -> f,
                                (first, second) -> first,
                                LinkedHashMap::new));
    }

    /** What is published is withheld no more. */
    private static PublishingStatus published(PublishingStatus status) {
        return status == PublishingStatus.WITHHELD ? PublishingStatus.USABLE : status;
    }

    private static @Nullable Instant instant(@Nullable NewsTime time) {
        return time == null ? null : time.getInstant();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static String names(List<Concept> concepts) {
        return concepts.stream()
                .flatMap(c -> Stream.of(c.getCode(), c.getName(), c.getScheme(), c.getRole()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private static String links(List<MediaLink> media) {
        return media.stream()
                .map(m -> m.getCaption() == null ? m.getUrl() : m.getUrl() + " " + m.getCaption())
                .collect(Collectors.joining(" "));
    }
}
