package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.xml.XmlElement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads one NewsItem of NewsML 1.x into an article.
 *
 * <p>Identity is the PublicIdentifier without the revision at its end, so that revisions are
 * revisions; where that is no such identifier it is made of provider, date and item id. Status
 * Embargoed withholds until the time that StatusWillChange gives.
 */
final class Newsml1Item {

    private static final Pattern REVISION = Pattern.compile(":\\d+[NAU]?$");

    /** Parties of these topics are desks, not writers. */
    private static final Set<String> NOT_AUTHORS = Set.of("editor", "translator", "validator");

    private final XmlElement item;
    private final DraftFields fields;
    private final Map<String, XmlElement> topics = new HashMap<>();

    private Newsml1Item(XmlElement item, String format, Arrival arrival, Findings findings) {
        this.item = item;
        this.fields = new DraftFields(arrival, format, findings);
        for (XmlElement topic : item.descendants("Topic")) {
            topic.attribute("Duid").ifPresent(id -> topics.putIfAbsent("#" + id, topic));
            topic.childText("FormalName").ifPresent(name -> topics.putIfAbsent(name, topic));
        }
    }

    static ParseResult read(XmlElement item, String format, Arrival arrival, Findings findings) {
        boolean empty =
                item.child("NewsManagement").isEmpty() && item.child("NewsComponent").isEmpty();
        if (empty) {
            return ParseResult.refused(
                    new Fault(
                            "empty-item",
                            "/NewsML/NewsItem",
                            "",
                            "The item has neither NewsManagement nor NewsComponent.",
                            "Send it with its content, or with the status Canceled."));
        }
        return new Newsml1Item(item, format, arrival, findings).read();
    }

    private ParseResult read() {
        readManagement();
        Newsml1Components components = Newsml1Components.of(item, fields.findings());
        for (XmlElement component : components.described()) {
            readLines(component);
            readDescription(component);
            readParties(component);
        }
        fields.language(
                item.attribute("xml:lang")
                        .or(() -> item.child("NewsComponent").flatMap(c -> c.attribute("xml:lang")))
                        .or(components::language),
                "/NewsML/NewsItem/@xml:lang");
        fields.fill(components.story());
        components.media().forEach(fields::media);
        fields.slugline(item.child("Identification").flatMap(i -> i.childText("NameLabel")));
        return fields.done().finish(identity(), "/NewsML/NewsItem/Identification/NewsIdentifier");
    }

    private Optional<String> identity() {
        Optional<XmlElement> id = item.path("Identification", "NewsIdentifier");
        Optional<String> whole =
                id.flatMap(i -> i.childText("PublicIdentifier"))
                        .filter(text -> REVISION.matcher(text).find())
                        .map(text -> REVISION.matcher(text).replaceFirst(""));
        Optional<String> provider = id.flatMap(i -> i.childText("ProviderId"));
        Optional<String> own = id.flatMap(i -> i.childText("NewsItemId"));
        Optional<String> date = id.flatMap(i -> i.childText("DateId"));
        Optional<String> made =
                own.map(
                        name ->
                                "urn:newsml:%s:%s:%s"
                                        .formatted(provider.orElse(""), date.orElse(""), name));
        Optional<String> odd = id.flatMap(i -> i.childText("PublicIdentifier"));
        Optional<String> found = whole.or(() -> made).or(() -> odd);
        if (found.isEmpty()) {
            fields.findings()
                    .warn(
                            "missing-guid",
                            "/NewsML/NewsItem/Identification/NewsIdentifier",
                            "The item has no identifier; it is told from others by its content");
        }
        return found;
    }

    private void readManagement() {
        Optional<XmlElement> found = item.child("NewsManagement");
        if (found.isEmpty()) {
            return;
        }
        XmlElement management = found.get();
        String path = "/NewsML/NewsItem/NewsManagement/";
        Article article = fields.article();
        Optional<String> status = management.child("Status").flatMap(Newsml1Item::formalName);
        status.ifPresent(word -> fields.status(word, path + "Status/@FormalName"));
        Optional<String> change =
                management.child("StatusWillChange").flatMap(c -> c.childText("DateAndTime"));
        boolean released =
                management
                        .path("StatusWillChange", "FutureStatus")
                        .flatMap(Newsml1Item::formalName)
                        .map(word -> word.equalsIgnoreCase("Usable"))
                        .orElse(true);
        if (change.isPresent()
                && released
                && article.getPublishingStatus() == PublishingStatus.WITHHELD) {
            fields.embargo(change.get(), path + "StatusWillChange/DateAndTime");
        }
        article.setFirstPublished(
                fields.time(management.childText("FirstCreated"), path + "FirstCreated"));
        article.setVersionCreated(
                fields.time(
                        management.childText("ThisRevisionCreated"), path + "ThisRevisionCreated"));
        fields.urgency(
                management.child("Urgency").flatMap(Newsml1Item::formalName), path + "Urgency");
        for (XmlElement instruction : management.children("Instruction")) {
            String word = formalName(instruction).orElse("").toLowerCase(Locale.ROOT);
            if (word.contains("correct") || word.contains("rectif")) {
                fields.signal(EditorialSignal.CORRECTION);
            } else if (word.contains("update")) {
                fields.signal(EditorialSignal.UPDATE);
            }
        }
        item.path("Identification", "NewsIdentifier", "RevisionId").ifPresent(this::readRevision);
    }

    private void readRevision(XmlElement revision) {
        fields.article().setVersion(revision.line().orElse(null));
        boolean update =
                revision.attribute("Update")
                        .filter(u -> u.equals("U") || u.equals("A"))
                        .isPresent();
        if (update) {
            fields.signal(EditorialSignal.UPDATE);
        }
    }

    private void readLines(XmlElement component) {
        for (XmlElement lines : component.children("NewsLines")) {
            fields.title(lines.child("HeadLine").flatMap(Newsml1Item::printed));
            fields.byline(lines.child("ByLine").flatMap(Newsml1Item::printed));
            fields.dateline(lines.childText("DateLine"));
            fields.slugline(lines.childText("SlugLine"));
            fields.summary(lines.child("SubHeadLine").flatMap(Newsml1Item::printed));
            fields.copyright(
                    Optional.empty(),
                    lines.childText("CopyrightLine"),
                    lines.childText("RightsLine"));
            for (XmlElement keyword : lines.children("KeywordLine")) {
                keyword.line().ifPresent(fields::keyword);
            }
        }
    }

    private static Optional<String> printed(XmlElement line) {
        return Carried.prose(line).map(XmlElement::collapsed);
    }

    private void readParties(XmlElement component) {
        for (XmlElement meta : component.children("AdministrativeMetadata")) {
            Set<String> providers = Set.copyOf(parties(meta, "Provider"));
            for (XmlElement creator : meta.children("Creator")) {
                for (XmlElement party : creator.children("Party")) {
                    String topic = party.attribute("Topic").orElse("").toLowerCase(Locale.ROOT);
                    formalName(party)
                            .filter(name -> !providers.contains(name))
                            .filter(name -> !NOT_AUTHORS.contains(topic))
                            .ifPresent(fields::author);
                }
            }
            for (String source : parties(meta, "Source")) {
                fields.subject(new Concept(source, null, null, "infosource"));
            }
        }
    }

    private static List<String> parties(XmlElement meta, String kind) {
        return meta.children(kind).stream()
                .flatMap(k -> k.children("Party").stream())
                .flatMap(party -> formalName(party).stream())
                .toList();
    }

    private void readDescription(XmlElement component) {
        for (XmlElement meta : component.children("DescriptiveMetadata")) {
            fields.language(
                    meta.child("Language").flatMap(Newsml1Item::formalName),
                    "/NewsML/NewsItem/NewsComponent/DescriptiveMetadata/Language");
            for (XmlElement genre : meta.children("Genre")) {
                formalName(genre).ifPresent(fields::genre);
            }
            for (XmlElement code : meta.children("SubjectCode")) {
                code.elements().forEach(this::subject);
            }
            for (XmlElement occurrence : meta.children("TopicOccurrence")) {
                occurrence.attribute("Topic").map(topics::get).ifPresent(this::topic);
            }
            meta.children("Location").forEach(this::place);
            for (XmlElement property : meta.children("Property")) {
                if (formalName(property).filter("Keyword"::equalsIgnoreCase).isPresent()) {
                    property.attribute("Value").ifPresent(fields::keyword);
                }
            }
        }
    }

    /** Subject, SubjectMatter, SubjectDetail or SubjectQualifier. */
    private void subject(XmlElement subject) {
        Optional<String> code = formalName(subject);
        if (code.isEmpty() || !subject.localName().startsWith("Subject")) {
            return;
        }
        String scheme =
                subject.attribute("Scheme")
                        .filter(name -> !name.equalsIgnoreCase("IptcSubjectCodes"))
                        .orElse(Nitf.SUBJECT_CODES);
        String name =
                Optional.ofNullable(topics.get(code.get()))
                        .flatMap(this::topicName)
                        .orElse(code.get());
        fields.subject(new Concept(name, code.get(), scheme, "subject"));
    }

    private void topic(XmlElement topic) {
        Optional<XmlElement> formal = topic.child("FormalName");
        Optional<String> code = formal.flatMap(XmlElement::line);
        Optional<String> scheme = formal.flatMap(f -> f.attribute("Scheme"));
        String type = topic.child("TopicType").flatMap(Newsml1Item::formalName).orElse("");
        topicName(topic)
                .or(() -> code)
                .ifPresent(
                        name ->
                                fields.subject(
                                        new Concept(
                                                name,
                                                code.orElse(null),
                                                scheme.orElse(null),
                                                role(type))));
    }

    private static String role(String topicType) {
        return switch (topicType.toLowerCase(Locale.ROOT)) {
            case "person" -> "person";
            case "company", "organisation", "organization" -> "organisation";
            case "location", "country", "city", "place" -> "place";
            case "event" -> "event";
            default -> "subject";
        };
    }

    /** The name among the descriptions, in the item's language where there is a choice. */
    private Optional<String> topicName(XmlElement topic) {
        String language =
                fields.article().getLanguage() == null ? "" : fields.article().getLanguage();
        List<XmlElement> names =
                topic.children("Description").stream()
                        .filter(
                                d ->
                                        d.attribute("Variant")
                                                .map(v -> v.equalsIgnoreCase("Name"))
                                                .orElse(true))
                        .toList();
        return names.stream()
                .filter(name -> G2Concepts.speaks(name, language))
                .findFirst()
                .or(() -> names.stream().findFirst())
                .flatMap(XmlElement::line);
    }

    private void place(XmlElement location) {
        Map<String, String> parts = new HashMap<>();
        for (XmlElement property : location.children("Property")) {
            formalName(property)
                    .ifPresent(
                            name ->
                                    property.attribute("Value")
                                            .ifPresent(value -> parts.putIfAbsent(name, value)));
        }
        Optional<String> country = Optional.ofNullable(parts.get("Country"));
        Optional.ofNullable(parts.get("City"))
                .or(() -> Optional.ofNullable(parts.get("CountryArea")))
                .or(() -> country)
                .ifPresent(
                        name ->
                                fields.subject(
                                        new Concept(name, country.orElse(null), null, "place")));
    }

    static Optional<String> formalName(XmlElement element) {
        return element.attribute("FormalName").or(element::line);
    }
}
