package dev.wireroom.enrich.text.model;

import dev.wireroom.enrich.text.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The most probable well-formed tag sequence of a sentence (Viterbi): I follows only B or I of its
 * own type, and no organisation begins right after another one, since two with nothing between them
 * are one whose first word is doubtful ("Danish Maritime Authority"). Tags are otherwise taken as
 * independent, so the path maximises the sum of log probabilities. Linear in tokens, quadratic in
 * the few tags. Immutable.
 */
public final class TagDecoder {
    private static final double FLOOR = 1e-9;

    private final TagSet tags;
    private final boolean[] inside;
    private final @Nullable EntityType[] typeOf;

    public TagDecoder(TagSet tags) {
        this.tags = tags;
        inside = new boolean[tags.size()];
        typeOf = new EntityType[tags.size()];
        for (EntityType type : tags.types()) {
            inside[tags.inside(type)] = true;
            typeOf[tags.inside(type)] = type;
            typeOf[tags.begin(type)] = type;
        }
    }

    /**
     * Tokens {@code [from, to)} of one sentence that name something; confidence is the lowest of
     * its tokens'.
     */
    public record TaggedSpan(int from, int to, EntityType type, double confidence) {}

    /**
     * Decodes one sentence.
     *
     * @param probabilities {@code [token][tag]}, rows of {@link TagSet#size()}
     */
    public List<TaggedSpan> decode(double[][] probabilities) {
        int[] path = path(probabilities);
        List<TaggedSpan> spans = new ArrayList<>();
        for (int from = 0; from < path.length; from++) {
            if (path[from] == tags.outside()) {
                continue;
            }
            EntityType type = Objects.requireNonNull(typeOf[path[from]]);
            int to = from + 1;
            double confidence = mass(probabilities[from], type);
            while (to < path.length && inside[path[to]] && typeOf[path[to]] == type) {
                confidence = Math.min(confidence, mass(probabilities[to], type));
                to++;
            }
            spans.add(new TaggedSpan(from, to, type, confidence));
            from = to - 1;
        }
        return spans;
    }

    private double mass(double[] row, EntityType type) {
        return row[tags.begin(type)] + row[tags.inside(type)];
    }

    private int[] path(double[][] probabilities) {
        int length = probabilities.length;
        int size = tags.size();
        if (length == 0) {
            return new int[0];
        }
        double[] score = new double[size];
        double[] next = new double[size];
        int[][] back = new int[length][size];
        for (int tag = 0; tag < size; tag++) {
            score[tag] = inside[tag] ? Double.NEGATIVE_INFINITY : log(probabilities[0][tag]);
        }
        for (int token = 1; token < length; token++) {
            for (int tag = 0; tag < size; tag++) {
                double best = Double.NEGATIVE_INFINITY;
                int from = tags.outside();
                for (int previous = 0; previous < size; previous++) {
                    if (score[previous] > best && follows(previous, tag)) {
                        best = score[previous];
                        from = previous;
                    }
                }
                next[tag] = best + log(probabilities[token][tag]);
                back[token][tag] = from;
            }
            double[] swap = score;
            score = next;
            next = swap;
        }
        int[] path = new int[length];
        for (int tag = 1; tag < size; tag++) {
            if (score[tag] > score[path[length - 1]]) {
                path[length - 1] = tag;
            }
        }
        for (int token = length - 1; token > 0; token--) {
            path[token - 1] = back[token][path[token]];
        }
        return path;
    }

    private boolean follows(int previous, int tag) {
        if (inside[tag]) {
            return typeOf[previous] == typeOf[tag];
        }
        return typeOf[tag] != EntityType.ORGANIZATION
                || typeOf[previous] != EntityType.ORGANIZATION;
    }

    private static double log(double probability) {
        return Math.log(probability + FLOOR);
    }
}
