package dev.wireroom.ingest.format.page;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the name of the site out of a page's title: "Harbour bridge reopens | Northport Gazette" is
 * about a bridge.
 */
final class PageTitle {

    private static final Pattern SEPARATOR = Pattern.compile("\\s+[|\\-–—»«·•:/\\\\>]{1,2}\\s+|\\s*[|»]\\s*");
    private static final int MAX_SITE_WORDS = 6;
    private static final int MIN_HEADLINE_WORDS = 3;

    private PageTitle() {}

    /**
     * The headline in a title.
     *
     * @param title what {@code <title>} says, as one line
     * @param heading the page's first heading, or empty
     * @param site the site's name, where the page gives it, or empty
     */
    static String headline(String title, String heading, String site) {
        String folded = fold(title);
        if (!heading.isEmpty() && fold(heading).length() > 10 && folded.contains(fold(heading))) {
            return heading;
        }
        Optional<String> withoutSite = withoutSite(title, site);
        if (withoutSite.isPresent()) {
            return withoutSite.get();
        }
        Matcher separators = SEPARATOR.matcher(title);
        int lastStart = -1;
        int lastEnd = -1;
        int firstStart = -1;
        int firstEnd = -1;
        while (separators.find()) {
            if (firstStart < 0) {
                firstStart = separators.start();
                firstEnd = separators.end();
            }
            lastStart = separators.start();
            lastEnd = separators.end();
        }
        if (lastStart <= 0) {
            return title;
        }
        String head = title.substring(0, lastStart).strip();
        String tail = title.substring(lastEnd).strip();
        if (words(head) >= MIN_HEADLINE_WORDS && words(tail) <= MAX_SITE_WORDS && words(tail) <= words(head)) {
            return head;
        }
        String lead = title.substring(0, firstStart).strip();
        String rest = title.substring(firstEnd).strip();
        return words(rest) >= MIN_HEADLINE_WORDS && words(lead) <= 3 ? rest : title;
    }

    private static Optional<String> withoutSite(String title, String site) {
        if (site.isEmpty()) {
            return Optional.empty();
        }
        String folded = title.toLowerCase(Locale.ROOT);
        String name = site.toLowerCase(Locale.ROOT);
        Matcher separators = SEPARATOR.matcher(title);
        while (separators.find()) {
            if (folded.substring(separators.end()).strip().equals(name) && separators.start() > 0) {
                return Optional.of(title.substring(0, separators.start()).strip());
            }
            if (folded.substring(0, separators.start()).strip().equals(name)
                    && separators.end() < title.length()) {
                return Optional.of(title.substring(separators.end()).strip());
            }
        }
        return Optional.empty();
    }

    private static int words(String text) {
        return text.isEmpty() ? 0 : text.split("\\s+", -1).length;
    }

    /** Letters and digits only, in lower case, to compare titles by. */
    static String fold(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
