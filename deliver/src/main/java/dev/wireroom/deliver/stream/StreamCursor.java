package dev.wireroom.deliver.stream;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where a subscriber stands: for each partition of the enriched topic, the offset it wants next.
 * Written {@code 0-17.3-4} (partition-offset, partitions ascending), which is the id of an event on
 * the stream: whoever sends it back as Last-Event-ID goes on right behind that event. Partitions
 * that it does not name are at the beginning. Immutable.
 */
record StreamCursor(Map<Integer, Long> nextOffsets) {

    private static final int MAX_LENGTH = 100_000;

    StreamCursor {
        nextOffsets = Map.copyOf(nextOffsets);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static StreamCursor parse(String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a cursor looks like 0-17.3-4");
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String part : text.strip().split("\\.", -1)) {
            String[] numbers = part.split("-", -1);
            try {
                int partition = Integer.parseUnsignedInt(numbers[0]);
                long offset = Long.parseUnsignedLong(numbers[1]);
                if (numbers.length != 2 || partition < 0 || offset < 0) {
                    throw new IllegalArgumentException(
                            "'%s' is not a partition and an offset".formatted(part));
                }
                offsets.put(partition, offset);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        "'%s' is not a partition and an offset".formatted(part), e);
            }
        }
        return new StreamCursor(offsets);
    }

    /** The offset wanted next of a partition; 0 where the cursor does not name it. */
    long next(int partition) {
        return nextOffsets.getOrDefault(partition, 0L);
    }

    /** The cursor behind the given record. */
    StreamCursor after(int partition, long offset) {
        Map<Integer, Long> moved = new TreeMap<>(nextOffsets);
        moved.put(partition, offset + 1);
        return new StreamCursor(moved);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(nextOffsets)
                .forEach(
                        (partition, offset) ->
                                text.append(text.isEmpty() ? "" : ".")
                                        .append(partition)
                                        .append('-')
                                        .append(offset));
        return text.toString();
    }
}
