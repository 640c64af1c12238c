package dev.wireroom.deliver.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamCursorTest {

    @Test
    void readsWhatItWrote() {
        StreamCursor cursor = new StreamCursor(Map.of(11, 4L, 0, 17L, 3, 0L));
        assertThat(cursor).hasToString("0-17.3-0.11-4");
        assertThat(StreamCursor.parse(cursor.toString())).isEqualTo(cursor);
    }

    @Test
    void standsBehindTheEventItIsTheIdOf() {
        StreamCursor cursor = new StreamCursor(Map.of(0, 17L, 1, 5L)).after(0, 17);
        assertThat(cursor.next(0)).isEqualTo(18);
        assertThat(cursor.next(1)).isEqualTo(5);
    }

    @Test
    void aPartitionAddedLaterIsReadFromItsBeginning() {
        assertThat(StreamCursor.parse("0-17").next(1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "0",
                "0-",
                "-1",
                "0-1-2",
                "0--1",
                "0-1.",
                "0-99999999999999999999"
            })
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> StreamCursor.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
