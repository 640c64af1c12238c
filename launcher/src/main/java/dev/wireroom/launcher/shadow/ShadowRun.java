package dev.wireroom.launcher.shadow;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.enrich.topology.Shadow;
import dev.wireroom.launcher.replay.PublishedArticles;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Takes published articles through the shadow, into a report. Not thread-safe. */
public final class ShadowRun {

    private final PublishedArticles articles;
    private final Shadow shadow;
    private final ShadowReport report;
    private final BooleanSupplier stopped;

    /**
     * @param stopped asked after each article; true ends the run
     */
    public ShadowRun(
            PublishedArticles articles,
            Shadow shadow,
            ShadowReport report,
            BooleanSupplier stopped) {
        this.articles = articles;
        this.shadow = shadow;
        this.report = report;
        this.stopped = stopped;
    }

    /**
     * Compares what was there when the articles were opened.
     *
     * @param limit articles at most, not counting those that are skipped
     */
    public void compareWhatIsThere(int limit) {
        boolean more = true;
        while (more && report.size() < limit && !stopped.getAsBoolean()) {
            Optional<EnrichedArticle> article = articles.next();
            article.ifPresent(this::compare);
            more = article.isPresent();
        }
    }

    /**
     * Compares what comes, until it is stopped.
     *
     * @param told called so often, where anything was compared since
     */
    public void follow(Duration every, Runnable told) {
        long tellAt = System.nanoTime() + every.toNanos();
        long toldOf = report.size();
        while (!stopped.getAsBoolean()) {
            articles.arrived().ifPresent(this::compare);
            if (System.nanoTime() - tellAt >= 0) {
                tellAt = System.nanoTime() + every.toNanos();
                if (report.size() > toldOf) {
                    toldOf = report.size();
                    told.run();
                }
            }
        }
    }

    private void compare(EnrichedArticle article) {
        if (article.getRevision().getOutcome() == RevisionOutcome.WITHDRAWN) {
            report.skip("withdrawn");
            return;
        }
        long begin = System.nanoTime();
        EnrichedArticle other;
        try {
            other = shadow.of(article);
        } catch (RuntimeException e) {
            // in service the article would become a dead letter, and the next one be analysed
            report.skip("failed with " + e);
            return;
        }
        report.add(article, other, System.nanoTime() - begin);
    }
}
