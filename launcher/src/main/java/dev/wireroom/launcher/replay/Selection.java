package dev.wireroom.launcher.replay;

import dev.wireroom.contract.EnrichedArticle;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which articles to replay, by their latest revision; what is empty asks for nothing.
 *
 * @param since received then or later
 * @param until received before then
 * @param source source id
 * @param ids article ids
 * @param enrichmentVersion what made the values that are there now
 */
public record Selection(
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<String> source,
        Set<String> ids,
        Optional<String> enrichmentVersion)
        implements Predicate<EnrichedArticle> {

    public Selection {
        ids = Set.copyOf(ids);
    }

    /** Whether this article may be wanted, as far as its id tells. */
    boolean testId(String articleId) {
        return ids.isEmpty() || ids.contains(articleId);
    }

    @Override
    public boolean test(EnrichedArticle article) {
        Instant received = article.getArticle().getReceivedAt();
        return testId(article.getArticleId())
                && since.map(time -> !received.isBefore(time)).orElse(true)
                && until.map(received::isBefore).orElse(true)
                && source.map(article.getSourceId()::equals).orElse(true)
                && enrichmentVersion.map(article.getEnrichmentVersion()::equals).orElse(true);
    }
}
