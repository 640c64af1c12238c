package dev.wireroom.service.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request, in the shape of RFC 9457 ({@code application/problem+json});
 * immutable.
 *
 * @param type a stable URN a program can compare, {@code urn:wireroom:problem:<slug>}
 * @param status the HTTP status
 * @param field where in the request the fault is: a JSON pointer, parameter or header name
 * @param value an excerpt of what was found there
 * @param fix what to do about it
 * @param extensions further members, written beside the others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field,
        @Nullable String value,
        @Nullable String fix,
        @JsonAnyGetter Map<String, Object> extensions) {

    public static final String MEDIA_TYPE = "application/problem+json";
    private static final int EXCERPT_CHARS = 80;

    public Problem {
        extensions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
    }

    /**
     * A problem without field, value and fix; {@code slug}, such as {@code missing-field}, ends its
     * type.
     */
    public static Problem of(int status, String slug, String title, String detail) {
        return new Problem(
                "urn:wireroom:problem:" + slug, title, status, detail, null, null, null, Map.of());
    }

    public Problem withField(String newField) {
        return new Problem(type, title, status, detail, newField, value, fix, extensions);
    }

    /** Keeps an {@link #excerpt} of the value. */
    public Problem withValue(String newValue) {
        return new Problem(type, title, status, detail, field, excerpt(newValue), fix, extensions);
    }

    public Problem withFix(String newFix) {
        return new Problem(type, title, status, detail, field, value, newFix, extensions);
    }

    /** Adds an extension member; {@code member} must be something Jackson can write. */
    public Problem with(String name, Object member) {
        Map<String, Object> more = new LinkedHashMap<>(extensions);
        more.put(name, member);
        return new Problem(type, title, status, detail, field, value, fix, more);
    }

    public ProblemException toException() {
        return new ProblemException(this);
    }

    /**
     * At most 80 characters of a text that came from outside, safe to show and to log: control
     * characters and lone surrogates are replaced by U+FFFD, and a cut is marked with an ellipsis.
     */
    public static String excerpt(String text) {
        StringBuilder safe = new StringBuilder();
        int i = 0;
        while (i < text.length() && safe.length() < EXCERPT_CHARS) {
            int codePoint = text.codePointAt(i);
            boolean unsafe =
                    Character.isISOControl(codePoint)
                            || Character.getType(codePoint) == Character.SURROGATE;
            safe.appendCodePoint(unsafe ? 0xFFFD : codePoint);
            i += Character.charCount(codePoint);
        }
        return i < text.length() ? safe.append('…').toString() : safe.toString();
    }
}
