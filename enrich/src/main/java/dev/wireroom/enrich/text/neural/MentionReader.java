package dev.wireroom.enrich.text.neural;

import dev.wireroom.enrich.text.EntityType;
import dev.wireroom.enrich.text.entity.NameForms;
import dev.wireroom.enrich.text.entity.NamedMention;
import dev.wireroom.enrich.text.model.TagDecoder.TaggedSpan;
import dev.wireroom.enrich.text.token.Window;
import dev.wireroom.enrich.text.token.WordShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Settles where a mention begins and ends: without quotes, possessives and titles at its edges,
 * with the full stop that belongs to it ("U.S.", "Corp.").
 */
final class MentionReader {
    private static final Set<String> WITH_FULL_STOP =
            Set.of("Inc", "Corp", "Co", "Ltd", "Jr", "Sr", "Bros", "Cos", "St");
    private static final Set<String> LINKS = Set.of("of", "for", "and", "the", "de", "&");
    private static final Set<String> FIRMS =
            Set.of("Co", "Company", "Sons", "Brothers", "Partners");
    private static final Set<String> OFFICES =
            Set.of("secretary", "secretaries", "minister", "ministers", "undersecretary");
    private static final Set<String> CREDITS =
            Set.of("Agencies", "Agency", "Correspondent", "Reporter", "Reporters", "Staff");
    private static final Set<String> HOLDERS =
            Set.of("Commissioner", "Commissioners", "Minister", "Ministers");
    private static final Set<String> WAYS =
            Set.of("expressway", "highway", "motorway", "railway", "road");
    private static final Set<String> PREPOSITIONS = Set.of("of", "for");
    private static final Set<String> MINISTRIES = Set.of("Department", "Ministry");
    private static final Set<String> PORTFOLIOS =
            Set.of(
                    "Agriculture",
                    "Commerce",
                    "Culture",
                    "Defence",
                    "Defense",
                    "Education",
                    "Energy",
                    "Finance",
                    "Foreign",
                    "Health",
                    "Home",
                    "Housing",
                    "Information",
                    "Interior",
                    "Justice",
                    "Labor",
                    "Labour",
                    "Oil",
                    "Planning",
                    "Prime",
                    "State",
                    "Tourism",
                    "Trade",
                    "Transport",
                    "Transportation",
                    "Treasury");
    private static final String LEADING = "\"'“”‘’([{«,;:.-–—/";
    private static final String TRAILING = "\"'“”‘’)]}»,;:-–—/!?…(";

    /** After these, as after a dateline's dash, "The" has its capital for another reason. */
    private static final String BEFORE_A_SENTENCE = "\"“”‘'-–—:;.!?)]•*";

    private MentionReader() {}

    /**
     * A mention with the tokens of its window that it covers.
     *
     * @param from first token
     * @param to one past the last token
     */
    record Located(NamedMention mention, int window, int from, int to) {}

    /**
     * Joins what belongs together: a name that breaks off at a link word goes on in the next span
     * ("Organization of" "American States"), a firm's "&amp; Co." belongs to the name before it,
     * and a ministry may have more than one portfolio ("Ministry of Health" "Labour and Welfare").
     * Parts the two ends of a way ("Lokoja-Okene highway").
     */
    static List<TaggedSpan> join(Window window, List<TaggedSpan> spans) {
        List<TaggedSpan> joined = new ArrayList<>(spans.size());
        for (TaggedSpan span : spans) {
            int hyphen = hyphenOfWay(window, span);
            if (hyphen > 0) {
                joined.add(new TaggedSpan(span.from(), hyphen, span.type(), span.confidence()));
                joined.add(new TaggedSpan(hyphen + 1, span.to(), span.type(), span.confidence()));
                continue;
            }
            TaggedSpan before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            boolean goesOn =
                    before != null
                            && before.to() == span.from()
                            && before.to() - before.from() > 1
                            && LINKS.contains(window.token(before.to() - 1));
            boolean firm =
                    before != null
                            && before.to() == span.from() - 1
                            && window.token(before.to()).equals("&")
                            && FIRMS.contains(window.token(span.from()));
            boolean portfolios = before != null && isListOfPortfolios(window, before, span);
            if (before != null && (goesOn || firm || portfolios)) {
                EntityType type = firm ? EntityType.ORGANIZATION : before.type();
                double confidence = Math.min(before.confidence(), span.confidence());
                joined.set(
                        joined.size() - 1,
                        new TaggedSpan(before.from(), span.to(), type, confidence));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }

    /** The token that parts two places at the ends of a way; 0 for none. */
    private static int hyphenOfWay(Window window, TaggedSpan span) {
        int[] hyphens =
                IntStream.range(span.from() + 1, span.to() - 1)
                        .filter(token -> window.token(token).equals("-"))
                        .toArray();
        boolean way =
                hyphens.length == 1
                        && span.type() == EntityType.LOCATION
                        && span.to() < window.tokens()
                        && WAYS.contains(window.token(span.to()));
        return way ? hyphens[0] : 0;
    }

    private static boolean isListOfPortfolios(Window window, TaggedSpan before, TaggedSpan span) {
        return before.type() == EntityType.ORGANIZATION
                && span.type() == EntityType.ORGANIZATION
                && MINISTRIES.contains(window.token(before.from()))
                && before.to() == span.from() - 1
                && window.token(before.to()).equals(",")
                && IntStream.range(span.from() + 1, span.to() - 1)
                        .anyMatch(token -> window.token(token).equals("and"));
    }

    /**
     * Reads a span of a window; empty when nothing of a name is left.
     *
     * @param number of the window in its document
     */
    static Optional<Located> read(Window window, int number, TaggedSpan span) {
        int from = span.from();
        int to = span.to();
        while (from < to && isPunctuation(window, from, LEADING)) {
            from++;
        }
        while (from < to
                && (isPunctuation(window, to - 1, TRAILING)
                        || isPossessive(window, from, to)
                        || isLooseLink(window, from, to))) {
            to--;
        }
        if (isOfficeOf(window, from, to, span.type()) || isCredit(window, from, to)) {
            return Optional.empty();
        }
        to = withoutPortfolio(window, from, to);
        if (from < to && span.type() == EntityType.PERSON) {
            from = withoutTitle(window, from, to);
        }
        if (from == to || !hasLetter(window, from, to)) {
            return Optional.empty();
        }
        to = withFullStop(window, from, to);
        int offset = window.begin(0);
        String text =
                window.text().substring(window.begin(from) - offset, window.end(to - 1) - offset);
        boolean definite =
                from > 1
                        && window.token(from - 1).equals("The")
                        && !isPunctuation(window, from - 2, BEFORE_A_SENTENCE);
        NamedMention mention =
                new NamedMention(
                        window.field(),
                        window.begin(from),
                        window.end(to - 1),
                        text,
                        span.type(),
                        span.confidence(),
                        definite,
                        window.sentence());
        return Optional.of(new Located(mention, number, from, to));
    }

    /** "(Agencies)": what credits nobody by name. */
    private static boolean isCredit(Window window, int from, int to) {
        return to - from == 1 && CREDITS.contains(window.token(from));
    }

    /** "Minister of Defense": what an office is for is no organisation. */
    private static boolean isOfficeOf(Window window, int from, int to, EntityType type) {
        if (from < 2 || !PREPOSITIONS.contains(window.token(from - 1))) {
            return false;
        }
        String office = window.token(from - 2);
        if (HOLDERS.contains(office) && type == EntityType.ORGANIZATION) {
            return true;
        }
        return to - from == 1
                && PORTFOLIOS.contains(window.token(from))
                && OFFICES.contains(office.toLowerCase(Locale.ROOT));
    }

    /** "US Defense Secretary": the same before the office. */
    private static int withoutPortfolio(Window window, int from, int to) {
        boolean office =
                to > from
                        && to < window.tokens()
                        && PORTFOLIOS.contains(window.token(to - 1))
                        && OFFICES.contains(window.token(to).toLowerCase(Locale.ROOT));
        return office ? to - 1 : to;
    }

    private static boolean isPunctuation(Window window, int token, String among) {
        return window.shape(token) == WordShape.PUNCTUATION && among.contains(window.token(token));
    }

    private static boolean isLooseLink(Window window, int from, int to) {
        String last = window.token(to - 1);
        return to - from > 1 && (LINKS.contains(last) || last.equals("in"));
    }

    private static boolean isPossessive(Window window, int from, int to) {
        return to - from > 1
                && window.token(to - 1).equalsIgnoreCase("s")
                && window.touchesPrevious(to - 1)
                && "'’‘".contains(window.token(to - 2));
    }

    private static int withoutTitle(Window window, int from, int to) {
        int offset = window.begin(0);
        int titleEnd =
                window.begin(from)
                        + NameForms.titleLength(
                                window.text()
                                        .substring(
                                                window.begin(from) - offset,
                                                window.end(to - 1) - offset));
        int first = from;
        while (first < to - 1 && window.begin(first) < titleEnd) {
            first++;
        }
        return first;
    }

    private static boolean hasLetter(Window window, int from, int to) {
        for (int token = from; token < to; token++) {
            if (window.token(token).codePoints().anyMatch(Character::isLetter)) {
                return true;
            }
        }
        return false;
    }

    private static int withFullStop(Window window, int from, int to) {
        if (to >= window.tokens() || !window.token(to).equals(".") || !window.touchesPrevious(to)) {
            return to;
        }
        String last = window.token(to - 1);
        boolean acronym =
                to - from > 2
                        && last.length() == 1
                        && window.token(to - 2).equals(".")
                        && window.touchesPrevious(to - 1)
                        && Character.isLetter(last.charAt(0));
        boolean abbreviation = to - from > 1 && WITH_FULL_STOP.contains(last);
        return acronym || abbreviation ? to + 1 : to;
    }
}
