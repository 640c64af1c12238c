package dev.wireroom.service.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One request and its response, as a route's handler sees them; used by the request's own virtual
 * thread, which may block. Exactly one of {@code reply}, {@link #stream} or {@link #events} must be
 * called, or a {@link ProblemException} thrown.
 */
public final class Exchange {
    private final ServerRequest request;
    private final ServerResponse response;
    private final Caller caller;
    private final InFlight inFlight;

    Exchange(ServerRequest request, ServerResponse response, Caller caller, InFlight inFlight) {
        this.request = request;
        this.response = response;
        this.caller = caller;
        this.inFlight = inFlight;
    }

    /** Helidon's own request, for what this class does not offer. */
    public ServerRequest request() {
        return request;
    }

    /** Helidon's own response, for what this class does not offer. */
    public ServerResponse response() {
        return response;
    }

    /** Who asks; where keys are off, a local operator. */
    public Caller caller() {
        return caller;
    }

    /** A decoded parameter of the route's path, {@code id} in {@code /v1/articles/{id}}. */
    public String path(String name) {
        return request.path().pathParameters().get(name);
    }

    /** The first value of a query parameter. */
    public Optional<String> query(String name) {
        return request.query().contains(name)
                ? Optional.of(request.query().get(name))
                : Optional.empty();
    }

    public Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    /**
     * The request's media type, lower case and without parameters, which must be one of {@code
     * accepted}; else the 415 that names them. A request without Content-Type is refused likewise.
     */
    public String requireMediaType(String... accepted) {
        Optional<String> sent = header("Content-Type");
        String type =
                sent.map(text -> text.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                        .orElse("");
        if (List.of(accepted).contains(type)) {
            return type;
        }
        throw Problem.of(
                        415,
                        "unsupported-media-type",
                        "Unsupported media type",
                        sent.isEmpty()
                                ? "The request has no Content-Type."
                                : "This Content-Type is not understood here.")
                .withField("Content-Type")
                .withValue(sent.orElse(""))
                .withFix("send one of: " + String.join(", ", accepted))
                .toException()
                .header("Accept", String.join(", ", accepted));
    }

    /** The value of a Content-Type parameter such as {@code charset}. */
    public Optional<String> mediaTypeParameter(String name) {
        return request.headers()
                .contentType()
                .map(HttpMediaType::parameters)
                .map(parameters -> parameters.get(name));
    }

    /**
     * The codings in Content-Encoding, lower case, in the order in which they were applied; without
     * identity, which is none.
     */
    public List<String> contentCodings() {
        return header("Content-Encoding").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
    }

    /** The 415 for a coding that is not read; {@code accepted} are those that are, if any. */
    public ProblemException unsupportedCoding(List<String> accepted) {
        String fix =
                accepted.isEmpty()
                        ? "send the body without Content-Encoding"
                        : "send it with one of %s, or without Content-Encoding"
                                .formatted(String.join(", ", accepted));
        return Problem.of(
                        415,
                        "unsupported-encoding",
                        "Unsupported encoding",
                        "A body of this Content-Encoding is not read here.")
                .withField("Content-Encoding")
                .withValue(header("Content-Encoding").orElse(""))
                .withFix(fix)
                .toException()
                .header(
                        "Accept-Encoding",
                        accepted.isEmpty() ? "identity" : String.join(", ", accepted));
    }

    /**
     * The body as it arrives; reading past the limit throws the 413, reading too slow a body the
     * 408. One with a Content-Encoding is refused with 415.
     */
    public InputStream body() {
        if (!contentCodings().isEmpty()) {
            throw unsupportedCoding(List.of());
        }
        return bodyAsSent();
    }

    /** As {@link #body}, in whatever {@link #contentCodings} it was sent. */
    public InputStream bodyAsSent() {
        return request.content().inputStream();
    }

    /** The whole body in memory, at most {@code max.body.bytes}; empty when there is none. */
    public byte[] bodyBytes() throws IOException {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream body = body()) {
            return body.readAllBytes();
        }
    }

    /** Sets a response header; before any reply. */
    public Exchange set(String name, String value) {
        response.header(HeaderNames.create(name), value);
        return this;
    }

    /** Answers with JSON: a record, map, list or Jackson tree. */
    public void reply(int status, Object json) {
        reply(status, "application/json", Json.bytes(json));
    }

    /** Answers with text in UTF-8; the media type should say so where it has a charset. */
    public void reply(int status, String mediaType, String text) {
        reply(status, mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    public void reply(int status, String mediaType, byte[] body) {
        response.status(Status.create(status));
        response.header(HeaderNames.CONTENT_TYPE, mediaType);
        response.send(body);
    }

    /** Answers without a body, 204 by nature. */
    public void reply(int status) {
        response.status(Status.create(status)).send();
    }

    /**
     * Answers with a body written piece by piece (chunked); close it. After the first byte errors
     * cannot be answered any more.
     */
    public OutputStream stream(int status, String mediaType) {
        response.status(Status.create(status));
        response.header(HeaderNames.CONTENT_TYPE, mediaType);
        return response.outputStream();
    }

    /**
     * Answers 200 with Server-Sent Events; close it. The request must accept {@code
     * text/event-stream}, else 406.
     */
    public EventStream events() {
        if (!request.headers()
                .isAccepted(io.helidon.common.media.type.MediaTypes.TEXT_EVENT_STREAM)) {
            throw Problem.of(
                            406,
                            "not-acceptable",
                            "Not acceptable",
                            "This answers with Server-Sent Events only.")
                    .withField("Accept")
                    .withValue(header("Accept").orElse(""))
                    .withFix("send Accept: text/event-stream")
                    .toException();
        }
        inFlight.release();
        return new EventStream(response.sink(SseSink.TYPE), inFlight.connection());
    }
}
