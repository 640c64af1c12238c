package dev.wireroom.ingest.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.feed.FeedHealth;
import dev.wireroom.ingest.source.SourceJson;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lists sources by id, page by page, those that match. Thread-safe. */
final class SourceListEndpoint {

    /** Sources are small; who asks for no page gets all of a usual installation. */
    private static final int DEFAULT_LIMIT = 1_000;

    private static final int LARGEST_LIMIT = 10_000;

    private final WireGate gate;
    private final SourceWrites writes;
    private final SourceViews views;

    SourceListEndpoint(WireGate gate, SourceWrites writes, SourceViews views) {
        this.gate = gate;
        this.writes = writes;
        this.views = views;
    }

    /** GET /v1/sources: those the caller may push to. */
    void list(Exchange exchange) {
        gate.enter();
        Instant now = writes.now();
        int limit = limit(exchange);
        List<Source> found =
                matching(exchange, now)
                        .filter(after(exchange.query("after")))
                        .limit(limit + 1L)
                        .toList();
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode sources = page.putArray("sources");
        found.stream().limit(limit).map(source -> views.tree(source, now)).forEach(sources::add);
        if (found.size() > limit) {
            page.put("next", found.get(limit - 1).getSourceId());
        }
        exchange.reply(200, page);
    }

    /** The sources that the caller may see and asks for, by id. */
    Stream<Source> matching(Exchange exchange, Instant now) {
        Optional<SourceState> state = word(exchange, "state", SourceState.values());
        Optional<SourceKind> kind = word(exchange, "kind", SourceKind.values());
        Optional<FeedHealth.Kind> health = word(exchange, "health", FeedHealth.Kind.values());
        Optional<String> tag = exchange.query("tag");
        Optional<String> text = exchange.query("q").map(q -> q.strip().toLowerCase(Locale.ROOT));
        Predicate<Source> healthy =
                source ->
                        health.isEmpty()
                                || views.health(source, now).map(FeedHealth::kind).equals(health);
        return writes.catalog().all().stream()
                .filter(source -> exchange.caller().mayPushTo(source.getSourceId()))
                .filter(source -> state.isEmpty() || state.get() == source.getState())
                .filter(source -> kind.isEmpty() || kind.get() == source.getKind())
                .filter(source -> tag.isEmpty() || isTagged(source, tag.get()))
                .filter(source -> text.isEmpty() || says(source, text.get()))
                .filter(healthy);
    }

    /** A tag, or a folder that a tag is in. */
    private static boolean isTagged(Source source, String tag) {
        return source.getTags().stream()
                .anyMatch(had -> had.equals(tag) || had.startsWith(tag + "/"));
    }

    private static boolean says(Source source, String text) {
        return Stream.of(
                        source.getSourceId(),
                        source.getName(),
                        source.getUrl(),
                        source.getHomepage())
                .anyMatch(had -> had != null && had.toLowerCase(Locale.ROOT).contains(text));
    }

    private static Predicate<Source> after(Optional<String> id) {
        return source -> id.isEmpty() || source.getSourceId().compareTo(id.get()) > 0;
    }

    private static int limit(Exchange exchange) {
        Optional<String> given = exchange.query("limit");
        try {
            int limit = given.map(Integer::parseInt).orElse(DEFAULT_LIMIT);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // refused below, with what it is
        }
        throw Problem.of(400, "invalid-limit", "Invalid limit", "limit is out of range.")
                .withField("limit")
                .withValue(given.orElse(""))
                .withFix("use a whole number from 1 to %d".formatted(LARGEST_LIMIT))
                .toException();
    }

    private static <E extends Enum<E>> Optional<E> word(Exchange exchange, String name, E[] all) {
        Function<String, E> read =
                given ->
                        Arrays.stream(all)
                                .filter(constant -> SourceJson.word(constant).equals(given))
                                .filter(constant -> !constant.name().equals("UNKNOWN"))
                                .findFirst()
                                .orElseThrow(() -> unknownWord(name, given, all).toException());
        return exchange.query(name).map(read);
    }

    private static Problem unknownWord(String name, String given, Enum<?>[] all) {
        String words =
                String.join(
                        ", ",
                        Arrays.stream(all)
                                .filter(constant -> !constant.name().equals("UNKNOWN"))
                                .map(SourceJson::word)
                                .toList());
        return Problem.of(
                        400,
                        "invalid-" + name,
                        "Invalid " + name,
                        "%s is none of the words it may be.".formatted(name))
                .withField(name)
                .withValue(given)
                .withFix("use one of: " + words);
    }
}
