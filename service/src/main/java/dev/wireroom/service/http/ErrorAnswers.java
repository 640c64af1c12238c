package dev.wireroom.service.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every failed request with a {@link Problem}, whether our code or Helidon's refused it;
 * stateless.
 */
final class ErrorAnswers {
    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

    private ErrorAnswers() {}

    static void install(HttpRouting.Builder routing) {
        routing.error(ProblemException.class, (request, response, e) -> send(response, e));
        routing.error(HttpException.class, ErrorAnswers::answer);
        routing.error(Throwable.class, ErrorAnswers::answerUnexpected);
    }

    static void send(ServerResponse response, ProblemException e) {
        e.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        send(response, e.problem());
    }

    private static void send(ServerResponse response, Problem problem) {
        response.status(Status.create(problem.status()));
        response.header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.send(Json.bytes(problem));
    }

    private static void answer(ServerRequest request, ServerResponse response, HttpException e) {
        if (e.status().code() == Status.NOT_FOUND_404.code()) {
            send(
                    response,
                    Problem.of(
                                    404,
                                    "no-such-path",
                                    "No such path",
                                    "Nothing is served at this path.")
                            .withField("path")
                            .withValue(request.path().path())
                            .withFix("see /openapi.json for what is"));
        } else {
            send(response, plain(e.status(), e.getMessage()));
        }
    }

    private static void answerUnexpected(
            ServerRequest request, ServerResponse response, Throwable e) {
        String route = request.context().get(InFlight.class).map(InFlight::route).orElse("none");
        log.error("{} {} failed", request.prologue().method().text(), route, e);
        send(
                response,
                Problem.of(
                                500,
                                "internal-error",
                                "Internal error",
                                "The request failed for a reason of ours; see the log.")
                        .withFix("try again later"));
    }

    /**
     * For what Helidon refuses before, or instead of, routing: malformed heads, sizes over its
     * limits.
     */
    static DirectHandlers directHandlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, ErrorAnswers::answerDirectly);
        }
        return handlers.build();
    }

    private static DirectHandler.TransportResponse answerDirectly(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        Problem problem = refused(request, status, message);
        headers.set(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        return DirectHandler.TransportResponse.builder()
                .status(Status.create(problem.status()))
                .headers(headers)
                .keepAlive(false)
                .entity(Json.bytes(problem))
                .build();
    }

    private static Problem refused(
            DirectHandler.TransportRequest request, Status status, @Nullable String message) {
        // a head that never ended, which Helidon takes (and would log) for a failure of its own
        if (status.code() == 500 && request.path().isEmpty()) {
            return Problem.of(
                    400,
                    "incomplete-request",
                    "Incomplete request",
                    "The request's head did not arrive whole and in time.");
        }
        return plain(status, message);
    }

    private static Problem plain(Status status, @Nullable String message) {
        String phrase =
                status.reasonPhrase().isEmpty() ? "Status " + status.code() : status.reasonPhrase();
        String slug = phrase.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String detail = message == null || message.isBlank() ? phrase + "." : message;
        return Problem.of(status.code(), slug, phrase, detail);
    }
}
