package dev.wireroom.enrich.text.neural;

import dev.wireroom.enrich.text.DocumentSentiment;
import dev.wireroom.enrich.text.Entity;
import dev.wireroom.enrich.text.EntitySentiment;
import dev.wireroom.enrich.text.Field;
import dev.wireroom.enrich.text.Mention;
import dev.wireroom.enrich.text.Target;
import dev.wireroom.enrich.text.TargetSentiment;
import dev.wireroom.enrich.text.TextDocument;
import dev.wireroom.enrich.text.entity.EntityMerger;
import dev.wireroom.enrich.text.entity.MergedEntity;
import dev.wireroom.enrich.text.entity.NamedMention;
import dev.wireroom.enrich.text.entity.Salience;
import dev.wireroom.enrich.text.model.Encoder;
import dev.wireroom.enrich.text.model.Encoder.States;
import dev.wireroom.enrich.text.model.TagDecoder.TaggedSpan;
import dev.wireroom.enrich.text.neural.MentionReader.Located;
import dev.wireroom.enrich.text.neural.ReadDocument.Sentence;
import dev.wireroom.enrich.text.token.Span;
import dev.wireroom.enrich.text.token.Window;
import dev.wireroom.enrich.text.token.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The analysis of one article: its encoded windows, and what is derived from them. Belongs to one
 * thread and one article.
 */
final class ArticleAnalysis {
    /** Mentions scored of one entity, in reading order: the mean hardly moves after so many. */
    private static final int MAX_SCORED_PER_ENTITY = 20;

    /** Mentions scored in one article: a bound for lists of names. */
    private static final int MAX_SCORED = 1_000;

    /** So many sentences that name nothing count for the article's sentiment, from the first on. */
    private static final int MAX_SENTENCES = 500;

    private final TextDocument document;
    private final ReadDocument read;
    private final Windows windows;
    private final Encoder encoder;
    private final SentenceCache cache;
    private final List<Encoding> encodings;
    private final List<Located> mentions = new ArrayList<>();
    private List<MergedEntity> merged = List.of();
    private final SentimentSum documentSum = new SentimentSum();
    private final List<Entity> entities = new ArrayList<>();

    ArticleAnalysis(
            TextDocument document,
            ReadDocument read,
            Windows windows,
            Encoder encoder,
            SentenceCache cache) {
        this.document = document;
        this.read = read;
        this.windows = windows;
        this.encoder = encoder;
        this.cache = cache;
        encodings = encode(read.windows());
    }

    /** A window with what the model said; the states only where it ran just now. */
    private static final class Encoding {
        private final Window window;
        private final SentenceCache.Remembered remembered;
        private @Nullable States states;

        Encoding(Window window, SentenceCache.Remembered remembered, @Nullable States states) {
            this.window = window;
            this.remembered = remembered;
            this.states = states;
        }

        /** The same for another window of the same text. */
        Encoding at(Window other) {
            return other == window ? this : new Encoding(other, remembered, states);
        }
    }

    /** Encodes windows, each text once; those that the cache knows not at all. */
    private List<Encoding> encode(List<Window> wanted) {
        Map<String, Encoding> known = new HashMap<>();
        List<Window> missing = new ArrayList<>();
        Set<String> missingTexts = new HashSet<>();
        for (Window window : wanted) {
            if (known.containsKey(window.text()) || missingTexts.contains(window.text())) {
                continue;
            }
            SentenceCache.Remembered remembered = cache.find(window);
            if (remembered != null) {
                known.put(window.text(), new Encoding(window, remembered, null));
            } else {
                missing.add(window);
                missingTexts.add(window.text());
            }
        }
        List<Encoder.Encoded> encoded = encoder.encode(missing);
        for (int index = 0; index < encoded.size(); index++) {
            Window window = missing.get(index);
            Encoder.Encoded answer = encoded.get(index);
            known.put(
                    window.text(),
                    new Encoding(window, cache.remember(window, answer), answer.states()));
        }
        return wanted.stream()
                .map(window -> Objects.requireNonNull(known.get(window.text())).at(window))
                .toList();
    }

    /** Tokens {@code [from, to)} of a window, toward which the sentiment is wanted. */
    private record Wanted(Encoding encoding, int from, int to) {
        float @Nullable [] known() {
            return encoding.remembered.sentiment(from, to);
        }
    }

    /** Sentiment toward each; those that are not known yet are asked for together. */
    private List<float[]> sentiments(List<Wanted> all) {
        List<Wanted> unknown =
                all.stream().filter(wanted -> wanted.known() == null).distinct().toList();
        giveStates(unknown.stream().map(Wanted::encoding).distinct().toList());
        List<float[]> answers =
                encoder.sentiment(
                        unknown.stream()
                                .map(
                                        wanted ->
                                                new Encoder.Marked(
                                                        Objects.requireNonNull(
                                                                wanted.encoding.states),
                                                        wanted.encoding.window.marks(
                                                                wanted.from, wanted.to)))
                                .toList());
        for (int index = 0; index < answers.size(); index++) {
            Wanted wanted = unknown.get(index);
            wanted.encoding.remembered.rememberSentiment(
                    wanted.from, wanted.to, answers.get(index));
        }
        return all.stream().map(wanted -> Objects.requireNonNull(wanted.known())).toList();
    }

    /** Encodes again what is known only from the cache, which keeps no states. */
    private void giveStates(List<Encoding> encodings) {
        List<Encoding> without =
                encodings.stream().filter(encoding -> encoding.states == null).toList();
        List<Encoder.Encoded> encoded =
                encoder.encode(without.stream().map(encoding -> encoding.window).toList());
        for (int index = 0; index < encoded.size(); index++) {
            without.get(index).states = encoded.get(index).states();
        }
    }

    /** Tags, merges and scores; to be called once, before the getters. */
    void findEntities(DocumentTagger tagger, EntityMerger merger) {
        List<float[]> probabilities =
                encodings.stream().map(encoding -> encoding.remembered.tags()).toList();
        List<List<TaggedSpan>> spans = tagger.tag(read.windows(), probabilities);
        for (int window = 0; window < spans.size(); window++) {
            for (TaggedSpan span :
                    MentionReader.join(read.windows().get(window), spans.get(window))) {
                MentionReader.read(read.windows().get(window), window, span)
                        .ifPresent(mentions::add);
            }
        }
        merged = merger.merge(mentions.stream().map(Located::mention).toList());
        Scores scores = score();
        double[] saliences = Salience.of(merged, read.firstBodySentence());
        for (int index = 0; index < merged.size(); index++) {
            entities.add(entity(merged.get(index), saliences[index], scores));
        }
        entities.sort(Comparator.comparingDouble((Entity entity) -> -entity.salience()));
        sumDocument(scores);
    }

    /** Sentiment toward mentions, and of the windows without a mention that was scored. */
    private record Scores(
            IdentityHashMap<NamedMention, float[]> mentions, Map<Integer, float[]> nameless) {}

    /** Scores all of the article at once: a call of the model costs much beside its targets. */
    private Scores score() {
        List<Located> scored = toScore();
        Set<Integer> named = scored.stream().map(Located::window).collect(Collectors.toSet());
        List<Integer> nameless =
                IntStream.range(0, encodings.size())
                        .filter(index -> !named.contains(index))
                        .limit(MAX_SENTENCES)
                        .boxed()
                        .toList();
        List<Wanted> wanted = new ArrayList<>(scored.size() + nameless.size());
        for (Located place : scored) {
            wanted.add(new Wanted(encodings.get(place.window()), place.from(), place.to()));
        }
        nameless.forEach(window -> wanted.add(whole(window)));
        List<float[]> answers = sentiments(wanted);
        Scores scores = new Scores(new IdentityHashMap<>(), new HashMap<>());
        for (int index = 0; index < scored.size(); index++) {
            scores.mentions.put(scored.get(index).mention(), answers.get(index));
        }
        for (int index = 0; index < nameless.size(); index++) {
            scores.nameless.put(nameless.get(index), answers.get(scored.size() + index));
        }
        return scores;
    }

    private List<Located> toScore() {
        IdentityHashMap<NamedMention, Located> located = new IdentityHashMap<>();
        mentions.forEach(mention -> located.put(mention.mention(), mention));
        List<Located> scored = new ArrayList<>();
        for (MergedEntity entity : merged) {
            int ofEntity = 0;
            for (NamedMention mention : entity.mentions()) {
                Located place = located.get(mention);
                if (place != null
                        && ofEntity < MAX_SCORED_PER_ENTITY
                        && scored.size() < MAX_SCORED) {
                    scored.add(place);
                    ofEntity++;
                }
            }
        }
        return scored;
    }

    private static Entity entity(MergedEntity entity, double salience, Scores scores) {
        SentimentSum sum = new SentimentSum();
        List<Mention> mentions = new ArrayList<>();
        for (NamedMention mention : entity.mentions()) {
            mentions.add(
                    new Mention(
                            mention.field(),
                            mention.begin(),
                            mention.end(),
                            mention.text(),
                            mention.confidence()));
            float[] score = scores.mentions.get(mention);
            if (score != null) {
                sum.add(score, 1);
            }
        }
        EntitySentiment sentiment =
                sum.count() == 0 ? null : new EntitySentiment(sum.sentiment(), sum.count());
        return new Entity(
                entity.id(), null, entity.name(), entity.type(), salience, sentiment, mentions);
    }

    private void sumDocument(Scores scores) {
        Map<Integer, SentimentSum> byWindow = new HashMap<>();
        for (Located mention : mentions) {
            float[] score = scores.mentions.get(mention.mention());
            if (score != null) {
                byWindow.computeIfAbsent(mention.window(), window -> new SentimentSum())
                        .add(score, 1);
            }
        }
        for (int index = 0; index < encodings.size(); index++) {
            Window window = encodings.get(index).window;
            SentimentSum toward = byWindow.get(index);
            float[] sentence = toward == null ? scores.nameless.get(index) : toward.mean();
            if (sentence != null) {
                documentSum.add(
                        sentence, DocumentSentimentRule.weight(window.field(), window.tokens()));
            }
        }
    }

    private Wanted whole(int window) {
        Encoding encoding = encodings.get(window);
        return new Wanted(encoding, 0, encoding.window.tokens());
    }

    /** Most salient first. */
    List<Entity> entities() {
        return entities;
    }

    @Nullable DocumentSentiment documentSentiment() {
        return documentSum.count() == 0
                ? null
                : new DocumentSentiment(
                        documentSum.sentiment(), DocumentSentimentRule.NAME, documentSum.count());
    }

    /** Answers to the document's targets, in order. */
    List<TargetSentiment> targets() {
        return document.targets().stream().map(this::answer).toList();
    }

    private TargetSentiment answer(Target target) {
        Sentence sentence = read.sentenceOf(target.field(), target.begin(), target.end());
        Encoding encoding = sentence == null ? null : encodingFor(target, sentence);
        if (encoding == null) {
            return new TargetSentiment(target, null);
        }
        int from = -1;
        int to = -1;
        for (int token = 0; token < encoding.window.tokens(); token++) {
            if (encoding.window.begin(token) < target.end()
                    && target.begin() < encoding.window.end(token)) {
                from = from < 0 ? token : from;
                to = token + 1;
            }
        }
        if (from < 0) {
            return new TargetSentiment(target, null);
        }
        SentimentSum sum = new SentimentSum();
        sum.add(sentiments(List.of(new Wanted(encoding, from, to))).get(0), 1);
        return new TargetSentiment(target, sum.sentiment());
    }

    private @Nullable Encoding encodingFor(Target target, Sentence sentence) {
        Field field = target.field();
        List<Encoding> own =
                encodings.stream()
                        .filter(encoding -> encoding.window.sentence() == sentence.number())
                        .toList();
        if (own.size() == 1) {
            return own.get(0);
        }
        Span passage = new Span(target.begin(), target.end());
        List<Window> cut =
                windows.of(field, document.text(field), sentence.span(), sentence.number());
        if (cut.stream().noneMatch(window -> touches(window, passage))) {
            return null;
        }
        Window window =
                cut.size() == 1
                        ? cut.get(0)
                        : windows.around(
                                field,
                                document.text(field),
                                sentence.span(),
                                sentence.number(),
                                passage);
        return encode(List.of(window)).get(0);
    }

    private static boolean touches(Window window, Span passage) {
        for (int token = 0; token < window.tokens(); token++) {
            if (passage.overlaps(window.begin(token), window.end(token))) {
                return true;
            }
        }
        return false;
    }
}
