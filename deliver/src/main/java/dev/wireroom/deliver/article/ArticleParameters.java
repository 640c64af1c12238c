package dev.wireroom.deliver.article;

import dev.wireroom.deliver.article.ArticleQuery.Facet;
import dev.wireroom.deliver.article.ArticleQuery.ScoreRange;
import dev.wireroom.deliver.article.ArticleQuery.Sort;
import dev.wireroom.service.config.NearestName;
import dev.wireroom.service.http.Problem;
import dev.wireroom.service.http.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the parameters of {@code GET /v1/articles}; what it does not understand it refuses. */
final class ArticleParameters {

    private static final int MAX_TEXT_CHARS = 1_000;
    private static final int MAX_VALUES = 20;

    /** Those that may be given more than once. */
    private static final Set<String> REPEATABLE =
            Set.of("source", "language", "entity", "entityType", "facets");

    static final Set<String> KNOWN =
            Set.of(
                    "q",
                    "source",
                    "language",
                    "entity",
                    "entityType",
                    "sentimentMin",
                    "sentimentMax",
                    "entitySentimentMin",
                    "entitySentimentMax",
                    "since",
                    "until",
                    "sort",
                    "after",
                    "facets",
                    "highlight",
                    "limit");

    private final Map<String, List<String>> given;

    private ArticleParameters(Map<String, List<String>> given) {
        this.given = given;
    }

    /**
     * The query that decoded parameters ask for.
     *
     * @throws ProblemException a 400 that names parameter, value and fix
     */
    static ArticleQuery parse(Map<String, List<String>> given) {
        return new ArticleParameters(given).query();
    }

    private ArticleQuery query() {
        new TreeSet<>(given.keySet()).forEach(this::check);
        Optional<String> text =
                one("q", ArticleParameters::text, "use at most 1000 characters")
                        .filter(words -> !words.isBlank());
        List<String> entities = all("entity");
        ScoreRange entitySentiment = range("entitySentimentMin", "entitySentimentMax");
        if (entitySentiment.isBounded() && entities.isEmpty()) {
            String name =
                    entitySentiment.min().isPresent() ? "entitySentimentMin" : "entitySentimentMax";
            throw needs(name, "entity", "add entity=..., or use sentimentMin and sentimentMax");
        }
        Sort sort =
                one("sort", name -> constant(Sort.class, name), "use " + names(Sort.class))
                        .orElse(Sort.TIME);
        boolean highlight = one("highlight", ArticleParameters::flag, "use true").orElse(false);
        if (text.isEmpty() && sort == Sort.RELEVANCE) {
            throw needs("sort", "q", "add q=..., or use sort=time");
        }
        if (text.isEmpty() && highlight) {
            throw needs("highlight", "q", "add q=..., or leave highlight out");
        }
        ArticleQuery query =
                new ArticleQuery(
                        text,
                        all("source"),
                        all("language"),
                        entities,
                        all("entityType").stream()
                                .map(type -> type.toUpperCase(Locale.ROOT))
                                .toList(),
                        range("sentimentMin", "sentimentMax"),
                        entitySentiment,
                        time("since"),
                        time("until"),
                        sort,
                        one(
                                "after",
                                PageKey::parse,
                                "use the 'next' of the page before, unchanged"),
                        facets(),
                        highlight,
                        one(
                                        "limit",
                                        ArticleParameters::limit,
                                        "use a whole number from 1 to " + ArticleQuery.MAX_LIMIT)
                                .orElse(ArticleQuery.DEFAULT_LIMIT));
        query.after().ifPresent(key -> checkMadeFor(query, key));
        return query;
    }

    private void check(String name) {
        if (!KNOWN.contains(name)) {
            throw invalid("unknown-parameter", "Unknown parameter", name, name + " is not known.")
                    .withFix(
                            "did you mean %s? Known are: %s"
                                    .formatted(
                                            NearestName.of(name, KNOWN),
                                            String.join(", ", new TreeSet<>(KNOWN))))
                    .toException();
        }
        List<String> values = values(name);
        int max = REPEATABLE.contains(name) ? MAX_VALUES : 1;
        if (values.size() > max) {
            throw unclear(name, "%s is given %d times.".formatted(name, values.size()))
                    .withFix("give it at most %d times".formatted(max))
                    .toException();
        }
        if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw unclear(name, name + " holds a NUL character.")
                    .withFix("leave the NUL character out")
                    .toException();
        }
    }

    private void checkMadeFor(ArticleQuery query, PageKey key) {
        if (key.sort() != query.sort()) {
            throw unclear(
                            "after",
                            "This 'next' is of a page with sort=%s, not sort=%s."
                                    .formatted(lower(key.sort()), lower(query.sort())))
                    .withFix("repeat the other parameters, or leave after out to begin anew")
                    .toException();
        }
        if (key instanceof PageKey.ByRank rank && rank.rankBasis() != query.rankBasis()) {
            throw unclear("after", "This 'next' is of a page with another q.")
                    .withFix("repeat the other parameters, or leave after out to begin anew")
                    .toException();
        }
    }

    private Set<Facet> facets() {
        Set<Facet> facets = EnumSet.noneOf(Facet.class);
        for (String list : values("facets")) {
            for (String name : list.split(",", -1)) {
                facets.add(
                        parsed(
                                "facets",
                                name,
                                facet -> constant(Facet.class, facet),
                                "use some of %s, with commas between"
                                        .formatted(names(Facet.class))));
            }
        }
        return facets;
    }

    private ScoreRange range(String minName, String maxName) {
        String fix = "use a number from -1 to 1";
        ScoreRange range =
                new ScoreRange(
                        one(minName, ArticleParameters::score, fix),
                        one(maxName, ArticleParameters::score, fix));
        if (range.min().isPresent()
                && range.max().isPresent()
                && range.min().get() > range.max().get()) {
            throw unclear(minName, "%s is above %s.".formatted(minName, maxName))
                    .withFix("swap them")
                    .toException();
        }
        return range;
    }

    private Optional<Instant> time(String name) {
        return one(name, ArticleParameters::instant, "use a time such as 2026-11-23T10:00:00Z");
    }

    private <T> Optional<T> one(String name, Function<String, T> parser, String fix) {
        return values(name).stream().findFirst().map(text -> parsed(name, text, parser, fix));
    }

    private <T> T parsed(String name, String text, Function<String, T> parser, String fix) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw unclear(name, name + " can't be understood.")
                    .withValue(text)
                    .withFix(fix)
                    .toException();
        }
    }

    private List<String> all(String name) {
        return values(name).stream().distinct().toList();
    }

    private List<String> values(String name) {
        return given.getOrDefault(name, List.of());
    }

    private ProblemException needs(String name, String other, String fix) {
        return unclear(name, "%s needs %s.".formatted(name, other)).withFix(fix).toException();
    }

    private Problem unclear(String name, String detail) {
        return invalid("invalid-parameter", "Invalid parameter", name, detail);
    }

    private Problem invalid(String slug, String title, String name, String detail) {
        return Problem.of(400, slug, title, detail)
                .withField(name)
                .withValue(values(name).stream().findFirst().orElse(""));
    }

    private static String text(String words) {
        if (words.length() > MAX_TEXT_CHARS) {
            throw new IllegalArgumentException("too long");
        }
        return words;
    }

    private static Instant instant(String text) {
        return ArticleQuery.storable(Instant.parse(text));
    }

    private static Integer limit(String text) {
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > ArticleQuery.MAX_LIMIT) {
            throw new IllegalArgumentException("out of range");
        }
        return limit;
    }

    private static Double score(String text) {
        double score = Double.parseDouble(text);
        if (!(score >= -1 && score <= 1)) {
            throw new IllegalArgumentException("out of range");
        }
        return score;
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> lower(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Stream.of(type.getEnumConstants())
                .map(ArticleParameters::lower)
                .collect(Collectors.joining(", "));
    }

    private static String lower(Enum<?> constant) {
        return ArticleJson.lower(constant);
    }
}
