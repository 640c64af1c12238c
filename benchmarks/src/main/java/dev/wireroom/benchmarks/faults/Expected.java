package dev.wireroom.benchmarks.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the store must hold of one article once every record of it has been taken. Not thread-safe.
 */
final class Expected {

    /**
     * A revision as it was sent.
     *
     * @param outcome name of the outcome
     * @param content empty for a withdrawal
     */
    record Sent(int number, String outcome, String contentHash, Optional<Content> content) {}

    /**
     * What of a revision a withdrawal must delete.
     *
     * @param bodyDigest MD5 of the body, hex
     * @param mentions how many entity mentions it has
     */
    record Content(String title, String bodyDigest, int mentions) {}

    private final String articleId;
    private final List<Sent> revisions = new ArrayList<>();
    private int withdrawnRevision;

    Expected(String articleId) {
        this.articleId = articleId;
    }

    void add(Sent revision) {
        revisions.add(revision);
        if (revision.content().isEmpty()) {
            withdrawnRevision = revision.number();
        }
    }

    String articleId() {
        return articleId;
    }

    List<Sent> revisions() {
        return revisions;
    }

    Sent latest() {
        return revisions.get(revisions.size() - 1);
    }

    /** The content that the history may show of a revision: none up to the last withdrawal. */
    Optional<Content> visible(Sent revision) {
        return revision.number() <= withdrawnRevision ? Optional.empty() : revision.content();
    }
}
