package dev.wireroom.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns of text, as wide as they need to be. A head that begins with {@code >} is of a column set
 * to the right. Not thread-safe.
 */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<Boolean> right;
    private final List<String[]> rows = new ArrayList<>();

    private TextTable(String... heads) {
        right = Arrays.stream(heads).map(head -> head.startsWith(">")).toList();
        rows.add(
                Arrays.stream(heads)
                        .map(head -> head.startsWith(">") ? head.substring(1) : head)
                        .toArray(String[]::new));
    }

    public static TextTable of(String... heads) {
        return new TextTable(heads);
    }

    /** As many cells as there are heads. */
    public void row(String... cells) {
        if (cells.length != right.size()) {
            throw new IllegalArgumentException(
                    "%d cells for %d columns".formatted(cells.length, right.size()));
        }
        rows.add(cells);
    }

    /** Every row on a line of its own, the last one too. */
    @Override
    public String toString() {
        int[] widths = new int[right.size()];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String space = " ".repeat(widths[i] - row[i].length());
                line.append(i == 0 ? "" : GAP)
                        .append(right.get(i) ? space + row[i] : row[i] + space);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
