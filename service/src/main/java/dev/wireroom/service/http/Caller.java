package dev.wireroom.service.http;

import java.util.Set;

/**
 * Who makes a request.
 *
 * @param name the name the key was created under
 * @param sources ids of the sources a producer may push to; {@code *} is all
 */
public record Caller(String name, Role role, Set<String> sources) {
    private static final String EVERY_SOURCE = "*";

    /** Everyone, where keys are off (loopback only). */
    static final Caller LOCAL = new Caller("local", Role.OPERATOR, Set.of(EVERY_SOURCE));

    /** Someone unidentified, on a route that is open to all. */
    static final Caller ANYONE = new Caller("anyone", Role.SUBSCRIBER, Set.of());

    public Caller {
        sources = Set.copyOf(sources);
    }

    public boolean mayPushTo(String sourceId) {
        return role == Role.OPERATOR
                || (role == Role.PRODUCER
                        && (sources.contains(EVERY_SOURCE) || sources.contains(sourceId)));
    }

    /** Throws the 403 that names the source unless {@link #mayPushTo}. */
    public void requirePushTo(String sourceId) {
        if (!mayPushTo(sourceId)) {
            throw Problem.of(
                            403,
                            "source-not-allowed",
                            "Source not allowed",
                            "The API key '%s' may not push to this source.".formatted(name))
                    .withField("source")
                    .withValue(sourceId)
                    .withFix("use a key created with --sources that includes it")
                    .toException();
        }
    }
}
