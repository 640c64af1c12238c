package dev.wireroom.ingest.format.page;

import dev.wireroom.ingest.format.page.PageBlocks.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Finds the elements of a page that hold the article: first by what the page calls them, then by
 * where its prose is. See {@link MainText} for the idea.
 */
final class ArticleContainer {

    private static final Set<String> SUBJECTS =
            Set.of(
                    "article",
                    "story",
                    "post",
                    "entry",
                    "news",
                    "blog",
                    "node",
                    "single",
                    "page",
                    "content",
                    "main",
                    "artikel",
                    "articolo",
                    "noticia",
                    "nota",
                    "detail",
                    "text",
                    "field",
                    "c",
                    "available",
                    "markup",
                    "art",
                    "td",
                    "rich",
                    "body",
                    "full");
    private static final Set<String> BODIES =
            Set.of("body", "content", "text", "copy", "bodytext", "contents", "richtext", "txt");
    private static final Set<String> FUSED =
            Set.of(
                    "articlebody",
                    "articlecontent",
                    "articletext",
                    "storybody",
                    "storycontent",
                    "storytext",
                    "postcontent",
                    "postbody",
                    "posttext",
                    "entrycontent",
                    "bodytext",
                    "bodycopy",
                    "maintext",
                    "newstext",
                    "artikeltext",
                    "fulltext",
                    "newsbody",
                    "newscontent",
                    "wysiwyg",
                    "textcontent",
                    "entrytext");
    private static final Set<String> EXTENT =
            Set.of(
                    "inner",
                    "wrapper",
                    "wrap",
                    "container",
                    "main",
                    "block",
                    "section",
                    "area",
                    "col",
                    "column",
                    "text",
                    "body",
                    "content",
                    "box",
                    "field",
                    "item",
                    "copy",
                    "full",
                    "companion",
                    "primary",
                    "root",
                    "zone",
                    "in",
                    "html",
                    "p",
                    "default");

    /** Share of the page's prose under which a named element is not believed. */
    private static final double LEAST_SHARE_OF_NAMED = 0.3;

    private static final double LEAST_SHARE_OF_ARTICLE = 0.5;
    private static final double DOMINANT = 0.8;
    private static final double CLEARLY_AHEAD = 4;
    private static final double LEAST_PROSE = 60;
    private static final double LEAST_OF_OWN = 250;
    private static final int FEWEST_ITEMS = 4;
    private static final int LEAST_OF_LIST = 150;

    private final PageBlocks blocks;
    private final ElementMarks.Reader reader;
    private final Element body;
    private final String headline;

    ArticleContainer(PageBlocks blocks, ElementMarks.Reader reader, Element body, String headline) {
        this.blocks = blocks;
        this.reader = reader;
        this.body = body;
        this.headline = headline;
    }

    /** The elements that hold the article, in document order; at least one. */
    List<Element> find() {
        List<Element> found = byNameOrProse();
        if (found.stream().allMatch(element -> TeaserList.is(element, blocks, reader))) {
            return underHeadline(found).map(List::of).orElse(found);
        }
        return ofThisArticle(found).map(List::of).orElse(found);
    }

    /**
     * Where a page goes on to other articles, each in an element like that of its own: what holds
     * the article that goes by the page's headline, if something else was found.
     */
    private Optional<Element> ofThisArticle(List<Element> found) {
        Element own = headlineElement().map(heading -> heading.closest("article")).orElse(null);
        if (own == null || own.parent() == null || blocks.score(own) < LEAST_OF_OWN) {
            return Optional.empty();
        }
        if (found.stream().allMatch(at -> blocks.span(own).contains(blocks.span(at)))) {
            return Optional.empty();
        }
        for (Element other : own.siblingElements()) {
            if (other.nameIs("article")
                    && reader.of(other).words().equals(reader.of(own).words())
                    && other.selectFirst("h1") != null) {
                return Optional.of(descend(own));
            }
        }
        return Optional.empty();
    }

    private Optional<Element> headlineElement() {
        if (headline.isEmpty()) {
            return Optional.empty();
        }
        return blocks.in(blocks.span(body)).stream()
                .filter(block -> block.isHeading() && block.text().equals(headline))
                .map(Block::element)
                .findFirst();
    }

    /** The innermost element with prose that the headline stands in, beside what was found. */
    private Optional<Element> underHeadline(List<Element> teasers) {
        Element at = headlineElement().map(Element::parent).orElse(null);
        while (at != null && blocks.score(at) == 0) {
            at = at.parent();
        }
        if (at == null) {
            return Optional.empty();
        }
        Element holder = at;
        boolean apart = teasers.stream().noneMatch(teaser -> nested(teaser, holder));
        return apart ? Optional.of(descend(holder)) : Optional.empty();
    }

    private List<Element> byNameOrProse() {
        Element densest = descend(body);
        double total = blocks.score(body);
        Named named = bestNamed();
        if (named.best != null
                && blocks.score(named.best) >= LEAST_PROSE
                && named.score >= LEAST_SHARE_OF_NAMED * total) {
            return withLead(named.elements);
        }
        Element article = bestArticle();
        if (article != null && blocks.score(article) >= LEAST_SHARE_OF_ARTICLE * total) {
            return List.of(descend(article));
        }
        return List.of(densest);
    }

    /**
     * Goes down from an element as long as one child holds nearly all of its prose, or is far ahead
     * of every other.
     */
    private Element descend(Element from) {
        Element at = from;
        while (true) {
            double whole = blocks.score(at);
            Element best = null;
            double bestScore = 0;
            double second = 0;
            for (Element child : at.children()) {
                double score = blocks.score(child);
                if (score > bestScore) {
                    second = bestScore;
                    best = child;
                    bestScore = score;
                } else if (score > second) {
                    second = score;
                }
            }
            if (best == null || blocks.span(best).to() - blocks.span(best).from() < 2) {
                return at;
            }
            boolean ahead = bestScore >= 0.5 * whole && bestScore >= CLEARLY_AHEAD * second;
            if (bestScore < DOMINANT * whole && !ahead) {
                return at;
            }
            if (holdsListBeside(at, best)) {
                return at;
            }
            at = best;
        }
    }

    /** Whether another child has a headed list that is no links: ingredients, steps, results. */
    private boolean holdsListBeside(Element at, Element best) {
        if (at.closest("article, main") == null) {
            return false;
        }
        for (Element child : at.children()) {
            if (!child.equals(best) && isHeadedList(blocks.in(blocks.span(child)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHeadedList(List<Block> blocks) {
        boolean headed = false;
        int items = 0;
        int weight = 0;
        for (Block block : blocks) {
            headed |= block.isHeading() && block.linkWeight() == 0;
            if (headed && block.kind() == Block.Kind.ITEM && block.linkWeight() == 0) {
                items++;
                weight += block.weight();
            }
        }
        return items >= FEWEST_ITEMS && weight >= LEAST_OF_LIST;
    }

    private record Named(@Nullable Element best, List<Element> elements, double score) {}

    /** The named body with the most prose, and those beside it that go by the same name. */
    private Named bestNamed() {
        List<Element> candidates = new ArrayList<>();
        Element best = null;
        int bestRank = 0;
        for (Element element : blocks.elements()) {
            int rank = rank(element);
            if (rank == 0) {
                continue;
            }
            candidates.add(element);
            if (best == null || isBetter(element, rank, best, bestRank)) {
                best = element;
                bestRank = rank;
            }
        }
        if (best == null) {
            return new Named(null, List.of(), 0);
        }
        List<Element> group = new ArrayList<>(List.of(best));
        ElementMarks marks = reader.of(best);
        for (Element candidate : candidates) {
            if (!candidate.equals(best)
                    && reader.of(candidate).words().equals(marks.words())
                    && isBeside(candidate, best)
                    && group.stream().noneMatch(other -> nested(other, candidate))) {
                group.add(candidate);
            }
        }
        group.sort((a, b) -> Integer.compare(blocks.span(a).from(), blocks.span(b).from()));
        return new Named(best, group, group.stream().mapToDouble(blocks::score).sum());
    }

    /** More prose wins, but of two that hold about the same the inner, better named one. */
    private boolean isBetter(Element element, int rank, Element best, int bestRank) {
        double score = blocks.score(element);
        double bestScore = blocks.score(best);
        if (nested(element, best)) {
            boolean inner = blocks.span(best).contains(blocks.span(element));
            double inside = inner ? score / bestScore : bestScore / score;
            boolean innerWins =
                    inside >= 0.75 || (inner ? rank : bestRank) > (inner ? bestRank : rank);
            return inner == innerWins;
        }
        return score > bestScore;
    }

    private boolean nested(Element a, Element b) {
        Span first = blocks.span(a);
        Span second = blocks.span(b);
        return first.contains(second) || second.contains(first);
    }

    private static boolean isBeside(Element a, Element b) {
        Element parentA = a.parent();
        Element parentB = b.parent();
        if (parentA == null || parentB == null) {
            return false;
        }
        return parentA.equals(parentB)
                || (Objects.equals(parentA.parent(), parentB.parent())
                        && !parentA.nameIs("article")
                        && !parentA.nameIs("li"));
    }

    /** How surely an element is called the body of an article: 2, 1, or 0 for not. */
    private int rank(Element element) {
        if (Boilerplate.isArticleBody(element)) {
            return 2;
        }
        if (element.attributesSize() == 0 || element.nameIs("body") || element.nameIs("html")) {
            return 0;
        }
        for (List<String> parts : reader.of(element).terms()) {
            if (isBodyName(parts)) {
                return 1;
            }
        }
        return 0;
    }

    static boolean isBodyName(List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            boolean fused = FUSED.contains(part);
            boolean pair = i > 0 && BODIES.contains(part) && SUBJECTS.contains(parts.get(i - 1));
            if ((fused || pair) && EXTENT.containsAll(parts.subList(i + 1, parts.size()))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Element bestArticle() {
        Element best = null;
        for (Element element : blocks.elements()) {
            boolean article =
                    element.nameIs("article")
                            || element.attr("role").equals("article")
                            || element.attr("itemtype")
                                    .toLowerCase(Locale.ROOT)
                                    .endsWith("article");
            if (article && (best == null || blocks.score(element) > 1.2 * blocks.score(best))) {
                best = element;
            }
        }
        return best;
    }

    /** A standfirst that stands right before the body, as a paragraph of its own, belongs to it. */
    private List<Element> withLead(List<Element> elements) {
        List<Element> all = new ArrayList<>();
        Element before = elements.get(0).previousElementSibling();
        while (before != null && blocks.span(before).isEmpty()) {
            before = before.previousElementSibling();
        }
        if (before != null && before.nameIs("p") && blocks.score(before) > 0) {
            all.add(before);
        }
        all.addAll(elements);
        return all;
    }
}
