package dev.wireroom.enrich.text.neural;

import dev.wireroom.enrich.text.Analysis;
import dev.wireroom.enrich.text.Annotation;
import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.AnnotatorConfig;
import dev.wireroom.enrich.text.CacheStatistics;
import dev.wireroom.enrich.text.Provenance;
import dev.wireroom.enrich.text.Target;
import dev.wireroom.enrich.text.TargetSentiment;
import dev.wireroom.enrich.text.TextDocument;
import dev.wireroom.enrich.text.entity.EntityMerger;
import dev.wireroom.enrich.text.entity.KnownNames;
import dev.wireroom.enrich.text.language.LanguageIdentifier;
import dev.wireroom.enrich.text.model.Encoder;
import dev.wireroom.enrich.text.model.ModelFiles;
import dev.wireroom.enrich.text.token.Windows;
import dev.wireroom.enrich.text.token.WordPieces;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The annotator that ships: language first, then one pass of our own model per sentence, then the
 * document as a whole. Safe for use by many threads; what belongs to one article lives in its
 * {@link ArticleAnalysis}.
 */
public final class NeuralAnnotator implements Annotator {
    /** Counts up with every change to this code that can change an annotation. */
    private static final int PIPELINE_VERSION = 6;

    private final AnnotatorConfig config;
    private final LanguageIdentifier languages;
    private final List<String> supported;
    private final Windows windows;
    private final Encoder encoder;
    private final DocumentTagger tagger;
    private final EntityMerger merger;
    private final SentenceCache cache;
    private final Provenance provenance;

    private NeuralAnnotator(
            AnnotatorConfig config,
            ModelFiles files,
            LanguageIdentifier languages,
            Encoder encoder) {
        KnownNames countries = KnownNames.countries();
        KnownNames organizations = KnownNames.organizations();
        this.config = config;
        this.languages = languages;
        this.encoder = encoder;
        supported = files.languages();
        windows = new Windows(new WordPieces(files.vocabulary()), files.maxPieces());
        tagger = new DocumentTagger(files.tags(), countries, organizations);
        merger = new EntityMerger(countries, organizations);
        cache = new SentenceCache(config.cacheChars());
        provenance =
                new Provenance(
                        files.name(),
                        files.version(),
                        files.digest(),
                        "%s+text%d.cap%d"
                                .formatted(files.release(), PIPELINE_VERSION, config.maxChars()));
    }

    /**
     * Loads the configured model.
     *
     * @throws IllegalStateException when a model file is missing or not the one that was recorded
     */
    public static NeuralAnnotator load(AnnotatorConfig config) {
        CompletableFuture<LanguageIdentifier> languages =
                CompletableFuture.supplyAsync(
                        LanguageIdentifier::load,
                        Thread.ofPlatform().daemon().name("load-languages")::start);
        ModelFiles files = ModelFiles.load(config.model());
        Encoder encoder = new Encoder(files, config.intraOpThreads());
        return new NeuralAnnotator(config, files, languages.join(), encoder);
    }

    @Override
    public Annotation annotate(TextDocument document) {
        for (Target target : document.targets()) {
            if (target.end() > document.text(target.field()).length()) {
                throw new IndexOutOfBoundsException(
                        "target [%d, %d) reaches beyond the %s of %d code units"
                                .formatted(
                                        target.begin(),
                                        target.end(),
                                        target.field().label(),
                                        document.text(target.field()).length()));
            }
        }
        LanguageIdentifier.Identified identified =
                languages.identify(document.title(), document.body(), document.language());
        Analysis.NotAnalysed refusal = refusal(document, identified);
        if (refusal != null) {
            List<TargetSentiment> unanswered =
                    document.targets().stream()
                            .map(target -> new TargetSentiment(target, null))
                            .toList();
            return new Annotation(
                    document.id(),
                    identified.language(),
                    refusal,
                    null,
                    List.of(),
                    unanswered,
                    provenance);
        }
        ReadDocument read = ReadDocument.read(document, windows, config.maxChars());
        int total = document.title().length() + document.body().length();
        Analysis analysis =
                read.analysedChars() < total
                        ? new Analysis.Truncated(read.analysedChars(), total)
                        : new Analysis.Analysed();
        ArticleAnalysis article = new ArticleAnalysis(document, read, windows, encoder, cache);
        article.findEntities(tagger, merger);
        return new Annotation(
                document.id(),
                identified.language(),
                analysis,
                article.documentSentiment(),
                article.entities(),
                article.targets(),
                provenance);
    }

    private Analysis.@Nullable NotAnalysed refusal(
            TextDocument document, LanguageIdentifier.Identified identified) {
        if (!hasLetter(document.title()) && !hasLetter(document.body())) {
            return new Analysis.NotAnalysed(
                    Analysis.Reason.NO_TEXT, "neither title nor body has a letter");
        }
        String code = identified.language().code();
        if (supported.contains(code) || (identified.maybeEnglish() && supported.contains("en"))) {
            return null;
        }
        return new Analysis.NotAnalysed(
                Analysis.Reason.UNSUPPORTED_LANGUAGE,
                "the model reads %s; the article is %s"
                        .formatted(String.join(", ", supported), code));
    }

    private static boolean hasLetter(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public CacheStatistics cacheStatistics() {
        return cache.statistics();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
