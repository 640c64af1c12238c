package dev.wireroom.ingest.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Paragraphs as teleprinters set them: lines broken by hand, the first of a paragraph indented.
 * Wires still send a whole story so in one p element. Where every line is indented it is the markup
 * that is, and nothing is meant by it.
 */
public final class IndentedParagraphs {

    private static final int LEAST_INDENT = 2;

    private IndentedParagraphs() {}

    /** Whether, from the second line on, some lines are indented and some are not. */
    public static boolean areIn(String text) {
        if (text.indexOf('\n') < 0) {
            return false;
        }
        List<String> rest = text.lines().skip(1).filter(line -> !line.isBlank()).toList();
        boolean indented = rest.stream().anyMatch(IndentedParagraphs::isIndented);
        boolean flush = rest.stream().anyMatch(line -> !isIndented(line));
        return indented && flush;
    }

    /** The paragraphs of such a text, line ends kept. */
    public static List<String> of(String text) {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (String line : text.lines().toList()) {
            if ((line.isBlank() || isIndented(line)) && !paragraph.isEmpty()) {
                paragraphs.add(paragraph.toString());
                paragraph.setLength(0);
            }
            if (!line.isBlank()) {
                paragraph.append(line.strip()).append('\n');
            }
        }
        if (!paragraph.isEmpty()) {
            paragraphs.add(paragraph.toString());
        }
        return paragraphs;
    }

    private static boolean isIndented(String line) {
        int spaces = 0;
        while (spaces < line.length() && line.charAt(spaces) == ' ') {
            spaces++;
        }
        return spaces >= LEAST_INDENT || line.startsWith("\t");
    }
}
