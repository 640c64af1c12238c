package dev.wireroom.ingest.format.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * Finds the elements of a page that are no part of an article by what they are or are called:
 * navigation, share bars, "Related" widgets, newsletter boxes, consent notices, advertisements,
 * comments, hidden parts.
 *
 * <p>A name is only a hint: themes put "has-sidebar" or "social" on the element that holds the
 * whole page. So a named element is spared where it holds the bulk of the page's prose, or the
 * element that the page itself marks as the article's body.
 */
final class Boilerplate {

    /** Never prose, whatever is in them. */
    private static final Set<String> NO_PROSE =
            Set.of(
                    "script",
                    "style",
                    "noscript",
                    "template",
                    "head",
                    "title",
                    "button",
                    "select",
                    "option",
                    "textarea",
                    "iframe",
                    "object",
                    "embed",
                    "svg",
                    "audio",
                    "video",
                    "canvas",
                    "math",
                    "datalist",
                    "dialog",
                    "menu",
                    "applet",
                    "map",
                    "input");

    private static final Set<String> UNLIKELY_TAGS =
            Set.of("nav", "aside", "footer", "form", "figcaption", "figure");

    private static final Set<String> UNLIKELY_ROLES =
            Set.of(
                    "navigation",
                    "complementary",
                    "banner",
                    "contentinfo",
                    "search",
                    "dialog",
                    "alert",
                    "alertdialog",
                    "menu",
                    "menubar",
                    "toolbar",
                    "tooltip");

    private static final Set<String> INLINE =
            Set.of(
                    "a", "b", "strong", "i", "em", "u", "mark", "span", "font", "small", "sup",
                    "sub", "code", "abbr", "cite", "q", "s", "ins", "time", "bdi", "kbd", "var",
                    "wbr", "label", "data", "del", "strike", "tt", "big", "acronym", "dfn");

    private static final int TEXT_COUNTED = 20;
    private static final int ENOUGH_LEFT = 250;
    private static final double BULK = 0.5;

    private Boilerplate() {}

    static boolean isNoProse(Element element) {
        return NO_PROSE.contains(element.normalName());
    }

    static boolean isInline(Element element) {
        return INLINE.contains(element.normalName());
    }

    /** The elements to leave out; what they contain is not listed again. */
    static Set<Element> of(Element root, ElementMarks.Reader reader) {
        Census census = new Census(reader);
        root.traverse(census);
        Set<Element> dropped = new HashSet<>();
        for (Suspect suspect : census.suspects) {
            if (suspect.isDropped(census.prose)) {
                dropped.add(suspect.element);
            }
        }
        return dropped;
    }

    private enum Suspicion {
        NONE,
        NAMED,
        /** Readers' comments and consent notices: often longer than the article. */
        APART
    }

    /** An element that is likely boilerplate, with what is in it. */
    private static final class Suspect {
        private final Element element;
        private final Suspicion suspicion;
        private long prose;
        private boolean holdsBody;

        private Suspect(Element element, Suspicion suspicion, long prose, long bodies) {
            this.element = element;
            this.suspicion = suspicion;
            this.prose = -prose;
            this.bodiesBefore = bodies;
        }

        private final long bodiesBefore;

        private void close(long proseNow, long bodiesNow) {
            prose += proseNow;
            holdsBody = bodiesNow > bodiesBefore;
        }

        private boolean isDropped(long total) {
            if (holdsBody) {
                return false;
            }
            boolean bulk = prose > total * BULK && prose > ENOUGH_LEFT;
            boolean enoughLeft = total - prose >= ENOUGH_LEFT;
            return !bulk || (suspicion == Suspicion.APART && enoughLeft);
        }
    }

    /** Counts the prose in each suspect, in one walk. */
    private static final class Census implements NodeVisitor {
        private final ElementMarks.Reader reader;
        private final List<Suspect> suspects = new ArrayList<>();
        private final List<Suspect> open = new ArrayList<>();
        private long prose;
        private long bodies;
        private int links;
        private int noProse;

        private Census(ElementMarks.Reader reader) {
            this.reader = reader;
        }

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                count(text);
            } else if (node instanceof Element element) {
                enter(element);
            }
        }

        private void count(TextNode text) {
            if (links == 0 && noProse == 0) {
                int weight = weight(text.getWholeText().strip());
                if (weight >= TEXT_COUNTED) {
                    prose += weight;
                }
            }
        }

        private static int weight(String text) {
            int weight = text.length();
            for (int i = 0; i < text.length(); i++) {
                if (Block.isDense(text.charAt(i))) {
                    weight += Block.DENSE - 1;
                }
            }
            return weight;
        }

        private void enter(Element element) {
            if (isNoProse(element)) {
                noProse++;
            } else if (element.nameIs("a")) {
                links++;
            }
            if (noProse > 0) {
                return;
            }
            if (isArticleBody(element)) {
                bodies++;
            }
            Suspicion suspicion = suspicion(element);
            if (suspicion != Suspicion.NONE) {
                Suspect suspect = new Suspect(element, suspicion, prose, bodies);
                suspects.add(suspect);
                open.add(suspect);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            if (isNoProse(element)) {
                noProse--;
            } else if (element.nameIs("a")) {
                links--;
            }
            if (!open.isEmpty() && open.get(open.size() - 1).element.equals(element)) {
                open.remove(open.size() - 1).close(prose, bodies);
            }
        }

        private Suspicion suspicion(Element element) {
            String name = element.normalName();
            if (name.equals("html") || name.equals("body") || name.equals("main")) {
                return Suspicion.NONE;
            }
            ElementMarks marks = reader.of(element);
            if (isHidden(element, marks) && !HiddenText.continuesArticle(element, marks)) {
                return Suspicion.NAMED;
            }
            if (isInline(element) || name.equals("article") || name.equals("br")) {
                return isLabel(name, marks) ? Suspicion.NAMED : Suspicion.NONE;
            }
            String role = element.attr("role").toLowerCase(Locale.ROOT);
            if (role.equals("dialog") || BoilerplateNames.areApart(marks)) {
                return Suspicion.APART;
            }
            if (UNLIKELY_ROLES.contains(role)) {
                return Suspicion.NAMED;
            }
            if (isUnlikelyTag(element)) {
                return Suspicion.NAMED;
            }
            return named(element, marks);
        }

        private static Suspicion named(Element element, ElementMarks marks) {
            boolean unlikely =
                    BoilerplateNames.areUnlikely(marks)
                            || BoilerplatePhrases.isWidgetLabel(element.attr("aria-label"));
            return unlikely ? Suspicion.NAMED : Suspicion.NONE;
        }

        private static boolean isLabel(String name, ElementMarks marks) {
            return (name.equals("span") || name.equals("time") || name.equals("small"))
                    && BoilerplateNames.areOfLabel(marks);
        }

        private static boolean isUnlikelyTag(Element element) {
            if (!UNLIKELY_TAGS.contains(element.normalName())) {
                return false;
            }
            Element parent = element.parent();
            boolean quote = parent != null && parent.nameIs("blockquote");
            return !(element.nameIs("footer") && quote)
                    && !(element.nameIs("figure") && holdsTable(element));
        }

        private static boolean holdsTable(Element figure) {
            for (Element child : figure.children()) {
                if (child.nameIs("table") || child.nameIs("blockquote") || child.nameIs("pre")) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isHidden(Element element, ElementMarks marks) {
        if (element.attributesSize() == 0) {
            return false;
        }
        if (element.hasAttr("hidden") || element.attr("aria-hidden").equals("true")) {
            return true;
        }
        String style = element.attr("style");
        if (!style.isEmpty()) {
            String compact = style.replace(" ", "").toLowerCase(Locale.ROOT);
            if (compact.contains("display:none") || compact.contains("visibility:hidden")) {
                return true;
            }
        }
        return BoilerplateNames.areHidden(marks);
    }

    /** Whether the page says by schema.org that this is the text of an article. */
    static boolean isArticleBody(Element element) {
        return element.attributesSize() > 0
                && (element.attr("itemprop").contains("articleBody")
                        || element.attr("property").contains("articleBody"));
    }
}
