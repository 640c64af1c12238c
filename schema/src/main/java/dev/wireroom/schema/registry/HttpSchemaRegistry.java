package dev.wireroom.schema.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks the Confluent REST API over the JDK's HTTP client. Schemas and ids never change once
 * given, so both are cached for good; what the registry does not know is not cached. Thread-safe.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {

    private static final Logger log = LoggerFactory.getLogger(HttpSchemaRegistry.class);

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

    private static final ObjectMapper json = new ObjectMapper();

    private record Registration(String subject, Schema schema) {}

    private final RegistryConfig config;
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private @Nullable HttpClient http;

    public HttpSchemaRegistry(RegistryConfig config) {
        this.config = config;
    }

    /** Made where it is first needed: it reads the platform's certificates, whatever the scheme. */
    private synchronized HttpClient http() {
        if (http == null) {
            http = HttpClient.newBuilder().connectTimeout(config.requestTimeout()).build();
        }
        return http;
    }

    @Override
    public int register(String subject, Schema schema) {
        Registration registration = new Registration(subject, schema);
        Integer known = ids.get(registration);
        if (known != null) {
            return known;
        }
        String body = json.createObjectNode().put("schema", schema.toString()).toString();
        HttpResponse<String> answer =
                send("POST", "/subjects/" + encode(subject) + "/versions", body);
        if (answer.statusCode() == CONFLICT) {
            throw new IncompatibleSchemaException(subject, message(answer));
        }
        int id = expectOk("registering under " + subject, answer).path("id").asInt();
        ids.put(registration, id);
        schemas.putIfAbsent(id, schema); // what was sent is what that id now means
        return id;
    }

    @Override
    public Schema byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        HttpResponse<String> answer = send("GET", "/schemas/ids/" + id, null);
        if (answer.statusCode() == NOT_FOUND) {
            throw new UnknownSchemaIdException(id);
        }
        JsonNode found = expectOk("looking up schema id " + id, answer);
        try {
            Schema schema = new Schema.Parser().parse(found.path("schema").asText());
            schemas.put(id, schema);
            return schema;
        } catch (SchemaParseException e) {
            throw new SerializationException(
                    "schema id %d is not an Avro schema but %s"
                            .formatted(id, found.path("schemaType").asText("unreadable")),
                    e);
        }
    }

    /**
     * Sets the compatibility rule of a subject.
     *
     * @param level one of the API's levels, e.g. FULL_TRANSITIVE
     */
    public void requireCompatibility(String subject, String level) {
        String body = json.createObjectNode().put("compatibility", level).toString();
        HttpResponse<String> answer = send("PUT", "/config/" + encode(subject), body);
        if (answer.statusCode() == CONFLICT) {
            // another service made the rule between Apicurio's look and its write: set it once more
            answer = send("PUT", "/config/" + encode(subject), body);
        }
        expectOk("setting the compatibility of " + subject, answer);
    }

    /** Throws {@link RegistryUnavailableException} unless the registry answers. */
    public void ping() {
        expectOk("asking for subjects", send("GET", "/subjects", null));
    }

    private static JsonNode expectOk(String what, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new SerializationException(
                    "%s: the registry answered %d: %s"
                            .formatted(what, answer.statusCode(), message(answer)));
        }
        try {
            return json.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new SerializationException(what + ": the registry's answer is not JSON", e);
        }
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body) {
        BodyPublisher content =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(config.url().toString().replaceAll("/+$", "") + path))
                        .method(method, content)
                        .timeout(config.requestTimeout())
                        .header("Accept", MEDIA_TYPE + ", application/json")
                        .header("Content-Type", MEDIA_TYPE);
        config.basicAuth()
                .ifPresent(
                        userInfo ->
                                request.setHeader(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                userInfo.value()
                                                                        .getBytes(
                                                                                StandardCharsets
                                                                                        .UTF_8))));
        config.bearerToken()
                .ifPresent(token -> request.setHeader("Authorization", "Bearer " + token.value()));
        return sendWithRetries(request.build());
    }

    private HttpResponse<String> sendWithRetries(HttpRequest request) {
        Duration backoff = FIRST_BACKOFF;
        for (int attempt = 1; ; attempt++) {
            String trouble;
            IOException cause = null;
            try {
                HttpResponse<String> answer = http().send(request, BodyHandlers.ofString());
                if (answer.statusCode() < SERVER_ERROR
                        && answer.statusCode() != TOO_MANY_REQUESTS) {
                    return answer;
                }
                trouble = "answered %d: %s".formatted(answer.statusCode(), message(answer));
            } catch (IOException e) {
                trouble = "can't be reached (%s)".formatted(e);
                cause = e;
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            if (attempt >= config.attempts()) {
                throw new RegistryUnavailableException(
                        "the schema registry at %s %s, tried %d times"
                                .formatted(config.url(), trouble, attempt),
                        cause);
            }
            log.debug("registry {}, trying again in {}", trouble, backoff);
            pause(backoff);
            backoff = backoff.multipliedBy(2);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static String message(HttpResponse<String> answer) {
        try {
            JsonNode body = json.readTree(answer.body());
            return body.path("message").asText(body.path("detail").asText(answer.body()));
        } catch (JsonProcessingException e) {
            return answer.body();
        }
    }

    private static String encode(String pathSegment) {
        return URLEncoder.encode(pathSegment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
