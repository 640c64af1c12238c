package dev.wireroom.ingest.format.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * Recognises announcements of other articles: a heading with a line or two below it, many in a row
 * under one name. A page whose prose lies in them is the front page of a section, or an article
 * shorter than the list below it.
 */
final class TeaserList {

    private static final int FEWEST = 3;
    private static final int MOST_BLOCKS = 3;
    private static final double MOST_OF_IT = 0.8;
    private static final double LITTLE_OF_IT = 0.25;
    private static final double LINKED = 0.55;

    private TeaserList() {}

    /** Whether the prose of an element lies in teasers that are its children. */
    static boolean is(Element element, PageBlocks blocks, ElementMarks.Reader reader) {
        Map<String, Integer> counts = new HashMap<>();
        double inTeasers = 0;
        int most = 0;
        for (Element child : element.children()) {
            if (isTeaser(blocks.in(blocks.span(child)))) {
                String name = child.normalName() + reader.of(child).words();
                most = Math.max(most, counts.merge(name, 1, Integer::sum));
                inTeasers += blocks.score(child);
            }
        }
        return most >= FEWEST && inTeasers >= MOST_OF_IT * blocks.score(element);
    }

    private static boolean isTeaser(List<Block> blocks) {
        if (blocks.size() < 2 || blocks.size() > MOST_BLOCKS) {
            return false;
        }
        long headings = blocks.stream().filter(Block::isHeading).count();
        boolean linked = blocks.stream().anyMatch(block -> block.linkDensity() > LINKED);
        return headings == 1 || (headings == 0 && linked);
    }

    /**
     * Drops single teasers set among paragraphs: a heading that is all link, with what shares its
     * element. A round-up, whose own text stands below such headings, is kept whole.
     */
    static List<Block> without(List<Block> found, PageBlocks blocks) {
        double total = found.stream().mapToDouble(Block::score).sum();
        Set<Block> teasers = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Element> seen = new HashSet<>();
        double inTeasers = 0;
        for (Block block : found) {
            Element card = block.element().parent();
            if (!block.isHeading()
                    || block.linkDensity() <= LINKED
                    || card == null
                    || !seen.add(card)) {
                continue;
            }
            double score = blocks.score(card);
            if (score < LITTLE_OF_IT * total) {
                inTeasers += score;
                teasers.addAll(blocks.in(blocks.span(card)));
            }
        }
        if (teasers.isEmpty() || inTeasers > LITTLE_OF_IT * total) {
            return found;
        }
        List<Block> kept = new ArrayList<>(found);
        kept.removeIf(teasers::contains);
        return kept;
    }
}
