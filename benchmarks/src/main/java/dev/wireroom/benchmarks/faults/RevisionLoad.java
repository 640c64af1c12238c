package dev.wireroom.benchmarks.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.benchmarks.faults.Expected.Content;
import dev.wireroom.benchmarks.faults.Expected.Sent;
import dev.wireroom.benchmarks.wire.ArticleGenerator;
import dev.wireroom.contract.Analysis;
import dev.wireroom.contract.AnalysisStatus;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.DetectedLanguage;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.Mention;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.contract.Revision;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.schema.ArticleIds;
import dev.wireroom.schema.ContentHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * An endless load of records for the topic {@code enriched}, and what they must come to: new
 * articles, their next revisions in order, withdrawals (and revisions after them), and exact
 * repeats of earlier records, older ones after newer included. The same seed makes the same records
 * in the same order. Not thread-safe.
 */
final class RevisionLoad {

    static final String SOURCE = "faults";

    /** Articles that revisions come for at any time: so many that most batches hold some twice. */
    private static final int OPEN_ARTICLES = 300;

    private static final double NEW = 0.25;
    private static final double REPEATED = 0.20;
    private static final double WITHDRAWN = 0.06;

    private static final int WORDS = 60;
    private static final int KNOWN_PEOPLE = 500;
    private static final int MOST_ENTITIES = 3;
    private static final Instant BEGIN = Instant.parse("2026-11-25T08:00:00Z");
    private static final long MILLIS_BETWEEN = 50;

    private final long seed;
    private final SplittableRandom random;
    private final List<Expected> articles = new ArrayList<>();
    private final List<List<Plan>> plans = new ArrayList<>();
    private long sent;

    /** All that is needed to make a record again. */
    private record Plan(
            int article, int number, boolean withdrawn, @Nullable String previousHash, long step) {}

    RevisionLoad(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    EnrichedArticle next() {
        sent++;
        double kind = random.nextDouble();
        if (articles.isEmpty() || kind < NEW) {
            articles.add(new Expected(ArticleIds.of(SOURCE, name(articles.size()))));
            plans.add(new ArrayList<>());
            return revise(articles.size() - 1, false);
        }
        int article = openArticle();
        if (kind < NEW + REPEATED) {
            List<Plan> earlier = plans.get(article);
            return record(earlier.get(random.nextInt(earlier.size())));
        }
        return revise(article, random.nextDouble() < WITHDRAWN);
    }

    /** What must be stored once all that was sent is. */
    List<Expected> expected() {
        return articles;
    }

    /** Records made, repeats included. */
    long sent() {
        return sent;
    }

    private int openArticle() {
        int oldest = Math.max(0, articles.size() - OPEN_ARTICLES);
        return random.nextInt(oldest, articles.size());
    }

    private EnrichedArticle revise(int article, boolean withdrawn) {
        Expected expected = articles.get(article);
        int number = expected.revisions().size() + 1;
        String previous = number == 1 ? null : expected.latest().contentHash();
        Plan plan = new Plan(article, number, withdrawn, previous, sent);
        plans.get(article).add(plan);
        EnrichedArticle record = record(plan);
        expected.add(
                new Sent(
                        number,
                        record.getRevision().getOutcome().name(),
                        record.getArticle().getContentHash(),
                        withdrawn ? Optional.empty() : Optional.of(content(record))));
        return record;
    }

    private static Content content(EnrichedArticle record) {
        return new Content(
                String.valueOf(record.getArticle().getTitle()),
                md5(String.valueOf(record.getArticle().getBody())),
                record.getEntities().stream().mapToInt(e -> e.getMentions().size()).sum());
    }

    private EnrichedArticle record(Plan plan) {
        Random words = new Random(seed * 31 + plan.article() * 1009L + plan.number());
        Instant at = BEGIN.plusMillis(plan.step() * MILLIS_BETWEEN);
        Article article = article(plan, words, at);
        return EnrichedArticle.newBuilder()
                .setArticleId(article.getArticleId())
                .setSourceId(SOURCE)
                .setArticle(article)
                .setRevision(
                        new Revision(plan.number(), outcome(plan), plan.previousHash(), List.of()))
                .setFirstReceivedAt(article.getReceivedAt())
                .setEnrichedAt(at)
                .setOrigin(new RecordCoordinates("wireroom.articles", 0, plan.step(), at))
                .setLanguage(new DetectedLanguage("en", 0.99f))
                .setAnalysis(
                        plan.withdrawn()
                                ? new Analysis(AnalysisStatus.NOT_ANALYSED, "withdrawn", 0)
                                : new Analysis(
                                        AnalysisStatus.ANALYSED,
                                        null,
                                        String.valueOf(article.getBody()).length()))
                .setEntities(plan.withdrawn() ? List.of() : entities(words))
                .setEnrichmentVersion("faults-1")
                .build();
    }

    private static Article article(Plan plan, Random words, Instant at) {
        String name = name(plan.article());
        Article.Builder article =
                Article.newBuilder()
                        .setArticleId(ArticleIds.of(SOURCE, name))
                        .setSourceId(SOURCE)
                        .setExternalId(name)
                        .setExternalIdKind(ExternalIdKind.PUBLISHER)
                        .setContentHash("")
                        .setPublishingStatus(
                                plan.withdrawn()
                                        ? PublishingStatus.CANCELED
                                        : PublishingStatus.USABLE)
                        .setReceivedAt(at)
                        .setFormat("faults");
        if (!plan.withdrawn()) {
            ObjectNode text = new ArticleGenerator(words, WORDS).next(name);
            article.setTitle(text.required("title").asText() + ", take " + plan.number());
            article.setBody(text.required("body").asText());
        }
        Article built = article.build();
        built.setContentHash(ContentHash.of(built));
        return built;
    }

    private static RevisionOutcome outcome(Plan plan) {
        if (plan.withdrawn()) {
            return RevisionOutcome.WITHDRAWN;
        }
        return plan.number() == 1 ? RevisionOutcome.NEW : RevisionOutcome.UPDATED;
    }

    /** People named at the start of the body, each once or twice. */
    private static List<Entity> entities(Random random) {
        List<Entity> entities = new ArrayList<>();
        int count = random.nextInt(MOST_ENTITIES + 1);
        int first = random.nextInt(KNOWN_PEOPLE);
        for (int i = 0; i < count; i++) {
            List<Mention> mentions = new ArrayList<>();
            int places = random.nextInt(1, 3);
            for (int m = 0; m < places; m++) {
                int begin = 10 * i + 5 * m;
                mentions.add(new Mention("body", begin, begin + 4, "name", 0.9f));
            }
            int person = (first + i) % KNOWN_PEOPLE;
            entities.add(
                    Entity.newBuilder()
                            .setEntityId("person:p-" + person)
                            .setName("Person " + person)
                            .setType(EntityType.PERSON)
                            .setSalience(1f / count)
                            .setMentions(mentions)
                            .build());
        }
        return entities;
    }

    private static String name(int article) {
        return "article-" + article;
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("MD5")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
