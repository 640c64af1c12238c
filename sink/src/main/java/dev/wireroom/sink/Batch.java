package dev.wireroom.sink;

import dev.wireroom.sink.RowChange.ArticleChange;
import dev.wireroom.sink.RowChange.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Changes as one transaction takes them. Order per key is kept by construction: the states of an
 * article are sorted by {@link Position}, all of them go into its history, and only the last
 * becomes the article.
 *
 * @param states each revision of each article once
 * @param refusals records that can't be stored
 */
record Batch(List<State> states, List<Refusal> refusals) {

    /**
     * A state of an article.
     *
     * @param latest whether it is the last one of its article in this batch
     */
    record State(ArticleChange change, boolean latest) {}

    static Batch of(List<RowChange> changes) {
        Map<String, TreeMap<Integer, ArticleChange>> byArticle = new HashMap<>();
        List<Refusal> refusals = new ArrayList<>();
        for (RowChange change : changes) {
            switch (change) {
                case Refused refused -> refusals.add(refused.refusal());
                case ArticleChange state ->
                        byArticle
                                .computeIfAbsent(
                                        state.position().articleId(), id -> new TreeMap<>())
                                .merge(state.position().revision(), state, Batch::greater);
            }
        }
        List<State> states = new ArrayList<>(changes.size());
        for (TreeMap<Integer, ArticleChange> revisions : byArticle.values()) {
            ArticleChange last = Objects.requireNonNull(revisions.lastEntry()).getValue();
            revisions.values().forEach(c -> states.add(new State(c, c.equals(last))));
        }
        return new Batch(states, refusals);
    }

    private static ArticleChange greater(ArticleChange a, ArticleChange b) {
        return b.position().compareTo(a.position()) >= 0 ? b : a;
    }

    boolean hasWithdrawals() {
        return states.stream().anyMatch(s -> s.change() instanceof RowChange.Withdraw);
    }
}
