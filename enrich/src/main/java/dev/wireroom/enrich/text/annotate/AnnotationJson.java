package dev.wireroom.enrich.text.annotate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.enrich.text.Analysis;
import dev.wireroom.enrich.text.Annotation;
import dev.wireroom.enrich.text.DocumentSentiment;
import dev.wireroom.enrich.text.Entity;
import dev.wireroom.enrich.text.EntitySentiment;
import dev.wireroom.enrich.text.Language;
import dev.wireroom.enrich.text.Mention;
import dev.wireroom.enrich.text.Provenance;
import dev.wireroom.enrich.text.Sentiment;
import dev.wireroom.enrich.text.TargetSentiment;
import java.util.Locale;

/** Annotations as JSON. Probabilities and scores have four decimals. */
public final class AnnotationJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final double DECIMALS = 10_000;

    private AnnotationJson() {}

    /** One annotation as an object. */
    public static ObjectNode of(Annotation annotation) {
        ObjectNode root = NODES.objectNode();
        root.put("id", annotation.documentId());
        Language language = annotation.language();
        root.put("language", language.code());
        root.put("languageConfidence", rounded(language.confidence()));
        root.put("languageSource", language.source().name().toLowerCase(Locale.ROOT));
        root.set("analysis", analysis(annotation.analysis()));
        DocumentSentiment sentiment = annotation.sentiment();
        if (sentiment == null) {
            root.putNull("sentiment");
        } else {
            root.set(
                    "sentiment",
                    sentiment(sentiment.sentiment())
                            .put("sentences", sentiment.sentences())
                            .put("method", sentiment.method()));
        }
        ArrayNode entities = root.putArray("entities");
        annotation.entities().forEach(entity -> entities.add(entity(entity)));
        ArrayNode targets = root.putArray("targets");
        annotation.targets().forEach(target -> targets.add(target(target)));
        root.set("provenance", provenance(annotation.provenance()));
        return root;
    }

    private static ObjectNode analysis(Analysis analysis) {
        ObjectNode node = NODES.objectNode();
        return switch (analysis) {
            case Analysis.Analysed analysed -> node.put("status", "analysed");
            case Analysis.Truncated truncated ->
                    node.put("status", "truncated")
                            .put("analysedChars", truncated.analysedChars())
                            .put("totalChars", truncated.totalChars());
            case Analysis.NotAnalysed refusal ->
                    node.put("status", "not-analysed")
                            .put(
                                    "reason",
                                    refusal.reason()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', '-'))
                            .put("detail", refusal.detail());
        };
    }

    private static ObjectNode entity(Entity entity) {
        ObjectNode node = NODES.objectNode();
        node.put("id", entity.id());
        node.put("name", entity.name());
        node.put("type", entity.type().name());
        node.put("salience", rounded(entity.salience()));
        EntitySentiment sentiment = entity.sentiment();
        if (sentiment == null) {
            node.putNull("sentiment");
        } else {
            node.set(
                    "sentiment",
                    sentiment(sentiment.sentiment()).put("mentions", sentiment.mentions()));
        }
        ArrayNode mentions = node.putArray("mentions");
        for (Mention mention : entity.mentions()) {
            mentions.addObject()
                    .put("field", mention.field().label())
                    .put("begin", mention.begin())
                    .put("end", mention.end())
                    .put("text", mention.text())
                    .put("confidence", rounded(mention.confidence()));
        }
        return node;
    }

    private static ObjectNode target(TargetSentiment answer) {
        ObjectNode node = NODES.objectNode();
        node.put("field", answer.target().field().label());
        node.put("begin", answer.target().begin());
        node.put("end", answer.target().end());
        Sentiment sentiment = answer.sentiment();
        if (sentiment == null) {
            node.putNull("sentiment");
        } else {
            node.set("sentiment", sentiment(sentiment));
        }
        return node;
    }

    private static ObjectNode sentiment(Sentiment sentiment) {
        return NODES.objectNode()
                .put("label", sentiment.label().label())
                .put("score", rounded(sentiment.score()))
                .put("confidence", rounded(sentiment.confidence()));
    }

    private static ObjectNode provenance(Provenance provenance) {
        return NODES.objectNode()
                .put("model", provenance.model())
                .put("version", provenance.version())
                .put("digest", provenance.digest())
                .put("enrichmentVersion", provenance.enrichmentVersion());
    }

    private static double rounded(double value) {
        return Math.round(value * DECIMALS) / DECIMALS;
    }

    /**
     * An object as one line. Lone surrogates, which UTF-8 cannot carry, are escaped, so that a
     * reader gets the text back code unit for code unit.
     */
    public static String line(ObjectNode node) {
        String json = node.toString();
        StringBuilder escaped = null;
        for (int index = 0; index < json.length(); index++) {
            char c = json.charAt(index);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && index + 1 < json.length()
                            && Character.isLowSurrogate(json.charAt(index + 1));
            if (Character.isSurrogate(c) && !pair) {
                if (escaped == null) {
                    escaped = new StringBuilder(json.length() + 16).append(json, 0, index);
                }
                escaped.append("\\u%04x".formatted((int) c));
            } else if (escaped != null) {
                escaped.append(c);
                if (pair) {
                    escaped.append(json.charAt(index + 1));
                }
            }
            index += pair ? 1 : 0;
        }
        return escaped == null ? json : escaped.toString();
    }
}
