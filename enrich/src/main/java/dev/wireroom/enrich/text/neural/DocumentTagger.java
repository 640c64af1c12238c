package dev.wireroom.enrich.text.neural;

import dev.wireroom.enrich.text.EntityType;
import dev.wireroom.enrich.text.entity.KnownNames;
import dev.wireroom.enrich.text.model.TagDecoder;
import dev.wireroom.enrich.text.model.TagDecoder.TaggedSpan;
import dev.wireroom.enrich.text.model.TagSet;
import dev.wireroom.enrich.text.token.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * From the model's tag probabilities to named spans, with the whole document in view.
 *
 * <ol>
 *   <li>Smoothing: a name keeps its type throughout an article. Each capitalised token's
 *       distribution over types is mixed with the mean over all its occurrences in the document,
 *       {@value #DOCUMENT_WEIGHT} of the mean; B and I keep their ratio.
 *   <li>Decoding: the best well-formed tag sequence ({@link TagDecoder}).
 *   <li>Known names: a country's name, exactly as written, is a place, and that of a known
 *       organisation an organisation, unless the model saw it as part of something longer or an
 *       event is named after it ("FIFA World Cup").
 *   <li>Abbreviations that the article explains ("African Union (AU)") are organisations
 *       throughout, with the same exception.
 * </ol>
 *
 * Linear in tokens. Immutable.
 */
final class DocumentTagger {
    private static final double DOCUMENT_WEIGHT = 0.7;

    /** Keeps B:I ratios of nearly impossible types near the token's overall ratio. */
    private static final double RATIO_PRIOR = 0.05;

    private static final double TINY = 1e-4;

    /** What a known name that the model missed is worth. */
    private static final double LISTED = 0.9;

    /** After these a known organisation lends its name to an event, as in "FIFA World Cup". */
    private static final Set<String> EVENTS =
            Set.of(
                    "Award",
                    "Awards",
                    "Championship",
                    "Championships",
                    "Cup",
                    "Gold",
                    "Marathon",
                    "Masters",
                    "Open",
                    "Prize",
                    "Trophy",
                    "World");

    private final TagSet tags;
    private final TagDecoder decoder;
    private final KnownNames countries;
    private final KnownNames organizations;

    DocumentTagger(TagSet tags, KnownNames countries, KnownNames organizations) {
        this.tags = tags;
        this.decoder = new TagDecoder(tags);
        this.countries = countries;
        this.organizations = organizations;
    }

    /**
     * Named spans of each window, in order.
     *
     * @param probabilities per window {@code [token * tags + tag]}
     */
    List<List<TaggedSpan>> tag(List<Window> windows, List<float[]> probabilities) {
        Map<String, Mean> means = means(windows, probabilities);
        List<List<TaggedSpan>> spans = new ArrayList<>(windows.size());
        for (int index = 0; index < windows.size(); index++) {
            Window window = windows.get(index);
            double[][] smoothed = smooth(window, probabilities.get(index), means);
            spans.add(withKnown(window, decoder.decode(smoothed), probabilities.get(index)));
        }
        Abbreviations abbreviations = Abbreviations.in(windows, spans);
        if (!abbreviations.isEmpty()) {
            for (int index = 0; index < windows.size(); index++) {
                spans.set(
                        index,
                        withAbbreviations(
                                windows.get(index),
                                spans.get(index),
                                probabilities.get(index),
                                abbreviations));
            }
        }
        return spans;
    }

    private List<TaggedSpan> withAbbreviations(
            Window window,
            List<TaggedSpan> spans,
            float[] probabilities,
            Abbreviations abbreviations) {
        List<TaggedSpan> kept = spans;
        for (int token = 0; token < window.tokens(); token++) {
            if (abbreviations.contains(window.token(token))) {
                kept = withName(kept, token, token + 1, EntityType.ORGANIZATION, probabilities);
            }
        }
        return kept;
    }

    private static final class Mean {
        private final double[] sums;
        private int count;

        Mean(int size) {
            sums = new double[size];
        }
    }

    private Map<String, Mean> means(List<Window> windows, List<float[]> probabilities) {
        Map<String, Mean> means = new HashMap<>();
        for (int index = 0; index < windows.size(); index++) {
            Window window = windows.get(index);
            for (int token = 0; token < window.tokens(); token++) {
                if (isCapitalised(window, token)) {
                    Mean mean =
                            means.computeIfAbsent(
                                    key(window, token), word -> new Mean(tags.types().size() + 1));
                    double[] types = types(probabilities.get(index), token);
                    for (int type = 0; type < types.length; type++) {
                        mean.sums[type] += types[type];
                    }
                    mean.count++;
                }
            }
        }
        return means;
    }

    private double[][] smooth(Window window, float[] probabilities, Map<String, Mean> means) {
        int size = tags.size();
        double[][] smoothed = new double[window.tokens()][size];
        for (int token = 0; token < window.tokens(); token++) {
            for (int tag = 0; tag < size; tag++) {
                smoothed[token][tag] = probabilities[token * size + tag];
            }
            Mean mean = isCapitalised(window, token) ? means.get(key(window, token)) : null;
            if (mean != null && mean.count > 1) {
                mix(smoothed[token], types(probabilities, token), mean);
            }
        }
        return smoothed;
    }

    private void mix(double[] row, double[] own, Mean mean) {
        double begins = TINY;
        double insides = TINY;
        for (EntityType type : tags.types()) {
            begins += row[tags.begin(type)];
            insides += row[tags.inside(type)];
        }
        double overall = begins / (begins + insides);
        row[tags.outside()] = mixed(own[0], mean.sums[0] / mean.count);
        for (int type = 0; type < tags.types().size(); type++) {
            EntityType entityType = tags.types().get(type);
            double total = mixed(own[type + 1], mean.sums[type + 1] / mean.count);
            double share =
                    (row[tags.begin(entityType)] + RATIO_PRIOR * overall)
                            / (own[type + 1] + RATIO_PRIOR);
            row[tags.begin(entityType)] = total * share;
            row[tags.inside(entityType)] = total * (1 - share);
        }
    }

    private static double mixed(double own, double mean) {
        return (1 - DOCUMENT_WEIGHT) * own + DOCUMENT_WEIGHT * mean;
    }

    /** Mass of O, then of each type. */
    private double[] types(float[] probabilities, int token) {
        double[] types = new double[tags.types().size() + 1];
        int row = token * tags.size();
        types[0] = probabilities[row + tags.outside()];
        for (int type = 0; type < tags.types().size(); type++) {
            EntityType entityType = tags.types().get(type);
            types[type + 1] =
                    (double) probabilities[row + tags.begin(entityType)]
                            + probabilities[row + tags.inside(entityType)];
        }
        return types;
    }

    private static boolean isCapitalised(Window window, int token) {
        return switch (window.shape(token)) {
            case INITIAL, ALL_CAPS -> true;
            case MIXED -> Character.isUpperCase(window.token(token).codePointAt(0));
            case DIGIT ->
                    window.end(token) - window.begin(token) > 1
                            && Character.isUpperCase(window.token(token).codePointAt(0));
            case SPECIAL, LOWER, PUNCTUATION, SINGLE_CAPITAL -> false;
        };
    }

    private static String key(Window window, int token) {
        return window.token(token).toLowerCase(Locale.ROOT);
    }

    private List<TaggedSpan> withKnown(
            Window window, List<TaggedSpan> spans, float[] probabilities) {
        List<String> tokens = null;
        List<TaggedSpan> kept = spans;
        for (int token = 0; token < window.tokens(); token++) {
            if (!startsUpper(window, token) && !organizations.mayBegin(window.token(token))) {
                continue;
            }
            if (tokens == null) {
                tokens = tokens(window);
            }
            int country = countries.match(tokens, token);
            int organization = knownOrganization(tokens, token);
            int length = Math.max(country, organization);
            if (length > 0) {
                EntityType type =
                        organization > country ? EntityType.ORGANIZATION : EntityType.LOCATION;
                kept = withName(kept, token, token + length, type, probabilities);
                token += length - 1;
            }
        }
        return kept;
    }

    private int knownOrganization(List<String> tokens, int from) {
        int length = organizations.match(tokens, from);
        boolean event = from + length < tokens.size() && EVENTS.contains(tokens.get(from + length));
        return event ? 0 : length;
    }

    private static boolean startsUpper(Window window, int token) {
        return switch (window.shape(token)) {
            case INITIAL, ALL_CAPS, MIXED, SINGLE_CAPITAL -> true;
            case SPECIAL, LOWER, PUNCTUATION, DIGIT -> false;
        };
    }

    private static List<String> tokens(Window window) {
        List<String> tokens = new ArrayList<>(window.tokens());
        for (int token = 0; token < window.tokens(); token++) {
            tokens.add(window.token(token));
        }
        return tokens;
    }

    private List<TaggedSpan> withName(
            List<TaggedSpan> spans, int from, int to, EntityType type, float[] probabilities) {
        List<TaggedSpan> others = new ArrayList<>(spans.size() + 1);
        int at = 0;
        for (TaggedSpan span : spans) {
            if (span.from() < to && from < span.to()) {
                if (span.from() < from || span.to() > to) {
                    return spans;
                }
                if (span.from() == from && span.to() == to && span.type() == type) {
                    return spans;
                }
            } else {
                others.add(span);
                if (span.to() <= from) {
                    at = others.size();
                }
            }
        }
        double own = 1;
        for (int token = from; token < to; token++) {
            int row = token * tags.size();
            own =
                    Math.min(
                            own,
                            probabilities[row + tags.begin(type)]
                                    + probabilities[row + tags.inside(type)]);
        }
        others.add(at, new TaggedSpan(from, to, type, Math.max(own, LISTED)));
        return others;
    }
}
