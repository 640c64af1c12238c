package dev.wireroom.ingest.feed;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.PollingWishes;
import dev.wireroom.ingest.format.Fault;
import java.util.List;
import java.util.Optional;

/**
 * What a polled address served, of whatever format, as polling sees it.
 *
 * @param items in the order of the document
 * @param idsAreTheWires whether the ids of the items are those of a wire format (ninjs, NewsML),
 *     which are taken as they are, and not those of a feed
 * @param wishes when the publisher wants it read
 * @param symptoms what is wrong with it
 * @param self its own address, as it says
 * @param hubs its WebSub hubs, as it says
 */
record PolledDocument(
        List<Item> items,
        boolean idsAreTheWires,
        PollingWishes wishes,
        List<Symptoms.Found> symptoms,
        Optional<String> self,
        List<String> hubs) {

    /**
     * One item.
     *
     * @param guid its own id, as it stood
     * @param article under a provisional id
     */
    record Item(Optional<String> guid, Article article) {}

    /** What reading came to. */
    sealed interface Reading {

        record Read(PolledDocument document) implements Reading {}

        /**
         * No document with news.
         *
         * @param alternates feeds that it names instead, where it is a web page
         */
        record Unreadable(Fault fault, List<String> alternates) implements Reading {}
    }
}
