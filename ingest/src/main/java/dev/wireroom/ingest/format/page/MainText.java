package dev.wireroom.ingest.format.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Finds the text of the article on a page: the paragraphs, subheads, lists and quotations that a
 * reader would call the article, without what the site puts around and between them.
 *
 * <p><b>The idea.</b> What is and what is not article shows in four ways, each weak alone:
 *
 * <ol>
 *   <li>by name: an element called "related" or "newsletter" is none of the article ({@link
 *       Boilerplate}), one called "entry-content" likely is ({@link ArticleContainer}). Names lie
 *       on wrappers, so a name that would cost most of the page's prose is not believed.
 *   <li>by shape: prose is long, ends its sentences and has few links; navigation is short and all
 *       link ({@link Block#isProse}). The element that holds nearly all prose of a page holds the
 *       article, found by walking down from the body as long as one child has most of it [1, 2].
 *   <li>by phrase: a short block that says "Read more:" or "Advertisement", whole, is addressed to
 *       the reader by the site ({@link BoilerplatePhrases}); a long one that asks for money is told
 *       by what it speaks of together ({@link ReaderAppeals}), a caption by its credit ({@link
 *       Captions}).
 *   <li>by place: what is short and no sentence is kept between two paragraphs (a subhead, a line
 *       of dialogue), and dropped before the first and after the last, where headlines, bylines,
 *       dates, tags and widget labels stand [3].
 * </ol>
 *
 * <p><b>The steps.</b> Boilerplate elements are found in one walk; the rest is read as blocks in a
 * second. The container is the element that the page itself names as the article's body, if that
 * has a fair share of the prose; else the article element, narrowed down; else where the prose is
 * densest; where that turns out to be a list of teasers ({@link TeaserList}), what stands under the
 * headline. Bodies cut into several elements of the same name beside each other are put together.
 * Inside it blocks are selected in passes over the list. Where nothing readable is left, all blocks
 * of the page are selected from instead.
 *
 * <p><b>Parameters.</b> {@value #LINK_LIST} of a list being link makes it a list of links: lists in
 * articles are prose with a link here and there, lists of headlines are link throughout, and hardly
 * any are between. A widget label in the last {@value #TAIL} of the prose ends the article, and so
 * does the heading of readers' comments, which may be longer than the article; before that a label
 * takes only what follows up to the next prose. A pull quote is told from {@value #REPEATED_CHARS}
 * characters on; shorter ones repeat by chance. Letters of scripts that write syllables or words
 * count {@value Block#DENSE}-fold, so that lengths mean the same in Chinese.
 *
 * <p><b>Complexity.</b> Time and memory grow linearly with the page, but for the descent, which
 * looks at each child of the elements on one path once, and the search for up to {@value
 * #MOST_QUOTES} pull quotes. No step recurses.
 *
 * <ol>
 *   <li>C. Kohlschütter, P. Fankhauser, W. Nejdl: Boilerplate Detection using Shallow Text
 *       Features, WSDM 2010 (text length and link density of blocks).
 *   <li>Arc90's Readability and its heirs (prose in an element speaks for those it is in).
 *   <li>J. Pomikálek: Removing Boilerplate and Duplicate Content from Web Corpora, 2011, chapter 3
 *       (short blocks are judged by their neighbours).
 *   <li>A. Barbaresi: Trafilatura, ACL 2021 (names of elements first, then shape, with fallbacks).
 * </ol>
 */
final class MainText {

    /**
     * The paragraphs of an article's body.
     *
     * @param isIndex whether they announce other articles, so that the page is none itself
     */
    record Extract(List<Block> blocks, boolean isIndex) {
        String text() {
            return String.join("\n\n", blocks.stream().map(Block::text).toList());
        }
    }

    private static final double LINK_LIST = 0.55;
    private static final int REPEATED_CHARS = 40;
    private static final int[] NO_LIST = new int[2];
    private static final int MOST_QUOTES = 50;
    private static final double TAIL = 0.25;
    private static final int LEAST_UNLINKED = 20;
    private static final double ENOUGH_TO_END = 150;

    private MainText() {}

    static Extract of(Document page, String headline) {
        ElementMarks.Reader reader = new ElementMarks.Reader();
        Element body = page.body();
        PageBlocks blocks = PageBlocks.of(body, Boilerplate.of(body, reader));
        List<Block> found = new ArrayList<>();
        List<Element> elements = new ArticleContainer(blocks, reader, body, headline).find();
        for (Element element : elements) {
            found.addAll(blocks.in(blocks.span(element)));
        }
        List<Block> kept = select(TeaserList.without(found, blocks), headline);
        if (kept.stream().noneMatch(block -> block.score() > 0)) {
            kept = select(blocks.in(blocks.span(body)), headline);
        }
        boolean index = elements.stream().allMatch(at -> TeaserList.is(at, blocks, reader));
        return new Extract(kept, index);
    }

    private static List<Block> select(List<Block> found, String headline) {
        List<Block> blocks = withoutAppeals(withoutWidgets(found));
        blocks = withoutLinkLists(blocks);
        blocks.removeIf(block -> isChrome(block, headline));
        blocks = withoutRepeats(blocks);
        blocks = withoutEdges(blocks);
        return withoutLooseHeadings(blocks);
    }

    /**
     * A label such as "Related" takes with it what follows up to the next prose; near the end of
     * the page, all that follows.
     */
    private static List<Block> withoutWidgets(List<Block> blocks) {
        double total = blocks.stream().mapToDouble(Block::score).sum();
        double before = 0;
        List<Block> kept = new ArrayList<>();
        boolean widget = false;
        for (Block block : blocks) {
            boolean label =
                    block.weight() <= 80
                            && !block.endsSentence()
                            && BoilerplatePhrases.opensWidget(block.text());
            if (label) {
                boolean comments =
                        before >= ENOUGH_TO_END
                                && block.isHeading()
                                && BoilerplatePhrases.opensComments(block.text());
                if (comments || (total - before < TAIL * total && before > 0)) {
                    break;
                }
                widget = true;
                continue;
            }
            before += block.score();
            if (widget && (block.isProse() || block.isHeading())) {
                widget = false;
            }
            if (!widget) {
                kept.add(block);
            }
        }
        return kept;
    }

    /** Appeals to the reader go, and headings that stand above nothing else. */
    private static List<Block> withoutAppeals(List<Block> blocks) {
        List<Block> kept = new ArrayList<>();
        boolean appeal = false;
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            if (ReaderAppeals.isAppeal(block.text())) {
                appeal = true;
            } else if (!appeal || !block.isHeading()) {
                kept.add(block);
                appeal = false;
            }
        }
        Collections.reverse(kept);
        return kept;
    }

    private static List<Block> withoutLinkLists(List<Block> blocks) {
        Map<Element, int[]> lists = new HashMap<>();
        for (Block block : blocks) {
            Element list = list(block);
            if (list != null) {
                int[] sums = lists.computeIfAbsent(list, key -> new int[2]);
                sums[0] += block.weight();
                sums[1] += block.linkWeight();
            }
        }
        List<Block> kept = new ArrayList<>();
        for (Block block : blocks) {
            Element list = list(block);
            if (list != null) {
                int[] sums = lists.getOrDefault(list, NO_LIST);
                if (sums[1] > LINK_LIST * sums[0]) {
                    continue;
                }
            }
            kept.add(block);
        }
        return kept;
    }

    private static @Nullable Element list(Block block) {
        Element at = block.element();
        for (int i = 0; i < 4 && at != null; i++) {
            if (at.nameIs("ul") || at.nameIs("ol") || at.nameIs("dl")) {
                return at;
            }
            at = at.parent();
        }
        return null;
    }

    private static boolean isChrome(Block block, String headline) {
        if (BoilerplatePhrases.isNotice(block.text())
                || Captions.isCaption(block)
                || (block.kind() == Block.Kind.OTHER && BoilerplatePhrases.isClock(block.text()))) {
            return true;
        }
        if (block.isHeading()) {
            return block.text().equals(headline) || block.element().nameIs("h1");
        }
        return block.linkDensity() > LINK_LIST && block.weight() - block.linkWeight() < 60;
    }

    /**
     * A pull quote repeats a paragraph or a sentence of the text. Paragraphs that repeat each other
     * stay: it is the same words in another kind of block that make a pull quote.
     */
    private static List<Block> withoutRepeats(List<Block> blocks) {
        Set<String> paragraphs = new HashSet<>();
        StringBuilder all = new StringBuilder();
        for (Block block : blocks) {
            if (block.kind() == Block.Kind.PARAGRAPH || block.kind() == Block.Kind.ITEM) {
                paragraphs.add(block.text());
                all.append(block.text()).append('\n');
            }
        }
        List<Block> kept = new ArrayList<>();
        int quotes = 0;
        for (Block block : blocks) {
            boolean quote = block.kind() == Block.Kind.QUOTE && ++quotes <= MOST_QUOTES;
            boolean other = quote || block.kind() == Block.Kind.OTHER || block.isHeading();
            boolean repeats =
                    block.text().length() >= REPEATED_CHARS
                            && ((other && paragraphs.contains(block.text()))
                                    || (quote && all.indexOf(unquoted(block.text())) >= 0));
            if (!repeats) {
                kept.add(block);
            }
        }
        return kept;
    }

    private static String unquoted(String text) {
        return text.replaceAll("^[\"“„«‘']+|[\"”“»’']+$", "");
    }

    private static List<Block> withoutEdges(List<Block> blocks) {
        int first = 0;
        while (first < blocks.size() && blocks.get(first).score() == 0) {
            first++;
        }
        if (first == blocks.size()) {
            return blocks;
        }
        int from = first;
        Element holder = blocks.get(first).element().parent();
        boolean chapters = blocks.stream().skip(first).anyMatch(block -> isChapter(block, holder));
        while (from > 0
                && (belongsBefore(blocks.get(from - 1))
                        || (chapters && isChapter(blocks.get(from - 1), holder)))) {
            from--;
        }
        int to = blocks.size();
        while (to > first && blocks.get(to - 1).score() == 0 && !belongsAfter(blocks.get(to - 1))) {
            to--;
        }
        return new ArrayList<>(blocks.subList(from, to));
    }

    /** A heading of the second rank opens the text only where the text has more of them. */
    private static boolean isChapter(Block block, @Nullable Element holder) {
        return block.isHeading()
                && block.element().nameIs("h2")
                && Objects.equals(block.element().parent(), holder);
    }

    private static boolean belongsBefore(Block block) {
        return (block.isHeading() && !block.element().nameIs("h1") && !block.element().nameIs("h2"))
                || isLinkedSentence(block);
    }

    private static boolean belongsAfter(Block block) {
        boolean item = block.kind() == Block.Kind.ITEM;
        boolean line = block.kind() == Block.Kind.PARAGRAPH && block.endsSentence();
        return (block.linkDensity() < 0.3 && (item || line)) || isLinkedSentence(block);
    }

    /** A paragraph of one sentence, much of which is a link. */
    private static boolean isLinkedSentence(Block block) {
        return block.kind() == Block.Kind.PARAGRAPH
                && block.endsSentence()
                && block.weight() - block.linkWeight() >= LEAST_UNLINKED;
    }

    private static List<Block> withoutLooseHeadings(List<Block> blocks) {
        List<Block> kept = new ArrayList<>();
        boolean text = false;
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            if (!block.isHeading()) {
                text = true;
                kept.add(block);
            } else if (text) {
                kept.add(block);
            }
        }
        Collections.reverse(kept);
        return kept;
    }
}
