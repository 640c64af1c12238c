package dev.wireroom.ingest.format.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Paragraphs of plain text: blocks between blank lines, their white space evened, their line ends
 * kept until it is clear whether those were set by hand or by a mailer.
 */
public final class Paragraphs {

    /** Lines broken by hand or by a mailer: about as long as each other, and not long. */
    private static final int WRAPPED_MIN = 40;

    private static final int WRAPPED_MAX = 90;

    private static final int FIRST_LINES = 16;

    private Paragraphs() {}

    /** The blocks of a text in one pass; blank ones are left out. The list can be changed. */
    public static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            int before = block.length();
            appendLine(text, at, end, block);
            if (block.length() == before && before > 0) {
                blocks.add(block.toString());
                block.setLength(0);
            }
            at = end + 1;
        }
        if (!block.isEmpty()) {
            blocks.add(block.toString());
        }
        return blocks;
    }

    /** Blocks as one text, with the lines that were wrapped made whole. */
    public static String joined(List<String> blocks) {
        return String.join("\n\n", unwrapped(blocks));
    }

    /** Appends a line evened and stripped, after a line end where the block has lines already. */
    private static void appendLine(String text, int from, int to, StringBuilder block) {
        boolean begun = false;
        boolean blank = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (isBlank(c)) {
                blank = true;
                continue;
            }
            if (!begun) {
                if (!block.isEmpty()) {
                    block.append('\n');
                }
            } else if (blank) {
                block.append(' ');
            }
            begun = true;
            blank = false;
            block.append(c);
        }
    }

    private static boolean isBlank(char c) {
        return c == ' '
                || Character.isWhitespace(c)
                || Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    private static List<String> unwrapped(List<String> blocks) {
        if (blocks.size() == 1 && !isWrapped(blocks.get(0))) {
            return blocks.get(0).lines().toList();
        }
        return blocks.stream()
                .map(block -> isWrapped(block) ? block.replace('\n', ' ') : block)
                .toList();
    }

    static boolean isWrapped(String block) {
        int begin = 0;
        int end = block.indexOf('\n');
        boolean several = end >= 0;
        while (end >= 0) {
            if (end - begin < WRAPPED_MIN || end - begin > WRAPPED_MAX) {
                return false;
            }
            begin = end + 1;
            end = block.indexOf('\n', begin);
        }
        return several;
    }

    static String firstLine(List<String> blocks) {
        if (blocks.isEmpty()) {
            return "";
        }
        int end = blocks.get(0).indexOf('\n');
        return end < 0 ? blocks.get(0) : blocks.get(0).substring(0, end);
    }

    /** The first lines, across blocks. */
    static List<String> firstLines(List<String> blocks) {
        List<String> lines = new ArrayList<>();
        for (String block : blocks) {
            block.lines().limit(FIRST_LINES).forEach(lines::add);
            if (lines.size() >= FIRST_LINES) {
                break;
            }
        }
        return lines;
    }

    /** Takes out the first line that is this one. */
    public static void removeLine(List<String> blocks, String line) {
        for (int i = 0; i < Math.min(blocks.size(), FIRST_LINES); i++) {
            List<String> lines = new ArrayList<>(blocks.get(i).lines().toList());
            if (lines.remove(line)) {
                if (lines.isEmpty()) {
                    blocks.remove(i);
                } else {
                    blocks.set(i, String.join("\n", lines));
                }
                return;
            }
        }
    }
}
