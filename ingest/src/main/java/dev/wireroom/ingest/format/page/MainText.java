package dev.wireroom.ingest.format.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** TODO doc */
final class MainText {

    /** The paragraphs of an article's body. */
    record Extract(List<Block> blocks) {
        String text() {
            return String.join("\n\n", blocks.stream().map(Block::text).toList());
        }
    }

    private static final double LINK_LIST = 0.55;
    private static final int REPEATED_CHARS = 40;
    private static final double TAIL = 0.25;

    private MainText() {}

    static Extract of(Document page, String headline) {
        ElementMarks.Reader reader = new ElementMarks.Reader();
        Element body = page.body();
        PageBlocks blocks = PageBlocks.of(body, Boilerplate.of(body, reader));
        List<Block> found = new ArrayList<>();
        for (Element element : new ArticleContainer(blocks, reader, body).find()) {
            found.addAll(blocks.in(blocks.span(element)));
        }
        List<Block> kept = select(found, headline);
        if (kept.stream().noneMatch(block -> block.score() > 0)) {
            kept = select(blocks.in(blocks.span(body)), headline);
        }
        return new Extract(kept);
    }

    private static List<Block> select(List<Block> found, String headline) {
        List<Block> blocks = withoutWidgets(found);
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
                    block.weight() <= 80 && !block.endsSentence()
                            && BoilerplatePhrases.isWidgetLabel(block.text());
            if (label) {
                if (total - before < TAIL * total && before > 0) {
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

    private static List<Block> withoutLinkLists(List<Block> blocks) {
        Map<Element, int[]> lists = new IdentityHashMap<>();
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
                int[] sums = lists.get(list);
                if (sums[1] > LINK_LIST * sums[0]) {
                    continue;
                }
            }
            kept.add(block);
        }
        return kept;
    }

    private static @org.jspecify.annotations.Nullable Element list(Block block) {
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
        if (BoilerplatePhrases.isNotice(block.text())) {
            return true;
        }
        if (block.isHeading()) {
            return block.text().equals(headline) || block.element().nameIs("h1");
        }
        return block.linkDensity() > LINK_LIST && block.weight() - block.linkWeight() < 60;
    }

    /** Pull quotes repeat a sentence or a paragraph of the text; paragraphs may repeat each other. */
    private static List<Block> withoutRepeats(List<Block> blocks) {
        Map<String, Integer> counts = new HashMap<>();
        for (Block block : blocks) {
            if (block.text().length() >= REPEATED_CHARS) {
                counts.merge(block.text(), 1, Integer::sum);
            }
        }
        List<Block> kept = new ArrayList<>();
        for (Block block : blocks) {
            boolean paragraph =
                    block.kind() == Block.Kind.PARAGRAPH || block.kind() == Block.Kind.ITEM;
            if (paragraph || counts.getOrDefault(block.text(), 1) == 1) {
                kept.add(block);
            } else {
                counts.merge(block.text(), -1, Integer::sum);
            }
        }
        return kept;
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
        while (from > 0 && belongsBefore(blocks.get(from - 1))) {
            from--;
        }
        int to = blocks.size();
        while (to > first && blocks.get(to - 1).score() == 0 && !belongsAfter(blocks.get(to - 1))) {
            to--;
        }
        return new ArrayList<>(blocks.subList(from, to));
    }

    private static boolean belongsBefore(Block block) {
        return block.isHeading() && !block.element().nameIs("h1") && !block.element().nameIs("h2");
    }

    private static boolean belongsAfter(Block block) {
        return block.kind() == Block.Kind.ITEM && block.linkDensity() < 0.3
                || block.kind() == Block.Kind.PARAGRAPH
                        && block.linkDensity() < 0.3
                        && block.endsSentence();
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
