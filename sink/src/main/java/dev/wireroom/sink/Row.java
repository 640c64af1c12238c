package dev.wireroom.sink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row for one table: values in the order of its columns. Not to be changed once made. */
final class Row {

    private final List<? extends Column<?>> columns;
    private final @Nullable Object[] values;

    private Row(List<? extends Column<?>> columns, @Nullable Object[] values) {
        this.columns = columns;
        this.values = values;
    }

    static <T> Row of(List<Column<T>> columns, T source) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).value().apply(source);
        }
        return new Row(columns, values);
    }

    int size() {
        return values.length;
    }

    Column<?> column(int index) {
        return columns.get(index);
    }

    @Nullable Object value(int index) {
        return values[index];
    }

    /**
     * The value of a column.
     *
     * @throws IllegalArgumentException where the row has no such column
     */
    @Nullable Object value(String column) {
        for (int i = 0; i < values.length; i++) {
            if (columns.get(i).name().equals(column)) {
                return values[i];
            }
        }
        throw new IllegalArgumentException("no column " + column);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Row{");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(columns.get(i).name())
                    .append('=')
                    .append(values[i]);
        }
        return text.append('}').toString();
    }
}
