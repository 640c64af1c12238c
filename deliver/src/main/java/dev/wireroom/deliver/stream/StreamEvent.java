package dev.wireroom.deliver.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.deliver.article.ArticleJson;

/**
 * One record of the enriched topic, on its way to subscribers.
 *
 * @param article the latest state of the article, as of this record
 * @param replayed whether an operator had it sent again: nothing happened to the article
 */
record StreamEvent(int partition, long offset, EnrichedArticle article, boolean replayed) {

    /** {@code article}, or {@code withdrawn} where the content is gone and copies of it must go. */
    String name() {
        return article.getRevision().getOutcome() == RevisionOutcome.WITHDRAWN
                ? "withdrawn"
                : "article";
    }

    /**
     * One line of JSON; {@code eventId} (partition-offset) is the same on every delivery, so
     * readers can tell repeats.
     */
    String data() {
        ObjectNode json = ArticleJson.of(article).put("eventId", partition + "-" + offset);
        return (replayed ? json.put("replayed", true) : json).toString();
    }
}
