package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.xml.XmlElement;
import dev.wireroom.ingest.format.xml.XmlProse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one newsItem or packageItem of NewsML-G2 into an article.
 *
 * <p>The item's own metadata win over what its content says of itself. A picture, video, graphic or
 * audio item is an article with the caption as summary and its scripts, if any, as body. Contents
 * that name an embargo without a time, or a status that is unknown, are withheld.
 */
final class G2Item {

    private static final Set<String> MEDIA_CLASSES =
            Set.of("picture", "photo", "graphic", "video", "audio", "animated", "still");

    /** Descriptions that are for readers; the others of a video are its scripts. */
    private static final Set<String> SUMMARIES =
            Set.of("", "summary", "abstract", "lead", "teaser");

    private static final Set<String> AUTHORS =
            Set.of(
                    "",
                    "author",
                    "writer",
                    "reporter",
                    "journalist",
                    "photographer",
                    "byline",
                    "correspondent");

    private final XmlElement item;
    private final String path;
    private final DraftFields fields;
    private final String language;
    private final G2Vocabulary vocabulary;
    private final G2Concepts concepts;
    private final XmlElement itemMeta;
    private final XmlElement contentMeta;
    private final boolean isMedia;

    private G2Item(XmlElement item, G2Vocabulary outer, Arrival arrival, Findings findings) {
        this.item = item;
        this.path = "/" + item.localName();
        this.fields = new DraftFields(arrival, format(item), findings);
        this.itemMeta = item.child("itemMeta").orElse(item);
        this.contentMeta = item.child("contentMeta").orElse(item);
        this.language =
                contentMeta
                        .child("language")
                        .flatMap(l -> l.attribute("tag"))
                        .or(() -> item.attribute("xml:lang"))
                        .or(() -> item.attribute("lang"))
                        .orElse("");
        this.vocabulary = outer.with(item);
        this.concepts = new G2Concepts(item, vocabulary, language);
        this.isMedia =
                itemMeta.child("itemClass")
                        .map(G2Vocabulary::word)
                        .filter(MEDIA_CLASSES::contains)
                        .isPresent();
    }

    /**
     * @param outer the vocabulary of the message around it
     * @param others items of the same message by guid, which a package may refer to
     */
    static ParseResult read(
            XmlElement item,
            G2Vocabulary outer,
            Map<String, XmlElement> others,
            Arrival arrival,
            Findings findings) {
        boolean empty =
                item.child("itemMeta").isEmpty()
                        && item.child("contentMeta").isEmpty()
                        && item.child("contentSet").isEmpty()
                        && item.child("groupSet").isEmpty();
        if (empty) {
            return ParseResult.refused(
                    new Fault(
                            "empty-item",
                            "/" + item.localName(),
                            item.attribute("guid").orElse(""),
                            "The item has neither metadata nor content.",
                            "Send it with its itemMeta, contentMeta and contentSet."));
        }
        return new G2Item(item, outer, arrival, findings).read(others);
    }

    private static String format(XmlElement item) {
        return item.attribute("standardversion")
                .filter(version -> version.matches("\\d{1,2}(\\.\\d{1,3})?"))
                .map(version -> "newsml-g2/" + version)
                .orElse("newsml-g2");
    }

    private ParseResult read(Map<String, XmlElement> others) {
        readStanding();
        readTexts();
        readConcepts();
        readRights();
        item.child("contentSet").ifPresent(this::readContent);
        if (item.is("packageItem")) {
            G2Package.Listing listing = G2Package.read(item, others);
            if (fields.article().getTitle() == null && listing.text().isEmpty()) {
                return ParseResult.refused(
                        new Fault(
                                "empty-item",
                                path,
                                item.attribute("guid").orElse(""),
                                "The package has no headline and its references no titles: there"
                                        + " is nothing to read in it.",
                                "Send a headline, or titles with the references."));
            }
            listing.media().forEach(fields::media);
            fields.fill(Story.ofBody(listing.text()));
        }
        Optional<String> guid = item.attribute("guid");
        if (guid.isEmpty()) {
            fields.findings()
                    .warn(
                            "missing-guid",
                            path + "/@guid",
                            "The item has no guid; it is told from others by its content");
        }
        return fields.done().finish(guid, path + "/@guid");
    }

    private void readStanding() {
        Article article = fields.article();
        String meta = path + "/itemMeta/";
        itemMeta.child("pubStatus")
                .ifPresent(s -> fields.status(G2Vocabulary.word(s), meta + "pubStatus"));
        itemMeta.child("embargoed")
                .ifPresent(
                        embargo -> {
                            Optional<String> until = embargo.line();
                            if (until.isPresent()) {
                                fields.embargo(until.get(), meta + "embargoed");
                            } else {
                                fields.withhold(
                                        "embargo-without-time",
                                        meta + "embargoed",
                                        "The embargo has no time, which means until further"
                                                + " notice");
                            }
                        });
        for (XmlElement signal : itemMeta.children("signal")) {
            fields.signal(vocabulary.signal(signal));
        }
        article.setVersion(item.attribute("version").orElse(null));
        article.setVersionCreated(
                fields.time(itemMeta.childText("versionCreated"), meta + "versionCreated"));
        NewsTime first = fields.time(itemMeta.childText("firstCreated"), meta + "firstCreated");
        article.setFirstPublished(
                first == null
                        ? fields.time(
                                contentMeta.childText("contentCreated"),
                                path + "/contentMeta/contentCreated")
                        : first);
        for (XmlElement note : itemMeta.children("edNote")) {
            Carried.prose(note).ifPresent(fields::note);
        }
    }

    private void readTexts() {
        fields.language(
                language.isEmpty() ? Optional.empty() : Optional.of(language),
                path + "/contentMeta/language/@tag");
        fields.urgency(contentMeta.childText("urgency"), path + "/contentMeta/urgency");
        fields.title(headline().or(() -> itemMeta.childText("title")));
        fields.byline(contentMeta.childText("by"));
        fields.dateline(
                contentMeta
                        .childText("dateline")
                        .or(() -> contentMeta.child("located").flatMap(concepts::name)));
        fields.slugline(contentMeta.childText("slugline"));
        for (XmlElement keyword : contentMeta.children("keyword")) {
            keyword.line().ifPresent(fields::keyword);
        }
        fields.summary(summary());
    }

    /** The main one in the item's language; what is below it or above it comes last. */
    private Optional<String> headline() {
        return contentMeta.children("headline").stream()
                .filter(headline -> headline.line().isPresent())
                .min(Comparator.comparingInt(this::headlineRank))
                .flatMap(Carried::prose)
                .map(XmlElement::collapsed);
    }

    private int headlineRank(XmlElement headline) {
        int rank =
                switch (G2Vocabulary.word(headline, "role")) {
                    case "main", "headline", "hl1" -> 0;
                    case "" -> 1;
                    default -> 2;
                };
        boolean foreign =
                headline.attribute("xml:lang").isPresent()
                        && !G2Concepts.speaks(headline, language);
        return rank + (foreign ? 10 : 0);
    }

    private Optional<String> summary() {
        List<XmlElement> descriptions = described(SUMMARIES::contains);
        if (descriptions.isEmpty() && isMedia) {
            descriptions = described(role -> role.contains("caption"));
        }
        if (descriptions.isEmpty() && !isMedia) {
            return contentMeta.children("headline").stream()
                    .filter(h -> G2Vocabulary.word(h, "role").startsWith("sub"))
                    .findFirst()
                    .flatMap(XmlElement::line);
        }
        return inLanguage(descriptions).flatMap(Carried::prose);
    }

    private List<XmlElement> described(java.util.function.Predicate<String> role) {
        return contentMeta.children("description").stream()
                .filter(d -> role.test(G2Vocabulary.word(d, "role")))
                .filter(d -> d.line().isPresent())
                .toList();
    }

    /** The first in the item's language, else the first. */
    private Optional<XmlElement> inLanguage(List<XmlElement> elements) {
        return elements.stream()
                .filter(element -> G2Concepts.speaks(element, language))
                .findFirst()
                .or(() -> elements.stream().findFirst());
    }

    private void readConcepts() {
        List<XmlElement> people = new ArrayList<>(contentMeta.children("creator"));
        people.addAll(contentMeta.children("contributor"));
        for (XmlElement person : people) {
            if (AUTHORS.contains(G2Vocabulary.word(person, "role"))) {
                concepts.name(person).ifPresent(fields::author);
            }
        }
        for (XmlElement subject : contentMeta.children("subject")) {
            concepts.subjects(subject).forEach(fields::subject);
        }
        for (XmlElement place : contentMeta.children("located")) {
            concepts.concept(place, "located").ifPresent(fields::subject);
        }
        for (XmlElement source : contentMeta.children("infoSource")) {
            concepts.concept(source, "infosource").ifPresent(fields::subject);
        }
        for (XmlElement genre : contentMeta.children("genre")) {
            concepts.concept(genre, "genre").map(G2Item::codeOrName).ifPresent(fields::genre);
        }
    }

    private static String codeOrName(Concept genre) {
        return genre.getCode() == null ? genre.getName() : genre.getCode();
    }

    private void readRights() {
        Optional<XmlElement> rights = item.child("rightsInfo");
        fields.copyright(
                rights.flatMap(r -> r.child("copyrightHolder")).flatMap(this::holder),
                rights.flatMap(r -> inLanguage(r.children("copyrightNotice")))
                        .flatMap(Carried::prose),
                rights.flatMap(r -> inLanguage(r.children("usageTerms"))).flatMap(Carried::prose));
    }

    private Optional<String> holder(XmlElement holder) {
        return concepts.name(holder)
                .or(holder::line)
                .or(() -> holder.attribute("qcode").map(G2Vocabulary::lastPart))
                .or(() -> holder.attribute("uri"));
    }

    private void readContent(XmlElement contentSet) {
        G2Content.story(contentSet, language, fields.findings()).ifPresent(fields::fill);
        if (isMedia && fields.article().getBody() == null) {
            fields.article().setBody(scripts());
        }
        G2Content.media(contentSet, isMedia, isMedia ? caption() : null).forEach(fields::media);
    }

    /** What goes with a video besides its caption: dope sheet, shot list, script. */
    private @Nullable String scripts() {
        String text =
                described(role -> !SUMMARIES.contains(role) && !role.contains("caption")).stream()
                        .map(XmlProse::of)
                        .filter(script -> !script.isEmpty())
                        .collect(Collectors.joining("\n\n"));
        return text.isEmpty() ? null : text;
    }

    private @Nullable String caption() {
        return inLanguage(described(role -> role.contains("caption")))
                .flatMap(Carried::prose)
                .orElseGet(
                        () ->
                                fields.article().getSummary() == null
                                        ? fields.article().getTitle()
                                        : fields.article().getSummary());
    }
}
