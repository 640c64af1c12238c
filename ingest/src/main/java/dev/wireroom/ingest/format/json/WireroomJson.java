package dev.wireroom.ingest.format.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ArticleDraft;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.XhtmlText;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Our own JSON, one object per article: the names of the Article contract, documented by
 * article.schema.json. Strict, because whoever writes it can read the schema: unknown members,
 * wrong types and invalid dates are refused. Members that begin with x- are the sender's own and
 * are left alone; what {@link ArticleJson} adds when it prints an article is read past.
 */
public final class WireroomJson {

    public static final String FORMAT = "wireroom-json";

    private static final int MAX_PIXELS = 1_000_000;
    private static final int MAX_URGENCY = 9;
    private static final String OWN_MEMBER_PREFIX = "x-";

    public static final Set<String> MEMBERS =
            Set.of(
                    "externalId",
                    "publishingStatus",
                    "editorialSignal",
                    "version",
                    "versionCreated",
                    "firstPublished",
                    "embargoedUntil",
                    "title",
                    "body",
                    "bodyHtml",
                    "summary",
                    "byline",
                    "authors",
                    "dateline",
                    "slugline",
                    "editorialNote",
                    "language",
                    "url",
                    "copyrightHolder",
                    "copyrightNotice",
                    "usageTerms",
                    "urgency",
                    "genres",
                    "keywords",
                    "subjects",
                    "media",
                    "sourceId");

    /** What Wireroom says about an article when it prints one; read past, never believed. */
    public static final Set<String> DERIVED_MEMBERS =
            Set.of(
                    "articleId",
                    "externalIdKind",
                    "contentHash",
                    "receivedAt",
                    "publisherId",
                    "provenance",
                    "usagePreferences",
                    "format",
                    "fullTextLength",
                    "warnings",
                    "idempotencyKey");

    private static final Set<String> CONCEPT_MEMBERS = Set.of("name", "code", "scheme", "role");
    private static final Set<String> MEDIA_MEMBERS =
            Set.of("url", "mediaType", "role", "caption", "width", "height");

    private static final Map<String, PublishingStatus> STATUSES =
            Map.of(
                    "usable", PublishingStatus.USABLE,
                    "withheld", PublishingStatus.WITHHELD,
                    "canceled", PublishingStatus.CANCELED);
    private static final Map<String, EditorialSignal> SIGNALS =
            Map.of(
                    "none", EditorialSignal.NONE,
                    "update", EditorialSignal.UPDATE,
                    "correction", EditorialSignal.CORRECTION);

    private WireroomJson() {}

    public static ParseResult parse(ObjectNode document, Arrival arrival, Findings findings) {
        JsonFields fields = new JsonFields(document, "", UnaryOperator.identity(), findings);
        refuseUnknown(fields, MEMBERS, DERIVED_MEMBERS);
        requireSource(fields, arrival);
        ArticleDraft draft = new ArticleDraft(arrival, FORMAT, findings);
        Article article = draft.article();
        readStanding(fields, article);
        fields.time("embargoedUntil").ifPresent(until -> draft.embargo(until, "/embargoedUntil"));
        readText(fields, article);
        readRights(fields, article);
        article.setSubjects(
                fields.objects("subjects").stream().map(WireroomJson::concept).toList());
        article.setMedia(fields.objects("media").stream().map(WireroomJson::media).toList());
        return draft.finish(fields.text("externalId"), "/externalId");
    }

    private static void readStanding(JsonFields fields, Article article) {
        fields.choice("publishingStatus", STATUSES).ifPresent(article::setPublishingStatus);
        fields.choice("editorialSignal", SIGNALS).ifPresent(article::setEditorialSignal);
        article.setVersion(fields.textOrNull("version"));
        article.setVersionCreated(fields.time("versionCreated").orElse(null));
        article.setFirstPublished(fields.time("firstPublished").orElse(null));
    }

    private static void readText(JsonFields fields, Article article) {
        article.setTitle(fields.textOrNull("title"));
        article.setBody(body(fields).orElse(null));
        if (article.getTitle() == null
                && article.getBody() == null
                && article.getPublishingStatus() != PublishingStatus.CANCELED) {
            fields.findings()
                    .fault(
                            "missing-field",
                            "/title",
                            "",
                            "The article has neither a title nor a body.",
                            "Give it a title, a body, or both; to withdraw an article write"
                                    + " \"publishingStatus\": \"canceled\".");
        }
        article.setSummary(fields.textOrNull("summary"));
        article.setByline(fields.textOrNull("byline"));
        article.setAuthors(fields.texts("authors"));
        article.setDateline(fields.textOrNull("dateline"));
        article.setSlugline(fields.textOrNull("slugline"));
        article.setEditorialNote(fields.textOrNull("editorialNote"));
        article.setLanguage(language(fields).orElse(null));
        article.setUrl(url(fields, "url").orElse(null));
        article.setGenres(fields.texts("genres"));
        article.setKeywords(fields.texts("keywords"));
    }

    private static void readRights(JsonFields fields, Article article) {
        article.setCopyrightHolder(fields.textOrNull("copyrightHolder"));
        article.setCopyrightNotice(fields.textOrNull("copyrightNotice"));
        article.setUsageTerms(fields.textOrNull("usageTerms"));
        article.setUrgency(fields.integer("urgency", 1, MAX_URGENCY));
    }

    private static Optional<String> body(JsonFields fields) {
        Optional<String> plain = fields.text("body");
        Optional<String> html = fields.text("bodyHtml");
        if (plain.isPresent() && html.isPresent()) {
            fields.findings()
                    .warn(
                            "two-bodies",
                            "/bodyHtml",
                            "Both body and bodyHtml are there; body was taken");
        }
        return plain.or(() -> html.map(XhtmlText::ofHtml).filter(text -> !text.isEmpty()));
    }

    public static Optional<String> language(JsonFields fields) {
        Optional<String> tag = fields.text("language");
        Optional<String> wellFormed = tag.flatMap(WireroomJson::languageTag);
        if (tag.isPresent() && wellFormed.isEmpty()) {
            fields.findings()
                    .fault(
                            "invalid-language",
                            "/language",
                            tag.get(),
                            "language is not a BCP 47 tag.",
                            "Write a tag like en, pt-BR or zh-Hant, or leave it out.");
        }
        return wellFormed;
    }

    /** The tag in canonical case; empty where it is not well-formed. */
    public static Optional<String> languageTag(String text) {
        try {
            String tag = new Locale.Builder().setLanguageTag(text).build().toLanguageTag();
            return tag.equals("und") ? Optional.empty() : Optional.of(tag);
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }

    public static Optional<String> url(JsonFields fields, String name) {
        Optional<String> text = fields.text(name);
        if (text.isPresent() && CanonicalUrl.parse(text.get()).isEmpty()) {
            fields.findings()
                    .fault(
                            "invalid-url",
                            fields.pointerTo(name),
                            text.get(),
                            "%s is not an absolute http or https URL.".formatted(name),
                            "Write it like https://example.org/news/1, with spaces and the like"
                                    + " percent-encoded.");
        }
        return text;
    }

    private static Concept concept(JsonFields fields) {
        refuseUnknown(fields, CONCEPT_MEMBERS, Set.of());
        Optional<String> code = fields.text("code");
        Optional<String> name = fields.text("name").or(() -> code);
        if (name.isEmpty()) {
            missing(fields, "name", "The concept has neither a name nor a code.");
        }
        return new Concept(
                name.orElse(""),
                code.orElse(null),
                fields.textOrNull("scheme"),
                fields.textOrNull("role"));
    }

    private static MediaLink media(JsonFields fields) {
        refuseUnknown(fields, MEDIA_MEMBERS, Set.of());
        Optional<String> url = url(fields, "url");
        if (url.isEmpty()) {
            missing(fields, "url", "The media has no URL.");
        }
        return new MediaLink(
                url.orElse(""),
                fields.textOrNull("mediaType"),
                fields.textOrNull("role"),
                fields.textOrNull("caption"),
                fields.integer("width", 0, MAX_PIXELS),
                fields.integer("height", 0, MAX_PIXELS));
    }

    private static void missing(JsonFields fields, String name, String message) {
        fields.findings()
                .fault(
                        "missing-field",
                        fields.pointerTo(name),
                        "",
                        message,
                        "Add \"%s\".".formatted(name));
    }

    private static void requireSource(JsonFields fields, Arrival arrival) {
        Optional<String> named = fields.text("sourceId");
        if (named.isPresent() && !named.get().equals(arrival.sourceId())) {
            fields.findings()
                    .fault(
                            "other-source",
                            "/sourceId",
                            named.get(),
                            "The article names another source than the one it was sent for, %s."
                                    .formatted(arrival.sourceId()),
                            "Send it for its own source, or leave sourceId out.");
        }
    }

    /** Looking for the name that was meant costs; no sender reads a hundred of these. */
    private static final int MOST_UNKNOWN_TOLD = 50;

    public static void refuseUnknown(JsonFields fields, Set<String> known, Set<String> readPast) {
        List<String> unknown = new ArrayList<>();
        for (String name : fields.names()) {
            if (!known.contains(name)
                    && !readPast.contains(name)
                    && !name.startsWith(OWN_MEMBER_PREFIX)) {
                unknown.add(name);
            }
        }
        unknown.stream()
                .sorted()
                .limit(MOST_UNKNOWN_TOLD)
                .forEach(
                        name ->
                                fields.findings()
                                        .fault(
                                                "unknown-field",
                                                fields.pointerTo(name),
                                                name,
                                                "There is no field of this name.",
                                                fix(name, known)));
    }

    private static String fix(String name, Set<String> known) {
        String nearest = NearestName.of(name, known);
        return "Did you mean %s? Leave it out, or name it x-… where it is your own."
                .formatted(nearest);
    }
}
