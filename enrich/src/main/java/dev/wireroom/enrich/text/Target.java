package dev.wireroom.enrich.text;

/**
 * A passage toward which sentiment is asked for.
 *
 * @param begin first UTF-16 code unit, from 0
 * @param end one past the last
 */
public record Target(Field field, int begin, int end) {
    public Target {
        if (begin < 0 || end <= begin) {
            throw new IndexOutOfBoundsException(
                    "target [%d, %d) of %s is not a passage".formatted(begin, end, field.label()));
        }
    }
}
