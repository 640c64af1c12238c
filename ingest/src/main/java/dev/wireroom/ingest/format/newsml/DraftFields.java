package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ArticleDraft;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.NewsTimes;
import dev.wireroom.ingest.format.json.WireroomJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One article being filled from any of IPTC's XML formats: reads the values that they share, warns
 * of those that are none, and lets what was read first stand, so that an envelope wins over the
 * content in it. Not thread-safe; one per article.
 */
final class DraftFields {

    private static final int MAX_URGENCY = 9;

    /** IPTC's words and those that wires use for them. */
    private static final Map<String, PublishingStatus> STATUSES =
            Map.ofEntries(
                    Map.entry("usable", PublishingStatus.USABLE),
                    Map.entry("withheld", PublishingStatus.WITHHELD),
                    Map.entry("embargoed", PublishingStatus.WITHHELD),
                    Map.entry("canceled", PublishingStatus.CANCELED),
                    Map.entry("cancelled", PublishingStatus.CANCELED),
                    Map.entry("killed", PublishingStatus.CANCELED),
                    Map.entry("deleted", PublishingStatus.CANCELED));

    private final ArticleDraft draft;
    private final Article article;
    private final Arrival arrival;
    private final Findings findings;
    private final Set<String> authors = new LinkedHashSet<>();
    private final Set<String> keywords = new LinkedHashSet<>();
    private final Set<String> genres = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<Concept> subjects = new ArrayList<>();
    private final List<MediaLink> media = new ArrayList<>();

    DraftFields(Arrival arrival, String format, Findings findings) {
        this.draft = new ArticleDraft(arrival, format, findings);
        this.article = draft.article();
        this.arrival = arrival;
        this.findings = findings;
    }

    Article article() {
        return article;
    }

    Findings findings() {
        return findings;
    }

    void status(String word, String field) {
        PublishingStatus status = STATUSES.get(word.toLowerCase(Locale.ROOT));
        if (status == null) {
            withhold(
                    "unknown-status",
                    field,
                    "'%s' is no publishing status that is known".formatted(Findings.excerpt(word)));
        } else {
            article.setPublishingStatus(status);
        }
    }

    /** Not to be published on a guess. A cancellation stays one. */
    void withhold(String code, String field, String why) {
        if (article.getPublishingStatus() != PublishingStatus.CANCELED) {
            article.setPublishingStatus(PublishingStatus.WITHHELD);
        }
        findings.warn(code, field, why + "; the item is withheld until a version says otherwise");
    }

    /** An embargo that can't be read withholds the item. */
    void embargo(String text, String field) {
        Optional<NewsTime> until = NewsTimes.parse(text);
        if (until.isPresent()) {
            draft.embargo(until.get(), field);
        } else {
            withhold(
                    "invalid-date",
                    field,
                    "'%s' is not a date or time".formatted(Findings.excerpt(text)));
        }
    }

    /** A date that is none is a warning: its item is news all the same. */
    @Nullable NewsTime time(Optional<String> text, String field) {
        Optional<NewsTime> time = text.flatMap(NewsTimes::parse);
        if (text.isPresent() && time.isEmpty()) {
            findings.warn(
                    "invalid-date",
                    field,
                    "'%s' is not a date or time; it was left out"
                            .formatted(Findings.excerpt(text.get())));
        }
        return time.orElse(null);
    }

    void urgency(Optional<String> text, String field) {
        if (text.isEmpty() || article.getUrgency() != null) {
            return;
        }
        String digits = text.get();
        if (digits.length() == 1
                && digits.charAt(0) > '0'
                && digits.charAt(0) <= '0' + MAX_URGENCY) {
            article.setUrgency(digits.charAt(0) - '0');
        } else {
            findings.warn(
                    "invalid-urgency",
                    field,
                    "'%s' is not a whole number from 1 to 9; it was left out"
                            .formatted(Findings.excerpt(digits)));
        }
    }

    void language(Optional<String> text, String field) {
        if (text.isEmpty() || article.getLanguage() != null) {
            return;
        }
        Optional<String> tag = WireroomJson.languageTag(text.get().replace('_', '-'));
        if (tag.isPresent()) {
            article.setLanguage(tag.get());
        } else {
            findings.warn(
                    "invalid-language",
                    field,
                    "'%s' is not a BCP 47 tag; it was left out"
                            .formatted(Findings.excerpt(text.get())));
        }
    }

    /** A correction outranks an update. */
    void signal(EditorialSignal signal) {
        if (article.getEditorialSignal() != EditorialSignal.CORRECTION
                && signal != EditorialSignal.NONE) {
            article.setEditorialSignal(signal);
        }
    }

    void title(Optional<String> title) {
        if (article.getTitle() == null) {
            article.setTitle(title.orElse(null));
        }
    }

    void byline(Optional<String> byline) {
        if (article.getByline() == null) {
            article.setByline(byline.orElse(null));
        }
    }

    void dateline(Optional<String> dateline) {
        if (article.getDateline() == null) {
            article.setDateline(dateline.orElse(null));
        }
    }

    void summary(Optional<String> summary) {
        if (article.getSummary() == null) {
            article.setSummary(summary.orElse(null));
        }
    }

    void slugline(Optional<String> slugline) {
        if (article.getSlugline() == null) {
            article.setSlugline(slugline.orElse(null));
        }
    }

    void copyright(Optional<String> holder, Optional<String> notice, Optional<String> terms) {
        if (article.getCopyrightHolder() == null) {
            article.setCopyrightHolder(holder.orElse(null));
        }
        if (article.getCopyrightNotice() == null) {
            article.setCopyrightNotice(notice.orElse(null));
        }
        if (article.getUsageTerms() == null) {
            article.setUsageTerms(terms.orElse(null));
        }
    }

    void author(String name) {
        authors.add(name);
    }

    void keyword(String keyword) {
        keywords.add(keyword);
    }

    void genre(String genre) {
        genres.add(genre);
    }

    void note(String note) {
        notes.add(note);
    }

    /** The same concept in the same role is listed once. */
    void subject(Concept concept) {
        if (!subjects.contains(concept)) {
            subjects.add(concept);
        }
    }

    void media(MediaLink link) {
        link.setUrl(resolved(link.getUrl()));
        if (media.stream().noneMatch(other -> other.getUrl().equals(link.getUrl()))) {
            media.add(link);
        }
    }

    private String resolved(String href) {
        if (arrival.location().isEmpty()) {
            return href;
        }
        try {
            URI uri = URI.create(href);
            return uri.isAbsolute() ? href : arrival.location().get().resolve(uri).toString();
        } catch (IllegalArgumentException e) {
            return href;
        }
    }

    /** Takes from a story what is not known yet. */
    void fill(Story story) {
        title(story.title());
        byline(story.byline());
        dateline(story.dateline());
        if (authors.isEmpty()) {
            story.authors().forEach(this::author);
        }
        story.note().ifPresent(this::note);
        copyright(Optional.empty(), Optional.empty(), story.rights());
        story.media().forEach(this::media);
        summary(story.summary());
        if (article.getBody() == null && !story.body().isEmpty()) {
            String body = Story.withoutTitle(story.body(), article.getTitle());
            article.setBody(body.isEmpty() ? null : body);
        }
    }

    /** Puts the lists into the article and hands it over to be finished. */
    ArticleDraft done() {
        article.setAuthors(List.copyOf(authors));
        article.setKeywords(List.copyOf(keywords));
        article.setGenres(List.copyOf(genres));
        article.setSubjects(List.copyOf(subjects));
        article.setMedia(List.copyOf(media));
        if (!notes.isEmpty()) {
            article.setEditorialNote(String.join("\n", notes));
        }
        boolean wordless =
                article.getTitle() == null
                        && article.getBody() == null
                        && article.getSummary() == null;
        if (wordless && article.getPublishingStatus() != PublishingStatus.CANCELED) {
            findings.warn("no-text", "", "The item has neither a headline nor a text");
        }
        return draft;
    }
}
