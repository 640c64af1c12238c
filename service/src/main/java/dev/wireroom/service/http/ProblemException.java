package dev.wireroom.service.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ends a request with a {@link Problem}; thrown by handlers, answered by the door, never logged as
 * a fault of ours.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    public ProblemException(Problem problem) {
        // no stack trace: an expected outcome, and a flood of bad requests must stay cheap
        super(problem.status() + " " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** Adds a response header, such as {@code Retry-After}. */
    public ProblemException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }
}
