package dev.wireroom.enrich.text.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.wireroom.enrich.text.EntityType;
import dev.wireroom.enrich.text.model.TagDecoder.TaggedSpan;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagDecoderTest {
    private static final TagSet TAGS = new TagSet(List.of("O", "B-PER", "I-PER", "B-ORG", "I-ORG"));
    private final TagDecoder decoder = new TagDecoder(TAGS);

    @Test
    void prefersAWellFormedPathToTheBestTagOfEachToken() {
        // Alone, the second token would be I-ORG; after B-PER only I-PER continues.
        double[][] rows = {{0.05, 0.9, 0.02, 0.02, 0.01}, {0.05, 0.02, 0.4, 0.03, 0.5}};

        assertThat(decoder.decode(rows))
                .singleElement()
                .satisfies(
                        span -> {
                            assertThat(span.to()).isEqualTo(2);
                            assertThat(span.type()).isEqualTo(EntityType.PERSON);
                            assertThat(span.confidence()).isCloseTo(0.42, within(1e-9));
                        });
    }

    @Test
    void separatesNeighboursOfOneType() {
        double[][] rows = {{0, 1, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 0, 0}};

        assertThat(decoder.decode(rows)).extracting(TaggedSpan::from).containsExactly(0, 1);
    }

    @Test
    void neighbouringOrganisationsAreOne() {
        // "Danish Maritime Authority": more likely O B I or B I I than two names.
        double[][] rows = {
            {0.45, 0, 0, 0.55, 0}, {0.02, 0, 0, 0.52, 0.46}, {0.01, 0, 0, 0.01, 0.98}
        };

        assertThat(decoder.decode(rows))
                .singleElement()
                .satisfies(
                        span -> {
                            assertThat(span.from()).isEqualTo(0);
                            assertThat(span.to()).isEqualTo(3);
                        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsTheBestOfAllWellFormedPaths(long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[5][TAGS.size()];
        for (double[] row : rows) {
            for (int tag = 0; tag < row.length; tag++) {
                row[tag] = random.nextDouble();
            }
        }

        assertThat(decoder.decode(rows)).as("seed %d", seed).isEqualTo(best(rows));
    }

    /** The spans of the best path, by trying them all. */
    private List<TaggedSpan> best(double[][] rows) {
        int[] path = new int[rows.length];
        int[] best = null;
        double top = Double.NEGATIVE_INFINITY;
        for (int number = 0; number < Math.pow(TAGS.size(), rows.length); number++) {
            int rest = number;
            double score = 0;
            boolean valid = true;
            for (int token = 0; token < rows.length; token++) {
                path[token] = rest % TAGS.size();
                rest /= TAGS.size();
                int before = token == 0 ? 0 : path[token - 1];
                boolean inside = path[token] == 2 || path[token] == 4;
                valid &= !inside || before == path[token] || before == path[token] - 1;
                valid &= token == 0 || path[token] != 3 || (before != 3 && before != 4);
                score += Math.log(rows[token][path[token]]);
            }
            if (valid && score > top) {
                top = score;
                best = path.clone();
            }
        }
        double[][] certain = new double[rows.length][TAGS.size()];
        for (int token = 0; token < rows.length; token++) {
            certain[token][best[token]] = 1;
        }
        List<TaggedSpan> spans = decoder.decode(certain);
        return spans.stream()
                .map(
                        span -> {
                            double confidence = 1e9;
                            int begin = TAGS.begin(span.type());
                            for (int token = span.from(); token < span.to(); token++) {
                                confidence =
                                        Math.min(
                                                confidence,
                                                rows[token][begin] + rows[token][begin + 1]);
                            }
                            return new TaggedSpan(span.from(), span.to(), span.type(), confidence);
                        })
                .toList();
    }

    @Test
    void refusesTagsThatAreNotBio() {
        assertThatThrownBy(() -> new TagSet(List.of("O", "B-PER")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new TagSet(List.of("O", "B-XYZ", "I-XYZ")))
                .hasMessageContaining("XYZ");
    }
}
