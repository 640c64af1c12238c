package dev.wireroom.launcher.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.NearDuplicate;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.launcher.allinone.AllInOne;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The demonstration's result as one JSON object, for scripts. */
final class DemoJson {
    private DemoJson() {}

    static ObjectNode of(AllInOne wire, List<Journey> journeys, Map<String, String> addresses) {
        ObjectNode json = JsonMapper.builder().build().createObjectNode();
        ArrayNode articles = json.putArray("articles");
        journeys.forEach(journey -> articles.add(article(journey)));
        json.put("startMs", wire.startTook().toMillis());
        ArrayNode parts = json.putArray("parts");
        wire.started()
                .forEach(
                        part ->
                                parts.addObject()
                                        .put("name", part.name())
                                        .put("address", part.address())
                                        .put("beganMs", part.began().toMillis())
                                        .put("tookMs", part.took().toMillis()));
        ObjectNode memory = json.putObject("memoryBytes");
        wire.memoryBytes().forEach(memory::put);
        ObjectNode places = json.putObject("addresses");
        addresses.forEach(places::put);
        return json;
    }

    private static ObjectNode article(Journey journey) {
        EnrichedArticle enriched = journey.enriched();
        ObjectNode json = JsonMapper.builder().build().createObjectNode();
        json.put("file", journey.sample().file());
        json.put("id", enriched.getArticleId());
        json.put("title", enriched.getArticle().getTitle());
        json.put("outcome", lower(enriched.getRevision().getOutcome()));
        json.put("revision", enriched.getRevision().getNumber());
        NearDuplicate duplicate = enriched.getDuplicate();
        if (duplicate != null) {
            json.putObject("duplicate")
                    .put("of", duplicate.getDuplicateOf())
                    .put("kind", lower(duplicate.getKind()))
                    .put("score", duplicate.getScore());
        }
        json.put("language", enriched.getLanguage().getCode());
        Sentiment sentiment = enriched.getSentiment();
        if (sentiment != null) {
            json.putObject("sentiment")
                    .put("label", lower(sentiment.getLabel()))
                    .put("score", sentiment.getScore());
        }
        ArrayNode entities = json.putArray("entities");
        for (Entity entity : enriched.getEntities()) {
            entities.addObject()
                    .put("name", entity.getName())
                    .put("type", entity.getType().name())
                    .put("mentions", entity.getMentions().size());
        }
        json.putObject("hopsMs")
                .put("acceptedToEnriched", journey.untilEnriched().toMillis())
                .put("enrichedToStored", journey.untilStored().toMillis())
                .put("inAll", journey.inAll().toMillis());
        return json;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
