package dev.wireroom.ingest.format;

import dev.wireroom.contract.ParseWarning;
import java.util.ArrayList;
import java.util.List;

/**
 * What a parser noticed about one document so far: faults, which refuse it, and warnings, which
 * travel with it. Not thread-safe; one per document.
 */
public final class Findings {

    private static final int EXCERPT_CHARS = 80;

    /** A document with thousands of doubtful fields is described well enough by the first ones. */
    private static final int MOST_KEPT = 50;

    private final List<Fault> faults = new ArrayList<>();
    private final List<ParseWarning> warnings = new ArrayList<>();

    public void fault(String code, String field, String value, String message, String fix) {
        Fault fault = new Fault(code, field, excerpt(value), message, fix);
        // a member that is read for several reasons is at fault once
        if (faults.size() < MOST_KEPT && !faults.contains(fault)) {
            faults.add(fault);
        }
    }

    public void warn(String code, String field, String message) {
        if (warnings.size() < MOST_KEPT) {
            String safe = TextCleaner.withoutOddCharacters(message);
            warnings.add(new ParseWarning(code, Fault.bounded(field), safe));
        }
    }

    public boolean refuses() {
        return !faults.isEmpty();
    }

    public List<Fault> faults() {
        return faults;
    }

    public List<ParseWarning> warnings() {
        return warnings;
    }

    /** At most 80 code units, safe to show: no control characters, no half of a surrogate pair. */
    public static String excerpt(String text) {
        String safe =
                text.length() <= EXCERPT_CHARS
                        ? text
                        : text.substring(0, TextCleaner.cutBefore(text, EXCERPT_CHARS)) + "…";
        return TextCleaner.withoutOddCharacters(safe.replace('\n', ' '));
    }
}
