package dev.wireroom.ingest.format.page;

import java.util.Set;

/** The names that pages give to what is no part of an article. */
final class BoilerplateNames {

    private static final Set<String> APART_TERMS =
            Set.of(
                    "comment",
                    "comments",
                    "commentlist",
                    "commentform",
                    "disqus",
                    "respond",
                    "livefyre",
                    "comentarios",
                    "comentario",
                    "commentaires",
                    "commentaire",
                    "kommentare",
                    "kommentar",
                    "reacties",
                    "komentarze",
                    "yorumlar",
                    "commenti",
                    "kommentarer",
                    "cookie",
                    "cookies",
                    "consent",
                    "gdpr",
                    "newsletter",
                    "newsletters",
                    "relatedposts",
                    "outbrain",
                    "taboola",
                    "popup",
                    "modal",
                    "dialog");

    private static final Set<String> SURE_TERMS =
            Set.of(
                    "breadcrumb",
                    "breadcrumbs",
                    "sharedaddy",
                    "zergnet",
                    "revcontent",
                    "mgid",
                    "sidebar",
                    "nav",
                    "navbar",
                    "navigation",
                    "subnav",
                    "submenu",
                    "menu",
                    "pagination",
                    "pager",
                    "advert",
                    "adverts",
                    "advertisement",
                    "advertising",
                    "ad",
                    "ads",
                    "adslot",
                    "adsbygoogle",
                    "dfp",
                    "addthis",
                    "addtoany",
                    "sharethis",
                    "shariff",
                    "sociable",
                    "mostread",
                    "trending",
                    "recommended",
                    "recommendations",
                    "recirculation",
                    "recirc",
                    "skiplink",
                    "printfriendly",
                    "masthead",
                    "infobar",
                    "tooltip",
                    "reactions",
                    "swipe",
                    "tweet");

    private static final Set<String> SURE_PAIRS =
            Set.of(
                    "screen reader",
                    "visually hidden",
                    "sr only",
                    "most read",
                    "most popular",
                    "jp relatedposts",
                    "skip link",
                    "twitter tweet",
                    "instagram media",
                    "tiktok embed",
                    "fb post",
                    "you may",
                    "more stories",
                    "more news",
                    "more articles",
                    "more from",
                    "read next",
                    "up next",
                    "related articles",
                    "related posts",
                    "related stories",
                    "related content",
                    "related news",
                    "related links",
                    "latest posts",
                    "latest news",
                    "latest stories",
                    "recent posts",
                    "recent news",
                    "popular posts",
                    "post navigation",
                    "author bio",
                    "author box",
                    "about author");

    private static final Set<String> LIKELY_TERMS =
            Set.of(
                    "share",
                    "sharing",
                    "shares",
                    "social",
                    "socials",
                    "related",
                    "promo",
                    "byline",
                    "author",
                    "authors",
                    "tags",
                    "taglist",
                    "widget",
                    "banner",
                    "footer",
                    "caption",
                    "credit",
                    "credits",
                    "copyright",
                    "teaser",
                    "teasers",
                    "signup",
                    "subscribe",
                    "subscription",
                    "rating",
                    "ratings",
                    "poll",
                    "timestamp",
                    "meta",
                    "metadata",
                    "readmore",
                    "popular",
                    "pullquote",
                    "cta",
                    "follow",
                    "login",
                    "search",
                    "topbar",
                    "toc",
                    "player",
                    "donate",
                    "donation",
                    "editsection",
                    "pubdate",
                    "date",
                    "kicker",
                    "eyebrow",
                    "categories",
                    "sponsor",
                    "sponsored",
                    "noprint",
                    "overlay",
                    "toolbar",
                    "tools",
                    "utility",
                    "btn",
                    "bookmark",
                    "dossier",
                    "bio",
                    "viral",
                    "rightrail",
                    "jumplink",
                    "hatnote",
                    "navbox",
                    "gallery",
                    "slideshow",
                    "carousel",
                    "slider",
                    "video",
                    "videos",
                    "playlist",
                    "freemium",
                    "regwall",
                    "epic",
                    "quiz",
                    "contributions");

    private static final Set<String> LIKELY_PAIRS =
            Set.of(
                    "read more",
                    "see also",
                    "pull quote",
                    "tag list",
                    "cat links",
                    "right rail",
                    "side bar",
                    "sign up",
                    "reading time",
                    "read time",
                    "read also",
                    "more on",
                    "story links",
                    "link list",
                    "image info",
                    "photo info",
                    "media info",
                    "article info",
                    "post info",
                    "table contents",
                    "article tools",
                    "print only",
                    "story tools",
                    "article actions",
                    "social links");

    /** Also names of wrappers of prose in page builders. */
    private static final Set<String> BUILDER_TERMS = Set.of("elementor", "wpb", "wp", "fusion");

    private static final Set<String> HIDDEN_WORDS =
            Set.of("hidden", "is-hidden", "hide", "u-hidden", "d-none", "invisible", "sr-only");

    private static final Set<String> LABEL_TERMS =
            Set.of(
                    "caption",
                    "credit",
                    "copyright",
                    "comments",
                    "share",
                    "byline",
                    "author",
                    "timestamp",
                    "date",
                    "editsection",
                    "tooltip",
                    "ad");

    private BoilerplateNames() {}

    /** Names of what may well be longer than the article, and is surely not it. */
    static boolean areApart(ElementMarks marks) {
        return marks.hasTerm(APART_TERMS);
    }

    static boolean areUnlikely(ElementMarks marks) {
        if (marks.isEmpty()) {
            return false;
        }
        return marks.hasTerm(SURE_TERMS)
                || marks.hasPair(SURE_PAIRS)
                || (marks.hasTerm(LIKELY_TERMS) && !areOfBuilder(marks))
                || marks.hasPair(LIKELY_PAIRS)
                || marks.words().stream().anyMatch(word -> word.startsWith("wp-caption"));
    }

    /** Names of a label within a line. */
    static boolean areOfLabel(ElementMarks marks) {
        return marks.hasTerm(LABEL_TERMS) || marks.hasPair(SURE_PAIRS);
    }

    /** A class that hides; where another shows it again on some screens, it is shown. */
    static boolean areHidden(ElementMarks marks) {
        return HIDDEN_WORDS.stream().anyMatch(marks::hasWord)
                && marks.words().stream()
                        .noneMatch(
                                word ->
                                        word.endsWith(":block")
                                                || word.endsWith(":flex")
                                                || (word.startsWith("d-")
                                                        && !word.equals("d-none")));
    }

    private static boolean areOfBuilder(ElementMarks marks) {
        return marks.terms().stream()
                .anyMatch(parts -> !parts.isEmpty() && BUILDER_TERMS.contains(parts.get(0)));
    }
}
