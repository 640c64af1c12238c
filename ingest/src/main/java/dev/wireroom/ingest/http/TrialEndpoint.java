package dev.wireroom.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.ingest.feed.FeedTrial;
import dev.wireroom.ingest.fetch.WebResponse;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.source.SourceJson;
import dev.wireroom.ingest.source.SourceRules;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Asks an address once, as polling would, and publishes nothing. Thread-safe. */
final class TrialEndpoint {

    /** Each holds a document in memory and a connection to somebody else's server. */
    private static final int MOST_AT_ONCE = 8;

    private static final int MOST_ITEMS_SHOWN = 20;

    private static final List<String> TELLING_HEADERS =
            List.of(
                    "content-type",
                    "etag",
                    "last-modified",
                    "cache-control",
                    "expires",
                    "retry-after",
                    "server");

    private final SourceWrites writes;
    private final SourceRules rules;
    private final FeedTrial trial;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    TrialEndpoint(SourceWrites writes, SourceRules rules, FeedTrial trial) {
        this.writes = writes;
        this.rules = rules;
        this.trial = trial;
    }

    /** POST /v1/sources/test with a url or the id of a source. */
    void test(Exchange exchange) throws IOException, InterruptedException {
        exchange.requireMediaType("application/json");
        ObjectNode asked =
                switch (SourceJson.document(exchange.bodyBytes())) {
                    case SourceJson.Document.Read read -> read.object();
                    case SourceJson.Document.Refused no ->
                            throw SourceWrites.refused(List.of(no.fault()));
                };
        URI address = address(asked);
        if (!room.tryAcquire()) {
            throw Problem.of(
                            429,
                            "too-many-tests",
                            "Too many tests at once",
                            "%d addresses are being tested.".formatted(MOST_AT_ONCE))
                    .withFix("test it again in a few seconds")
                    .toException()
                    .header("Retry-After", "5");
        }
        try {
            exchange.reply(200, tree(address, trial.run(address)));
        } finally {
            room.release();
        }
    }

    private URI address(ObjectNode asked) {
        Optional<String> id = text(asked, "id");
        Optional<String> url =
                text(asked, "url").or(() -> id.map(known -> writes.known(known).getUrl()));
        if (url.isEmpty()) {
            throw Problem.of(
                            422,
                            "missing-field",
                            "There is nothing to test",
                            "The body names neither an address nor a polled source.")
                    .withField("/url")
                    .withFix("send {\"url\": \"https://...\"} or {\"id\": \"...\"}")
                    .toException();
        }
        Findings findings = new Findings();
        rules.checkUrl(url.get(), findings);
        if (findings.refuses()) {
            throw SourceWrites.refused(findings.faults());
        }
        return URI.create(url.get());
    }

    private static Optional<String> text(ObjectNode object, String name) {
        return Optional.ofNullable(object.get(name))
                .filter(JsonNode::isTextual)
                .map(node -> node.textValue().strip())
                .filter(text -> !text.isEmpty());
    }

    private static ObjectNode tree(URI address, FeedTrial.Outcome outcome) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("url", address.toString());
        json.put("verdict", SourceJson.word(outcome.verdict()));
        json.put("usable", outcome.usable());
        json.put("explanation", outcome.explanation());
        outcome.response().ifPresent(response -> put(json.putObject("http"), response));
        outcome.content().ifPresent(content -> put(json, content));
        ArrayNode symptoms = json.putArray("symptoms");
        outcome.symptoms()
                .forEach(
                        symptom ->
                                symptoms.addObject()
                                        .put("code", symptom.code())
                                        .put("message", symptom.message())
                                        .put("count", symptom.count()));
        ArrayNode feeds = json.putArray("feeds");
        outcome.feeds().forEach(feeds::add);
        return json;
    }

    private static void put(ObjectNode json, WebResponse response) {
        json.put("status", response.status());
        json.put("uri", response.uri().toString());
        response.movedTo().ifPresent(to -> json.put("movedTo", to.toString()));
        json.put("receivedBytes", response.receivedBytes());
        json.put("tookMs", response.took().toMillis());
        ObjectNode headers = json.putObject("headers");
        TELLING_HEADERS.forEach(
                name -> response.header(name).ifPresent(value -> headers.put(name, value)));
    }

    private static void put(ObjectNode json, FeedTrial.Content content) {
        json.put("format", content.format());
        content.title().ifPresent(title -> json.put("title", title));
        content.homepage().ifPresent(homepage -> json.put("homepage", homepage));
        content.language().ifPresent(language -> json.put("language", language));
        if (!content.hubs().isEmpty()) {
            ArrayNode hubs = json.putArray("hubs");
            content.hubs().forEach(hubs::add);
        }
        content.typicalGap().ifPresent(gap -> json.put("typicalGap", gap.toString()));
        json.putObject("identity")
                .put("policy", content.identity().policy())
                .put("evidence", content.identity().evidence());
        json.put("itemCount", content.items().size());
        ArrayNode items = json.putArray("items");
        content.items().stream()
                .limit(MOST_ITEMS_SHOWN)
                .forEach(
                        item -> {
                            ObjectNode shown = items.addObject();
                            item.title().ifPresent(title -> shown.put("title", title));
                            item.link().ifPresent(link -> shown.put("link", link));
                            item.published().ifPresent(at -> shown.put("published", at.toString()));
                            shown.put("externalId", item.externalId());
                        });
    }
}
