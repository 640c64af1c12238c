package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.MediaLink;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the story and the pictures among the nested NewsComponents of a NewsML 1.x item. A
 * component with media and no text but a caption is a picture, its content items renditions; a
 * component with text is part of the story, by its role: body, title, lead, or something to leave
 * out, such as a style sheet. Sibling components in different languages are versions of one story,
 * of which the first is read.
 */
final class Newsml1Components {

    private static final Set<String> BODY =
            Set.of("", "main", "body", "text", "maintext", "content", "story", "article");
    private static final Set<String> TITLE = Set.of("title", "headline");
    private static final Set<String> SUMMARY =
            Set.of(
                    "lead",
                    "leadin",
                    "abstract",
                    "summary",
                    "subheadline",
                    "short",
                    "intro",
                    "teaser");
    private static final Set<String> LEFT_OUT =
            Set.of("caption", "stylesheet", "credit", "byline", "keyword", "copyright");
    private static final Set<String> LESSER_RENDITIONS =
            Set.of("thumbnail", "preview", "quicklook", "icon", "viewimage", "lowres");

    /** Wires nest four or five; each level is looked through once more. */
    private static final int MAX_NESTING = 20;

    private final Findings findings;
    private final List<XmlElement> described = new ArrayList<>();
    private final Set<String> body = new LinkedHashSet<>();
    private final Set<String> others = new LinkedHashSet<>();
    private final List<MediaLink> media = new ArrayList<>();
    private @Nullable String title;
    private @Nullable String summary;
    private @Nullable String language;
    private @Nullable Story first;

    private Newsml1Components(Findings findings) {
        this.findings = findings;
    }

    static Newsml1Components of(XmlElement item, Findings findings) {
        Newsml1Components components = new Newsml1Components(findings);
        components.walkAll(item.children("NewsComponent"), "", 0);
        return components;
    }

    /**
     * Components that describe the story, outermost first; those of pictures are not among them.
     */
    List<XmlElement> described() {
        return described;
    }

    /** The language of the first component that says one. */
    Optional<String> language() {
        return Optional.ofNullable(language);
    }

    List<MediaLink> media() {
        boolean anyFull = media.stream().anyMatch(link -> !isLesser(link));
        return media.stream().filter(link -> !anyFull || !isLesser(link)).toList();
    }

    private static boolean isLesser(MediaLink link) {
        String role = link.getRole() == null ? "" : link.getRole();
        return LESSER_RENDITIONS.contains(role.toLowerCase(Locale.ROOT));
    }

    Story story() {
        Set<String> parts = body.isEmpty() ? others : body;
        String text = String.join("\n\n", parts);
        Story known = first == null ? Story.ofBody("") : first;
        return new Story(
                Optional.ofNullable(title).or(known::title),
                known.byline(),
                known.authors(),
                known.dateline(),
                Optional.ofNullable(summary).or(known::summary),
                known.note(),
                known.rights(),
                text,
                List.of());
    }

    private void walkAll(List<XmlElement> siblings, String inherited, int depth) {
        if (depth == MAX_NESTING && !siblings.isEmpty()) {
            findings.warn(
                    "content-skipped", "NewsComponent", "Components nest too deep to be read");
            return;
        }
        String spoken = null;
        for (XmlElement component : siblings) {
            Optional<String> own = component.attribute("xml:lang").filter(l -> hasStory(component));
            if (spoken != null && own.isPresent() && !own.get().equalsIgnoreCase(spoken)) {
                findings.warn(
                        "language-skipped",
                        "NewsComponent/@xml:lang",
                        "The version in %s was left out: one in %s came before it"
                                .formatted(Findings.excerpt(own.get()), Findings.excerpt(spoken)));
                continue;
            }
            spoken = own.orElse(spoken);
            walk(component, inherited, depth);
        }
    }

    private void walk(XmlElement component, String inherited, int depth) {
        String role = role(component).orElse(inherited);
        boolean pictures = hasMedia(component) && !hasStory(component);
        if (pictures && isPicture(component)) {
            picture(component);
            return;
        }
        if (!pictures) {
            described.add(component);
            if (language == null) {
                language = component.attribute("xml:lang").orElse(null);
            }
        }
        text(component, role);
        for (XmlElement content : component.children("ContentItem")) {
            if (isMedia(content) && !pictures) {
                link(List.of(content), component, role).ifPresent(media::add);
            }
        }
        walkAll(component.children("NewsComponent"), role, depth + 1);
    }

    private static Optional<String> role(XmlElement component) {
        return component
                .child("Role")
                .flatMap(Newsml1Item::formalName)
                .map(role -> role.toLowerCase(Locale.ROOT));
    }

    /** Content items of one component are forms of one content: the first that has text is read. */
    private void text(XmlElement component, String role) {
        if (LEFT_OUT.contains(role)) {
            return;
        }
        for (XmlElement content : component.children("ContentItem")) {
            Optional<Story> story =
                    isMedia(content) || isCode(content) ? Optional.empty() : story(content);
            if (story.isPresent()) {
                take(story.get(), role);
                return;
            }
        }
    }

    private void take(Story story, String role) {
        media.addAll(story.media());
        if (TITLE.contains(role)) {
            title = title == null ? oneLine(story.body()) : title;
        } else if (SUMMARY.contains(role)) {
            summary = summary == null ? story.body() : summary;
        } else if (BODY.contains(role)) {
            first = first == null ? story : first;
            body.add(story.body());
        } else {
            first = first == null ? story : first;
            others.add(story.body());
        }
    }

    private static @Nullable String oneLine(String text) {
        String line = XmlElement.collapsed(text);
        return line.isEmpty() ? null : line;
    }

    private Optional<Story> story(XmlElement content) {
        Optional<XmlElement> data = content.descendant("DataContent");
        boolean base64 =
                content.child("Encoding")
                        .flatMap(e -> e.attribute("Notation"))
                        .filter(n -> n.toLowerCase(Locale.ROOT).contains("base64"))
                        .isPresent();
        return data.flatMap(d -> Carried.in(d, base64, findings));
    }

    private static boolean isCode(XmlElement content) {
        return type(content).contains("css") || type(content).contains("javascript");
    }

    /** MIME type, media type and format of a content item in one string, lower case. */
    private static String type(XmlElement content) {
        StringBuilder type = new StringBuilder();
        for (String name : List.of("MimeType", "MediaType", "Format")) {
            content.child(name)
                    .flatMap(Newsml1Item::formalName)
                    .ifPresent(t -> type.append(t.toLowerCase(Locale.ROOT)).append(' '));
        }
        return type.toString();
    }

    /** Content that lies elsewhere is media, unless it says that it is text. */
    private static boolean isMedia(XmlElement content) {
        return content.attribute("Href").isPresent()
                && !type(content).contains("text")
                && !type(content).contains("nitf");
    }

    private static boolean hasMedia(XmlElement component) {
        return component.descendants("ContentItem").stream().anyMatch(Newsml1Components::isMedia);
    }

    /** Whether there is text in it besides captions. */
    private static boolean hasStory(XmlElement component) {
        if (role(component).filter(LEFT_OUT::contains).isPresent()) {
            return false;
        }
        for (XmlElement content : component.children("ContentItem")) {
            if (!isMedia(content) && content.descendant("DataContent").isPresent()) {
                return true;
            }
        }
        return component.children("NewsComponent").stream().anyMatch(Newsml1Components::hasStory);
    }

    /** Whether its media are renditions of one thing, rather than several things. */
    private static boolean isPicture(XmlElement component) {
        boolean direct =
                component.children("ContentItem").stream().anyMatch(Newsml1Components::isMedia);
        return direct
                || component.child("NewsLines").isPresent()
                || component.children("NewsComponent").stream()
                        .anyMatch(c -> role(c).filter("caption"::equals).isPresent());
    }

    private void picture(XmlElement component) {
        List<XmlElement> renditions =
                component.descendants("ContentItem").stream()
                        .filter(Newsml1Components::isMedia)
                        .toList();
        link(renditions, component, role(component).orElse("")).ifPresent(media::add);
    }

    private Optional<MediaLink> link(
            List<XmlElement> renditions, XmlElement component, String role) {
        XmlElement best = renditions.get(0);
        for (XmlElement candidate : renditions) {
            if (width(candidate) > width(best)) {
                best = candidate;
            }
        }
        XmlElement chosen = best;
        String type = chosen.child("MimeType").flatMap(Newsml1Item::formalName).orElse(null);
        String caption = caption(component).orElse(null);
        return chosen.attribute("Href")
                .map(
                        href ->
                                new MediaLink(
                                        href,
                                        type,
                                        role.isEmpty() ? "associated" : role,
                                        caption,
                                        property(chosen, "Width"),
                                        property(chosen, "Height")));
    }

    private static int width(XmlElement content) {
        Integer width = property(content, "Width");
        return width == null ? 0 : width;
    }

    /** Width and PixelWidth, in whatever case. */
    private static @Nullable Integer property(XmlElement content, String name) {
        for (XmlElement property : content.descendants("Property")) {
            String formal = property.attribute("FormalName").orElse("").toLowerCase(Locale.ROOT);
            if (formal.endsWith(name.toLowerCase(Locale.ROOT))) {
                return Pixels.of(property.attribute("Value"));
            }
        }
        return null;
    }

    /** What the caption component says, else the picture's own headline. */
    private Optional<String> caption(XmlElement component) {
        for (XmlElement part : component.descendants("NewsComponent")) {
            if (role(part).filter("caption"::equals).isPresent()) {
                for (XmlElement content : part.children("ContentItem")) {
                    Optional<String> text =
                            story(content).map(Story::body).filter(t -> !t.isEmpty());
                    if (text.isPresent()) {
                        return text;
                    }
                }
            }
        }
        return component
                .child("NewsLines")
                .flatMap(lines -> lines.childText("Caption").or(() -> lines.childText("HeadLine")));
    }
}
