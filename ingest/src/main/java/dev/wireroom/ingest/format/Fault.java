package dev.wireroom.ingest.format;

/**
 * Why a document was refused: what is wrong, where, and what to do about it.
 *
 * @param code stable code in lower-case-with-hyphens, e.g. wrong-type
 * @param field JSON pointer of the value at fault; empty where it is the document as a whole
 * @param value excerpt of the value at fault; empty where there is none
 * @param message what is wrong, in one sentence
 * @param fix what the sender can do about it
 */
public record Fault(String code, String field, String value, String message, String fix) {

    /** A pointer through names that go on without end says no more by being whole. */
    static final int FIELD_MAX_CHARS = 500;

    /**
     * Names and messages quote what was sent; what can't be shown or stored is taken out of them.
     */
    public Fault {
        field = bounded(field);
        value = Findings.excerpt(value);
        message = TextCleaner.withoutOddCharacters(message);
        fix = TextCleaner.withoutOddCharacters(fix);
    }

    static String bounded(String field) {
        String safe = TextCleaner.withoutOddCharacters(field);
        return safe.length() <= FIELD_MAX_CHARS
                ? safe
                : safe.substring(0, TextCleaner.cutBefore(safe, FIELD_MAX_CHARS)) + "…";
    }
}
