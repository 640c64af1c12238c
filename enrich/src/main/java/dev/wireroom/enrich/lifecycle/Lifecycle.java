package dev.wireroom.enrich.lifecycle;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.FieldChange;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.Revision;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.enrich.lifecycle.ArticleState.Held;
import dev.wireroom.enrich.lifecycle.ArticleState.Status;
import dev.wireroom.enrich.lifecycle.Standing.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an arrival does to its article.
 *
 * <ul>
 *   <li>An arrival with the content that is known already changes nothing.
 *   <li>An arrival that the publisher dates before what is known is late. Where the publisher gave
 *       no order ({@link Standing}), the order of arrival is the order.
 *   <li>A withdrawal is final for everything that is not clearly newer than it, so that a repeated
 *       delivery never brings killed content back.
 *   <li>An arrival by a way that is new, from another feed of the publisher, is an update even
 *       where its content is known: subscribers see where the article stands. One that has less of
 *       the text and is not clearly newer, as the teaser in a second feed, only has its way
 *       remembered.
 *   <li>Withheld content waits until its embargo ends and is decided on anew then. At most one
 *       revision of an article waits; a newer arrival takes its place.
 * </ul>
 */
public final class Lifecycle {

    /** When content is let go whose publisher said "withheld" and no time: never by itself. */
    public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** What an arrival by a new way changes, whatever else it does. */
    private static final List<FieldChange> NEW_WAY = List.of(new FieldChange("provenances", 1, 0));

    private Lifecycle() {}

    /**
     * Decides.
     *
     * @param known what is remembered of the article; null at its first arrival
     * @param now the moment that embargoes are measured by
     */
    public static Verdict decide(@Nullable ArticleState known, Article arrival, Instant now) {
        ArticleState before = known == null ? ArticleState.unseen(arrival.getReceivedAt()) : known;
        boolean newWay = before.status() == Status.LIVE && before.ways().lack(arrival);
        ArticleState state = before.withWays(before.ways().with(arrival));
        Standing standing = Standing.of(arrival);
        if (arrival.getContentHash().equals(state.contentHash())) {
            if (newWay) {
                return publish(state, arrival, standing, NEW_WAY);
            }
            return new Verdict.Unchanged(state.withStanding(standing.after(state.standing())));
        }
        if (arrival.getPublishingStatus() == PublishingStatus.CANCELED) {
            return withdraw(state, arrival, standing);
        }
        Order order = standing.to(state.standing());
        if (order == Order.OLDER || (state.status() == Status.WITHDRAWN && order != Order.NEWER)) {
            return new Verdict.Late(state);
        }
        if (newWay && order != Order.NEWER && isTeaser(arrival, state)) {
            return new Verdict.Unchanged(state);
        }
        Instant releaseAt = releaseAt(arrival);
        return releaseAt.isAfter(now)
                ? hold(state, arrival, standing, releaseAt)
                : publish(state, arrival, standing, newWay ? NEW_WAY : List.of());
    }

    private static Verdict withdraw(ArticleState state, Article arrival, Standing standing) {
        if (standing.to(state.standing()) == Order.OLDER) {
            return new Verdict.Late(state);
        }
        if (state.status() == Status.WITHDRAWN) {
            return new Verdict.Unchanged(state.withStanding(standing.after(state.standing())));
        }
        return next(
                state, arrival, standing, Status.WITHDRAWN, RevisionOutcome.WITHDRAWN, List.of());
    }

    private static Verdict hold(
            ArticleState state, Article arrival, Standing standing, Instant releaseAt) {
        Held waiting = state.held();
        if (waiting != null) {
            if (waiting.contentHash().equals(arrival.getContentHash())) {
                return new Verdict.Unchanged(state);
            }
            if (standing.to(waiting.standing()) == Order.OLDER) {
                return new Verdict.Late(state);
            }
        }
        return new Verdict.Hold(
                state.withHeld(
                        new Held(
                                releaseAt,
                                arrival.getContentHash(),
                                standing,
                                arrival.getSourceId())));
    }

    /** Whether an arrival has at most half of the words that are known of the article's body. */
    private static boolean isTeaser(Article arrival, ArticleState state) {
        int words = arrival.getBody() == null ? 0 : WordBag.of(arrival.getBody()).size();
        return words * 2 <= state.words("body");
    }

    private static Verdict publish(
            ArticleState state,
            Article arrival,
            Standing standing,
            List<FieldChange> besidesContent) {
        RevisionOutcome outcome;
        if (state.status() == Status.UNSEEN) {
            outcome = RevisionOutcome.NEW;
        } else if (arrival.getEditorialSignal() == EditorialSignal.CORRECTION) {
            outcome = RevisionOutcome.CORRECTED;
        } else {
            outcome = RevisionOutcome.UPDATED;
        }
        return next(state, arrival, standing, Status.LIVE, outcome, besidesContent);
    }

    private static Verdict next(
            ArticleState state,
            Article arrival,
            Standing standing,
            Status status,
            RevisionOutcome outcome,
            List<FieldChange> besidesContent) {
        List<FieldWords> fields = status == Status.WITHDRAWN ? List.of() : FieldWords.of(arrival);
        List<FieldChange> changes = new ArrayList<>();
        if (state.status() != Status.UNSEEN) {
            changes.addAll(FieldWords.changes(state.fields(), fields));
            changes.addAll(besidesContent);
        }
        Revision revision =
                Revision.newBuilder()
                        .setNumber(state.revision() + 1)
                        .setOutcome(outcome)
                        .setPreviousContentHash(state.contentHash())
                        .setChanges(changes)
                        .build();
        Held waiting = state.held();
        boolean waitingIsNewer = waiting != null && waiting.standing().to(standing) == Order.NEWER;
        ArticleState next =
                new ArticleState(
                        status,
                        state.revision() + 1,
                        arrival.getContentHash(),
                        standing.after(state.standing()),
                        state.firstReceivedAt(),
                        fields,
                        waitingIsNewer ? waiting : null,
                        state.ways());
        return new Verdict.Publish(revision, next);
    }

    private static Instant releaseAt(Article arrival) {
        if (arrival.getEmbargoedUntil() != null) {
            return arrival.getEmbargoedUntil();
        }
        return arrival.getPublishingStatus() == PublishingStatus.WITHHELD ? NEVER : Instant.MIN;
    }
}
