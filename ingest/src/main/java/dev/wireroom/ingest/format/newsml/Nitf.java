package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.xml.XmlDocuments;
import dev.wireroom.ingest.format.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NITF 2.x and 3.x, one article a document, with or without namespace, document type and upper
 * case.
 *
 * <p>Identity: a correction names the document that it corrects and becomes its revision; else the
 * du-key, where the doc-id only adds a counter to it; else the doc-id; else the du-key. A release
 * date later than the issue date is an embargo.
 */
public final class Nitf {

    public static final String MEDIA_TYPE = "text/vnd.iptc.nitf";
    public static final String XML_MEDIA_TYPE = "application/nitf+xml";

    static final String SUBJECT_CODES = "http://cv.iptc.org/newscodes/subjectcode/";

    private static final Pattern VERSION =
            Pattern.compile("(?i)nitf[ -]?(?:dtd )?v?(\\d(?:\\.\\d)?)");

    /** Names of meta elements in which wires send the desk's short name of the story. */
    private static final Set<String> SLUG_METAS =
            Set.of("slug", "slugline", "slug-line", "ap-slug", "ntbstikkord", "anpa-keyword");

    /** Elements of identified-content, with the role their concept gets. */
    private static final List<String> IDENTIFIED =
            List.of("person", "org", "location", "event", "function", "object.title", "virtloc");

    private Nitf() {}

    public static ParseResult parse(byte[] content, Arrival arrival) {
        Findings findings = new Findings();
        return switch (XmlDocuments.read(content, arrival, findings)) {
            case XmlDocuments.Read.Malformed no -> ParseResult.refused(no.fault());
            case XmlDocuments.Read.Tree tree -> parse(tree.root(), arrival, findings);
        };
    }

    private static ParseResult parse(XmlElement root, Arrival arrival, Findings findings) {
        Optional<XmlElement> nitf = root.is("nitf") ? Optional.of(root) : root.descendant("nitf");
        if (nitf.isEmpty()) {
            return ParseResult.refused(
                    new Fault(
                            "not-nitf",
                            "/" + root.name(),
                            "",
                            "The document says it is NITF and has no element nitf.",
                            "Send it under the media type of what it is."));
        }
        return parse(nitf.get(), new DraftFields(arrival, format(nitf.get()), findings));
    }

    private static String format(XmlElement nitf) {
        Matcher version = VERSION.matcher(nitf.attribute("version").orElse(""));
        return version.find() ? "nitf/" + version.group(1) : "nitf";
    }

    private static ParseResult parse(XmlElement nitf, DraftFields fields) {
        XmlElement head = nitf.child("head").orElse(nitf);
        Optional<XmlElement> docdata = head.child("docdata").or(() -> nitf.child("docdata"));
        fields.language(
                nitf.attribute("baselang")
                        .or(() -> nitf.attribute("xml:lang"))
                        .or(() -> nitf.child("body").flatMap(b -> b.attribute("xml:lang"))),
                "/nitf/@baselang");
        docdata.ifPresent(data -> readDocdata(data, fields));
        readTimes(head, docdata, fields);
        readSubjects(head, docdata, fields);
        for (XmlElement meta : head.children("meta")) {
            boolean slug =
                    meta.attribute("name")
                            .filter(
                                    name ->
                                            SLUG_METAS.contains(
                                                    name.toLowerCase(java.util.Locale.ROOT)))
                            .isPresent();
            if (slug) {
                fields.slugline(meta.attribute("content"));
            }
        }
        nitf.path("body", "body.head", "distributor")
                .flatMap(XmlElement::line)
                .ifPresent(name -> fields.subject(new Concept(name, null, null, "infosource")));
        fields.fill(NitfStory.of(nitf));
        return fields.done().finish(identity(docdata), "/nitf/head/docdata/doc-id/@id-string");
    }

    private static Optional<String> identity(Optional<XmlElement> docdata) {
        Optional<String> corrected = at(docdata, "correction", "id-string");
        Optional<String> document = at(docdata, "doc-id", "id-string");
        Optional<String> story = at(docdata, "du-key", "key");
        boolean counted =
                document.isPresent()
                        && story.isPresent()
                        && document.get().matches(Pattern.quote(story.get()) + "[_:.-]\\d{1,6}");
        return corrected.or(() -> counted ? story : document).or(() -> story);
    }

    private static Optional<String> at(
            Optional<XmlElement> parent, String child, String attribute) {
        return parent.flatMap(p -> p.child(child)).flatMap(c -> c.attribute(attribute));
    }

    private static void readDocdata(XmlElement docdata, DraftFields fields) {
        Optional<XmlElement> data = Optional.of(docdata);
        docdata.attribute("management-status")
                .ifPresent(
                        status -> fields.status(status, "/nitf/head/docdata/@management-status"));
        fields.urgency(at(data, "urgency", "ed-urg"), "/nitf/head/docdata/urgency/@ed-urg");
        fields.copyright(
                at(data, "doc.copyright", "holder"),
                Optional.empty(),
                at(data, "doc.rights", "limitations"));
        at(data, "ed-msg", "info").ifPresent(fields::note);
        docdata.child("correction")
                .ifPresent(
                        correction -> {
                            fields.signal(EditorialSignal.CORRECTION);
                            correction.attribute("info").ifPresent(fields::note);
                        });
        fields.article()
                .setVersion(
                        at(data, "du-key", "version")
                                .or(() -> at(data, "du-key", "generation"))
                                .orElse(null));
        for (XmlElement list : docdata.children("key-list")) {
            for (XmlElement keyword : list.children("keyword")) {
                keyword.attribute("key").or(keyword::line).ifPresent(fields::keyword);
            }
        }
    }

    private static void readTimes(
            XmlElement head, Optional<XmlElement> docdata, DraftFields fields) {
        Article article = fields.article();
        String issueField = "/nitf/head/docdata/date.issue/@norm";
        NewsTime issued = fields.time(at(docdata, "date.issue", "norm"), issueField);
        NewsTime published =
                fields.time(
                        head.child("pubdata").flatMap(p -> p.attribute("date.publication")),
                        "/nitf/head/pubdata/@date.publication");
        article.setVersionCreated(issued == null ? published : issued);
        article.setFirstPublished(published == null ? issued : published);
        Optional<String> release = at(docdata, "date.release", "norm");
        if (release.isEmpty()) {
            return;
        }
        String field = "/nitf/head/docdata/date.release/@norm";
        NewsTime released = fields.time(release, field);
        boolean later =
                issued != null
                        && released != null
                        && released.getInstant().isAfter(issued.getInstant());
        if (later || article.getPublishingStatus() == PublishingStatus.WITHHELD) {
            fields.embargo(release.get(), field);
        }
    }

    private static void readSubjects(
            XmlElement head, Optional<XmlElement> docdata, DraftFields fields) {
        for (XmlElement tobject : head.children("tobject")) {
            for (XmlElement property : tobject.children("tobject.property")) {
                property.attribute("tobject.property.type").ifPresent(fields::genre);
            }
            for (XmlElement subject : tobject.children("tobject.subject")) {
                subject(subject).ifPresent(fields::subject);
            }
        }
        docdata.flatMap(data -> data.child("evloc"))
                .flatMap(Nitf::place)
                .ifPresent(fields::subject);
        for (XmlElement content :
                docdata.map(data -> data.children("identified-content")).orElse(List.of())) {
            for (String kind : IDENTIFIED) {
                for (XmlElement found : content.children(kind)) {
                    identified(found, role(kind)).ifPresent(fields::subject);
                }
            }
            for (XmlElement classifier : content.children("classifier")) {
                classifier(classifier).ifPresent(fields::subject);
            }
        }
    }

    private static String role(String element) {
        return switch (element) {
            case "org" -> "organisation";
            case "location", "virtloc" -> "place";
            case "object.title" -> "object";
            default -> element;
        };
    }

    /** The most special of the three names that a subject code has. */
    private static Optional<Concept> subject(XmlElement subject) {
        Optional<String> code = subject.attribute("tobject.subject.refnum");
        Optional<String> name =
                subject.attribute("tobject.subject.detail")
                        .or(() -> subject.attribute("tobject.subject.matter"))
                        .or(() -> subject.attribute("tobject.subject.type"))
                        .or(() -> code);
        String owner = subject.attribute("tobject.subject.ipr").orElse("IPTC");
        String scheme = owner.equalsIgnoreCase("IPTC") ? SUBJECT_CODES : owner;
        return name.map(n -> new Concept(n, code.orElse(null), scheme, "subject"));
    }

    private static Optional<Concept> place(XmlElement place) {
        Optional<String> code = place.attribute("iso-cc");
        return place.attribute("city")
                .or(() -> place.attribute("county-dist"))
                .or(() -> place.attribute("state-prov"))
                .or(() -> code)
                .map(name -> new Concept(name, code.orElse(null), null, "place"));
    }

    private static Optional<Concept> identified(XmlElement found, String role) {
        Optional<String> code =
                found.attribute("value")
                        .or(() -> found.attribute("code"))
                        .or(() -> found.attribute("location-code"));
        Optional<String> scheme = found.attribute("idsrc").or(() -> found.attribute("code-source"));
        return found.line()
                .or(() -> code)
                .map(name -> new Concept(name, code.orElse(null), scheme.orElse(null), role));
    }

    private static Optional<Concept> classifier(XmlElement found) {
        Optional<String> code = found.attribute("value");
        Optional<String> scheme = found.attribute("type").or(() -> found.attribute("idsrc"));
        return found.line()
                .or(() -> code)
                .map(name -> new Concept(name, code.orElse(null), scheme.orElse(null), "subject"));
    }
}
