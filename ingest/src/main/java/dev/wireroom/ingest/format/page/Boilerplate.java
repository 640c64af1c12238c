package dev.wireroom.ingest.format.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
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
                    "script", "style", "noscript", "template", "head", "title", "button", "select",
                    "option", "textarea", "iframe", "object", "embed", "svg", "audio", "video",
                    "canvas", "math", "datalist", "dialog", "menu", "applet", "map", "input");

    private static final Set<String> UNLIKELY_TAGS =
            Set.of("nav", "aside", "footer", "form", "figcaption", "figure");

    private static final Set<String> UNLIKELY_ROLES =
            Set.of(
                    "navigation", "complementary", "banner", "contentinfo", "search", "dialog",
                    "alert", "alertdialog", "menu", "menubar", "toolbar", "tooltip");

    private static final Set<String> COMMENT_TERMS =
            Set.of(
                    "comment", "comments", "commentlist", "commentform", "disqus", "respond",
                    "livefyre", "comentarios", "comentario", "commentaires", "commentaire",
                    "kommentare", "kommentar", "reacties", "komentarze", "yorumlar", "commenti",
                    "kommentarer", "commento", "commenter");

    private static final Set<String> SURE_TERMS =
            Set.of(
                    "breadcrumb", "breadcrumbs", "sharedaddy", "relatedposts",
                    "outbrain", "taboola", "zergnet", "revcontent", "mgid", "newsletter",
                    "newsletters", "cookie", "cookies", "consent", "gdpr", "sidebar", "nav",
                    "navbar", "navigation", "subnav", "submenu", "menu", "pagination", "pager",
                    "advert", "adverts", "advertisement", "advertising", "ad", "ads", "adslot",
                    "adsbygoogle", "dfp", "popup", "modal", "addthis", "addtoany", "sharethis",
                    "shariff", "sociable", "mostread", "trending", "recommended",
                    "recommendations", "recirculation", "recirc", "skiplink", "printfriendly",
                    "masthead", "infobar", "tooltip", "reactions", "swipe", "tweet");

    private static final Set<String> SURE_PAIRS =
            Set.of(
                    "screen reader", "visually hidden", "sr only", "most read", "most popular",
                    "jp relatedposts", "skip link", "twitter tweet", "instagram media",
                    "tiktok embed", "fb post", "you may", "more stories", "more news",
                    "more articles", "more from", "read next", "up next", "related articles",
                    "related posts", "related stories", "related content", "related news",
                    "related links", "post navigation", "author bio", "author box", "about author");

    private static final Set<String> LIKELY_TERMS =
            Set.of(
                    "share", "sharing", "shares", "social", "socials", "related", "promo", "byline",
                    "author", "authors", "tags", "taglist", "widget", "banner", "footer",
                    "caption", "credit", "credits", "copyright", "teaser", "teasers", "signup",
                    "subscribe", "subscription", "rating", "ratings", "poll", "timestamp", "meta",
                    "metadata", "readmore", "popular", "pullquote", "cta", "follow", "login",
                    "search", "topbar", "toc", "player", "donate", "donation", "editsection",
                    "pubdate", "date", "kicker", "eyebrow", "categories", "sponsor", "sponsored",
                    "noprint", "overlay", "toolbar", "tools", "utility", "btn", "bookmark",
                    "dossier", "bio", "viral", "rightrail", "jumplink", "hatnote", "navbox");

    private static final Set<String> LIKELY_PAIRS =
            Set.of(
                    "read more", "see also", "pull quote", "tag list", "cat links", "right rail",
                    "side bar", "sign up", "reading time", "read time", "read also", "more on",
                    "story links", "link list", "image info", "photo info", "media info",
                    "article info", "post info", "table contents", "article tools", "print only",
                    "story tools", "article actions", "social links");

    /** Also names of wrappers of prose in page builders. */
    private static final Set<String> BUILDER_TERMS = Set.of("elementor", "wpb", "wp", "fusion");

    private static final Set<String> HIDDEN_WORDS =
            Set.of("hidden", "is-hidden", "hide", "u-hidden", "d-none", "invisible", "sr-only");

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
        Set<Element> dropped = Collections.newSetFromMap(new IdentityHashMap<>());
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
        /** Readers' comments are often longer than the article. */
        COMMENTS
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
            return !bulk || (suspicion == Suspicion.COMMENTS && enoughLeft);
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
                int length = text.getWholeText().strip().length();
                if (length >= TEXT_COUNTED) {
                    prose += length;
                }
            }
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
            if (!open.isEmpty() && open.get(open.size() - 1).element == element) {
                open.remove(open.size() - 1).close(prose, bodies);
            }
        }

        private Suspicion suspicion(Element element) {
            String name = element.normalName();
            if (name.equals("html") || name.equals("body") || name.equals("main")) {
                return Suspicion.NONE;
            }
            ElementMarks marks = reader.of(element);
            if (isHidden(element, marks)) {
                return Suspicion.NAMED;
            }
            if (isInline(element) || name.equals("article") || name.equals("br")) {
                return isLabel(name, marks) ? Suspicion.NAMED : Suspicion.NONE;
            }
            if (UNLIKELY_ROLES.contains(element.attr("role").toLowerCase(Locale.ROOT))) {
                return Suspicion.NAMED;
            }
            if (isUnlikelyTag(element)) {
                return Suspicion.NAMED;
            }
            return named(element, marks);
        }

        private static Suspicion named(Element element, ElementMarks marks) {
            if (!marks.isEmpty()) {
                if (marks.hasTerm(COMMENT_TERMS)) {
                    return Suspicion.COMMENTS;
                }
                if (marks.hasTerm(SURE_TERMS)
                        || marks.hasPair(SURE_PAIRS)
                        || (marks.hasTerm(LIKELY_TERMS) && !isBuilder(marks))
                        || marks.hasPair(LIKELY_PAIRS)
                        || marks.words().stream().anyMatch(word -> word.startsWith("wp-caption"))) {
                    return Suspicion.NAMED;
                }
            }
            String label = element.attr("aria-label");
            return BoilerplatePhrases.isWidgetLabel(label) ? Suspicion.NAMED : Suspicion.NONE;
        }

        private static boolean isBuilder(ElementMarks marks) {
            return marks.terms().stream()
                    .anyMatch(parts -> !parts.isEmpty() && BUILDER_TERMS.contains(parts.get(0)));
        }

        private static boolean isLabel(String name, ElementMarks marks) {
            return (name.equals("span") || name.equals("time") || name.equals("small"))
                    && (marks.hasTerm(LABEL_TERMS) || marks.hasPair(SURE_PAIRS));
        }

        private static final Set<String> LABEL_TERMS =
                Set.of(
                        "caption", "credit", "copyright", "comments", "share", "byline", "author",
                        "timestamp", "date", "editsection", "tooltip", "ad");

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
        for (String word : HIDDEN_WORDS) {
            if (marks.hasWord(word)) {
                // a class per screen size shows it again: "hidden md:block"
                return marks.words().stream()
                        .noneMatch(w -> w.endsWith(":block") || w.endsWith(":flex")
                                || (w.startsWith("d-") && !w.equals("d-none")));
            }
        }
        return false;
    }

    /** Whether the page says by schema.org that this is the text of an article. */
    static boolean isArticleBody(Element element) {
        return element.attributesSize() > 0
                && (element.attr("itemprop").contains("articleBody")
                        || element.attr("property").contains("articleBody"));
    }
}
