package dev.wireroom.enrich.text.token;

/** A half-open range of UTF-16 code units. */
public record Span(int begin, int end) {

    /** How many code units. */
    public int length() {
        return end - begin;
    }

    /** True when the two share at least one code unit. */
    public boolean overlaps(int otherBegin, int otherEnd) {
        return begin < otherEnd && otherBegin < end;
    }
}
