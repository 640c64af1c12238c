package dev.wireroom.ingest.format.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * The text of a page as blocks in document order. Every block element covers a range of them, so
 * how much prose an element holds is one subtraction of prefix sums.
 */
final class PageBlocks {

    /** Blocks from one index (inclusive) to another (exclusive). */
    record Span(int from, int to) {
        static final Span EMPTY = new Span(0, 0);

        boolean isEmpty() {
            return from >= to;
        }

        boolean contains(Span other) {
            return from <= other.from && other.to <= to;
        }
    }

    private final List<Block> blocks;
    private final Map<Element, Span> spans;
    private final double[] scores;

    private PageBlocks(List<Block> blocks, Map<Element, Span> spans) {
        this.blocks = blocks;
        this.spans = spans;
        this.scores = new double[blocks.size() + 1];
        for (int i = 0; i < blocks.size(); i++) {
            scores[i + 1] = scores[i] + blocks.get(i).score();
        }
    }

    /** Reads all but the elements left out. Walks without recursion: depth costs no stack. */
    static PageBlocks of(Element root, Set<Element> leftOut) {
        Writer writer = new Writer(leftOut);
        root.filter(writer);
        writer.flush();
        return new PageBlocks(writer.blocks, writer.spans);
    }

    List<Block> in(Span span) {
        return blocks.subList(span.from, span.to);
    }

    Block get(int index) {
        return blocks.get(index);
    }

    int size() {
        return blocks.size();
    }

    Span span(Element element) {
        return spans.getOrDefault(element, Span.EMPTY);
    }

    double score(Element element) {
        return score(span(element));
    }

    double score(Span span) {
        return scores[span.to] - scores[span.from];
    }

    /** Block elements that hold any block, in document order of their ends. */
    Set<Element> elements() {
        return spans.keySet();
    }

    private static final class Writer implements NodeFilter {
        private static final Map<String, Block.Kind> KINDS = kinds();

        private final Set<Element> leftOut;
        private final List<Block> blocks = new ArrayList<>();
        private final Map<Element, Span> spans = new LinkedHashMap<>();
        private final List<Element> open = new ArrayList<>();
        private final List<Integer> begins = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int weight;
        private int linkWeight;
        private int links;
        private int preformatted;
        private int breaks;
        private boolean space;

        private Writer(Set<Element> leftOut) {
            this.leftOut = leftOut;
        }

        private static Map<String, Block.Kind> kinds() {
            Map<String, Block.Kind> kinds = new HashMap<>();
            for (String heading : List.of("h1", "h2", "h3", "h4", "h5", "h6")) {
                kinds.put(heading, Block.Kind.HEADING);
            }
            kinds.put("p", Block.Kind.PARAGRAPH);
            kinds.put("li", Block.Kind.ITEM);
            kinds.put("dd", Block.Kind.ITEM);
            kinds.put("dt", Block.Kind.ITEM);
            kinds.put("td", Block.Kind.CELL);
            kinds.put("th", Block.Kind.CELL);
            kinds.put("blockquote", Block.Kind.QUOTE);
            kinds.put("pre", Block.Kind.PREFORMATTED);
            return kinds;
        }

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode run) {
                append(run.getWholeText());
            } else if (node instanceof Element element) {
                return enter(element);
            }
            return FilterResult.CONTINUE;
        }

        private FilterResult enter(Element element) {
            if (element.nameIs("br")) {
                breakLine();
                return FilterResult.CONTINUE;
            }
            if (Boilerplate.isNoProse(element) || leftOut.contains(element)) {
                if (!Boilerplate.isInline(element) && leftOut.contains(element)) {
                    flush();
                }
                return FilterResult.SKIP_ENTIRELY;
            }
            if (element.nameIs("a")) {
                links++;
            } else if (!Boilerplate.isInline(element)) {
                flush();
                open.add(element);
                begins.add(blocks.size());
                if (element.nameIs("pre")) {
                    preformatted++;
                }
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return FilterResult.CONTINUE;
            }
            if (element.nameIs("a")) {
                links--;
            } else if (!open.isEmpty() && open.get(open.size() - 1).equals(element)) {
                flush();
                open.remove(open.size() - 1);
                int begin = begins.removeLast();
                if (begin < blocks.size()) {
                    spans.put(element, new Span(begin, blocks.size()));
                }
                if (element.nameIs("pre")) {
                    preformatted--;
                }
            }
            return FilterResult.CONTINUE;
        }

        private void append(String run) {
            for (int i = 0; i < run.length(); i++) {
                char c = run.charAt(i);
                if (c == '\n' && preformatted > 0) {
                    breaks++;
                } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                    space = true;
                } else if (c != '\u200B' && c != '\uFEFF' && c != '\u00AD') {
                    append(c);
                }
            }
        }

        private void append(char c) {
            if (breaks > 1 && preformatted == 0) {
                flush();
            }
            if (!text.isEmpty()) {
                if (breaks > 0) {
                    text.append(breaks > 1 ? "\n\n" : "\n");
                } else if (space) {
                    text.append(' ');
                }
            }
            breaks = 0;
            space = false;
            text.append(c);
            int letter = Block.isDense(c) ? Block.DENSE : 1;
            weight += letter;
            if (links > 0) {
                linkWeight += letter;
            }
        }

        private void breakLine() {
            breaks++;
        }

        private void flush() {
            if (!text.isEmpty() && !open.isEmpty()) {
                Element element = open.get(open.size() - 1);
                blocks.add(new Block(text.toString(), element, kind(element), weight, linkWeight));
            }
            text.setLength(0);
            weight = 0;
            linkWeight = 0;
            breaks = 0;
            space = false;
        }

        /** A paragraph in a quotation or a list entry is that. */
        private Block.Kind kind(Element element) {
            Block.Kind kind = KINDS.getOrDefault(element.normalName(), Block.Kind.OTHER);
            if (kind == Block.Kind.PARAGRAPH || kind == Block.Kind.OTHER) {
                for (int i = open.size() - 2; i >= Math.max(0, open.size() - 4); i--) {
                    if (open.get(i).nameIs("li")) {
                        return Block.Kind.ITEM;
                    }
                    if (open.get(i).nameIs("blockquote")) {
                        return Block.Kind.QUOTE;
                    }
                }
            }
            return kind;
        }
    }
}
