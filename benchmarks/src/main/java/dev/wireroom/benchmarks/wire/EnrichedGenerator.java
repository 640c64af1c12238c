package dev.wireroom.benchmarks.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.Analysis;
import dev.wireroom.contract.AnalysisStatus;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.DetectedLanguage;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.Mention;
import dev.wireroom.contract.ModelProvenance;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.contract.Revision;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.contract.SentimentLabel;
import dev.wireroom.schema.ArticleIds;
import dev.wireroom.schema.ContentHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes records of the topic {@code enriched}, each a new article: generated wire copy, the names
 * that stand in it as entities with their mentions in place, sentiment, keywords, models. One
 * entity in eight is rare, so that entities grow with the articles. The same seed makes the same
 * records. Not thread-safe.
 */
public final class EnrichedGenerator {

    /** Sources that articles come from, by turns: {@code source-0} and so on. */
    public static final int SOURCES = 20;

    /** When the first article was received. */
    public static final Instant BEGIN = Instant.parse("2026-10-01T00:00:00Z");

    private static final Pattern NAME = Pattern.compile("[A-Z][a-z]+(?: [A-Z][a-z]+)*");
    private static final int MOST_ENTITIES = 8;
    private static final int MOST_MENTIONS = 3;
    private static final int RARE_ONE_IN = 8;
    private static final int ARTICLES_PER_RARE_NAME = 10;
    private static final EntityType[] TYPES = {
        EntityType.PERSON, EntityType.ORGANIZATION, EntityType.LOCATION
    };
    private static final List<ModelProvenance> MODELS =
            List.of(
                    new ModelProvenance(
                            "fast",
                            "0.2.0",
                            "c0ffee".repeat(10),
                            List.of("entities", "sentiment")));

    private final Random random;
    private final ArticleGenerator texts;
    private final Duration between;
    private long made;

    /**
     * A generator.
     *
     * @param words words of a body, about
     * @param between time between the receipt of two articles
     */
    public EnrichedGenerator(long seed, int words, Duration between) {
        this.random = new Random(seed);
        this.texts = new ArticleGenerator(random, words);
        this.between = between;
    }

    /** When the article of this rank, from 0, was received. */
    public Instant receivedAt(long rank) {
        return BEGIN.plus(between.multipliedBy(rank));
    }

    public EnrichedArticle next() {
        Instant at = receivedAt(made);
        Article article = article(at);
        EnrichedArticle enriched =
                EnrichedArticle.newBuilder()
                        .setArticleId(article.getArticleId())
                        .setSourceId(article.getSourceId())
                        .setArticle(article)
                        .setRevision(new Revision(1, RevisionOutcome.NEW, null, List.of()))
                        .setFirstReceivedAt(at)
                        .setEnrichedAt(at.plusMillis(200))
                        .setOrigin(new RecordCoordinates("wireroom.articles", 0, made, at))
                        .setLanguage(new DetectedLanguage("en", 0.99f))
                        .setAnalysis(
                                new Analysis(
                                        AnalysisStatus.ANALYSED,
                                        null,
                                        String.valueOf(article.getBody()).length()))
                        .setSentiment(sentiment())
                        .setEntities(entities(String.valueOf(article.getBody())))
                        .setEnrichmentVersion("fast-2")
                        .setModels(MODELS)
                        .build();
        made++;
        return enriched;
    }

    private Article article(Instant at) {
        String source = "source-" + made % SOURCES;
        ObjectNode text = texts.next("");
        String externalId = "article-" + made;
        String author = "Reporter " + made % 100;
        Article article =
                Article.newBuilder()
                        .setArticleId(ArticleIds.of(source, externalId))
                        .setSourceId(source)
                        .setExternalId(externalId)
                        .setExternalIdKind(ExternalIdKind.PUBLISHER)
                        .setContentHash("")
                        .setPublishingStatus(PublishingStatus.USABLE)
                        .setReceivedAt(at)
                        .setTitle(text.required("title").asText())
                        .setBody(text.required("body").asText())
                        .setByline("By " + author)
                        .setAuthors(List.of(author))
                        .setLanguage("en")
                        .setUrl("https://news.example/" + source + "/" + externalId)
                        .setUrgency(1 + (int) (made % 9))
                        .setKeywords(List.of("economy", "region " + made % 50))
                        .setFormat("wireroom-json")
                        .build();
        article.setContentHash(ContentHash.of(article));
        return article;
    }

    private Sentiment sentiment() {
        float score = random.nextInt(-10_000, 10_001) / 10_000f;
        SentimentLabel label =
                score < -0.3f
                        ? SentimentLabel.NEGATIVE
                        : score > 0.3f ? SentimentLabel.POSITIVE : SentimentLabel.NEUTRAL;
        return new Sentiment(label, score, 0.5f + random.nextInt(5000) / 10_000f);
    }

    private List<Entity> entities(String body) {
        Map<String, List<Mention>> byName = new LinkedHashMap<>();
        Matcher matcher = NAME.matcher(body);
        while (matcher.find()) {
            List<Mention> mentions = byName.get(matcher.group());
            if (mentions == null) {
                if (byName.size() == MOST_ENTITIES) {
                    continue;
                }
                mentions = new ArrayList<>();
                byName.put(matcher.group(), mentions);
            }
            if (mentions.size() < MOST_MENTIONS) {
                mentions.add(
                        new Mention(
                                "body", matcher.start(), matcher.end(), matcher.group(), 0.93f));
            }
        }
        List<Entity> entities = new ArrayList<>();
        byName.forEach((name, mentions) -> entities.add(entity(name, mentions, byName.size())));
        return entities;
    }

    private Entity entity(String name, List<Mention> mentions, int of) {
        String id = entityId(name);
        boolean rare = random.nextInt(RARE_ONE_IN) == 0;
        return Entity.newBuilder()
                .setEntityId(rare ? id + "-" + made / ARTICLES_PER_RARE_NAME : id)
                .setName(name)
                .setType(type(name))
                .setSalience(1f / of)
                .setSentiment(sentiment())
                .setMentions(mentions)
                .build();
    }

    /** Id of the frequent entity of this name. */
    public static String entityId(String name) {
        return "%s:%s"
                .formatted(
                        type(name).name().toLowerCase(Locale.ROOT),
                        name.toLowerCase(Locale.ROOT).replace(' ', '-'));
    }

    private static EntityType type(String name) {
        return TYPES[Math.floorMod(name.hashCode(), TYPES.length)];
    }
}
