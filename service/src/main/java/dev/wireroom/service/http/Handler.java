package dev.wireroom.service.http;

/** Answers the requests of one route, on a virtual thread each. */
@FunctionalInterface
public interface Handler {
    /**
     * Throws {@link ProblemException} for what the client did; anything else is answered 500 and
     * logged.
     */
    void handle(Exchange exchange) throws Exception;
}
