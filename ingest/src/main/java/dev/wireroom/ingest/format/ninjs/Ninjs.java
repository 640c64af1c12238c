package dev.wireroom.ingest.format.ninjs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ArticleDraft;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.NewsTimes;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.json.JsonFields;
import dev.wireroom.ingest.format.json.WireroomJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * IPTC ninjs 1.x, 2.x and 3.x, told apart by nothing: the names of one version mean the same in
 * every other, so all are read by one set of rules, names compared without case and $.
 *
 * <p>Lenient where wires are: unknown properties and dates that are none are warnings. Strict where
 * a guess could do harm: a wrong type, a word outside its list (a misspelt pubstatus must not
 * publish), an item without uri are faults. An embargo that can't be read withholds the item.
 */
public final class Ninjs {

    private static final int MAX_URGENCY = 9;

    private static final Map<String, PublishingStatus> STATUSES =
            Map.of(
                    "usable", PublishingStatus.USABLE,
                    "withheld", PublishingStatus.WITHHELD,
                    "canceled", PublishingStatus.CANCELED);

    /** Concepts by property, with the role they get. */
    private static final Map<String, String> CONCEPTS =
            Map.ofEntries(
                    Map.entry("subject", "subject"),
                    Map.entry("subjects", "subject"),
                    Map.entry("person", "person"),
                    Map.entry("people", "person"),
                    Map.entry("organisation", "organisation"),
                    Map.entry("organisations", "organisation"),
                    Map.entry("place", "place"),
                    Map.entry("places", "place"),
                    Map.entry("event", "event"),
                    Map.entry("events", "event"),
                    Map.entry("object", "object"),
                    Map.entry("objects", "object"),
                    Map.entry("infosource", "infosource"),
                    Map.entry("infosources", "infosource"));

    private static final List<String> CONCEPT_ORDER =
            List.of(
                    "subject",
                    "subjects",
                    "person",
                    "people",
                    "organisation",
                    "organisations",
                    "place",
                    "places",
                    "event",
                    "events",
                    "object",
                    "objects",
                    "infosource",
                    "infosources");

    private Ninjs() {}

    /** Names as they are compared: without case, and without the $ of 1.3's $standard. */
    public static String canonicalName(String name) {
        String bare = name.startsWith("$") ? name.substring(1) : name;
        return bare.toLowerCase(Locale.ROOT);
    }

    /** Whether an object is meant as ninjs rather than as our own JSON. */
    public static boolean recognises(ObjectNode document) {
        return document.has("uri")
                || document.has("$standard")
                || document.has("standard")
                || document.has("headline")
                || document.has("headlines")
                || document.has("bodies")
                || document.has("body_text")
                || document.has("body_xhtml")
                || document.has("body_html")
                || document.has("pubstatus")
                || document.has("pubStatus")
                || document.has("versioncreated");
    }

    public static ParseResult parse(ObjectNode document, Arrival arrival, Findings findings) {
        JsonFields fields = new JsonFields(document, "", Ninjs::canonicalName, findings);
        NinjsShape.check(fields);
        Optional<String> uri = fields.text("uri");
        if (uri.isEmpty() && document.path(fields.actualName("uri")).asText().isBlank()) {
            findings.fault(
                    "missing-field",
                    "/uri",
                    "",
                    "The item has no uri, by which ninjs tells items apart.",
                    "Add \"uri\": the item's own id, the same in every version of it.");
        }
        ArticleDraft draft =
                new ArticleDraft(arrival, "ninjs/" + version(fields, document), findings);
        Article article = draft.article();
        readStanding(fields, draft);
        readText(fields, article);
        readRights(fields, article);
        article.setSubjects(concepts(fields));
        article.setMedia(NinjsMedia.read(fields));
        return draft.finish(uri, "/uri");
    }

    private static void readStanding(JsonFields fields, ArticleDraft draft) {
        Article article = draft.article();
        fields.choice("pubstatus", STATUSES).ifPresent(article::setPublishingStatus);
        article.setEditorialSignal(signal(fields));
        article.setVersion(fields.textOrNull("version"));
        article.setVersionCreated(time(fields, "versioncreated").orElse(null));
        article.setFirstPublished(time(fields, "firstcreated").orElse(null));
        String embargo = fields.firstOf("embargoeduntil", "embargoed");
        Optional<NewsTime> until = time(fields, embargo);
        until.ifPresent(time -> draft.embargo(time, fields.pointerTo(embargo)));
        boolean unreadable = until.isEmpty() && fields.text(embargo).isPresent();
        if (unreadable && article.getPublishingStatus() == PublishingStatus.USABLE) {
            article.setPublishingStatus(PublishingStatus.WITHHELD);
            fields.findings()
                    .warn(
                            "withheld",
                            fields.pointerTo(embargo),
                            "The item is withheld until a version says when its embargo ends");
        }
    }

    private static void readText(JsonFields fields, Article article) {
        Optional<String> headline = NinjsText.headline(fields).or(() -> fields.text("title"));
        article.setTitle(headline.orElse(null));
        article.setBody(
                NinjsText.body(fields)
                        .map(body -> withoutHeadline(body, headline.orElse("")))
                        .filter(body -> !body.isBlank())
                        .orElse(null));
        article.setSummary(NinjsText.description(fields).orElse(null));
        article.setByline(fields.textOrNull(fields.firstOf("byline", "by")));
        article.setDateline(fields.textOrNull("located"));
        article.setSlugline(fields.textOrNull("slugline"));
        article.setEditorialNote(fields.textOrNull("ednote"));
        article.setLanguage(language(fields).orElse(null));
        article.setUrgency(fields.integer("urgency", 1, MAX_URGENCY));
        article.setGenres(genres(fields));
        if (article.getTitle() == null
                && article.getBody() == null
                && article.getPublishingStatus() != PublishingStatus.CANCELED) {
            fields.findings().warn("no-text", "", "The item has neither a headline nor a body");
        }
    }

    /** Some wires begin a marked-up body with the headline. */
    private static String withoutHeadline(String body, String headline) {
        boolean repeated = !headline.isEmpty() && body.startsWith(headline + "\n\n");
        return repeated ? body.substring(headline.length()).strip() : body;
    }

    private static void readRights(JsonFields fields, Article article) {
        article.setCopyrightHolder(fields.textOrNull("copyrightholder"));
        article.setCopyrightNotice(fields.textOrNull("copyrightnotice"));
        Optional<String> linked =
                fields.object("rightsinfo").flatMap(rights -> rights.text("linkedrights"));
        article.setUsageTerms(fields.text("usageterms").or(() -> linked).orElse(null));
    }

    /** The version a document declares, else the one its names and shapes are of. */
    private static String version(JsonFields fields, ObjectNode document) {
        Optional<String> declared =
                fields.node("standard")
                        .map(standard -> standard.path("version").asText(""))
                        .filter(text -> text.matches("\\d{1,3}(\\.\\d{1,3})?"));
        if (declared.isPresent()) {
            return declared.get();
        }
        Set<String> names = fields.names();
        boolean arrays =
                names.contains("headlines")
                        || names.contains("bodies")
                        || names.contains("descriptions")
                        || names.contains("by")
                        || names.contains("people")
                        || names.contains("subjects")
                        || fields.node("associations").filter(JsonNode::isArray).isPresent();
        boolean camelCase =
                document.has("versionCreated")
                        || document.has("pubStatus")
                        || document.has("firstCreated")
                        || document.has("copyrightHolder")
                        || document.has("eventDetails")
                        || document.has("plannedCoverage");
        if (camelCase) {
            return "3";
        }
        return arrays ? "2" : "1";
    }

    /** A date that is none is a warning: its item is news all the same. */
    private static Optional<NewsTime> time(JsonFields fields, String name) {
        Optional<String> text = fields.text(name);
        Optional<NewsTime> time = text.flatMap(NewsTimes::parse);
        if (text.isPresent() && time.isEmpty()) {
            fields.findings()
                    .warn(
                            "invalid-date",
                            fields.pointerTo(name),
                            "'%s' is not a date or time; it was left out"
                                    .formatted(Findings.excerpt(text.get())));
        }
        return time;
    }

    private static Optional<String> language(JsonFields fields) {
        Optional<String> text = fields.text("language");
        Optional<String> tag = text.flatMap(t -> WireroomJson.languageTag(t.replace('_', '-')));
        if (text.isPresent() && tag.isEmpty()) {
            fields.findings()
                    .warn(
                            "invalid-language",
                            fields.pointerTo("language"),
                            "'%s' is not a BCP 47 tag; it was left out"
                                    .formatted(Findings.excerpt(text.get())));
        }
        return tag;
    }

    /** Not of ninjs itself; wires add it by the signal newscodes of NewsML-G2. */
    private static EditorialSignal signal(JsonFields fields) {
        String text = fields.node("signal").map(JsonNode::toString).orElse("");
        String words = text.toLowerCase(Locale.ROOT);
        if (words.contains("correction")) {
            return EditorialSignal.CORRECTION;
        }
        return words.contains("update") ? EditorialSignal.UPDATE : EditorialSignal.NONE;
    }

    private static List<String> genres(JsonFields fields) {
        return NinjsShape.objects(fields, fields.firstOf("genres", "genre")).stream()
                .map(NinjsConcept::read)
                .flatMap(Optional::stream)
                .map(genre -> genre.getCode() == null ? genre.getName() : genre.getCode())
                .toList();
    }

    private static List<Concept> concepts(JsonFields fields) {
        List<Concept> concepts = new ArrayList<>();
        for (String property : CONCEPT_ORDER) {
            String role = CONCEPTS.get(property);
            for (JsonFields element : NinjsShape.objects(fields, property)) {
                Optional<Concept> concept = NinjsConcept.read(element);
                concept.ifPresent(found -> found.setRole(role));
                concept.ifPresent(concepts::add);
            }
        }
        return concepts;
    }
}
