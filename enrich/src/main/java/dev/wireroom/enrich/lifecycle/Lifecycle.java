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
 *   <li>What came before comes back only in a version that is clearly newer ({@link Seen}), so that
 *       repeated deliveries, in whatever order, leave an article where it is.
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
     * Decides on an arrival.
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
            return newWay
                    ? publish(state, arrival, standing, NEW_WAY)
                    : new Verdict.Unchanged(
                            seen(state, arrival, standing)
                                    .withStanding(standing.after(state.standing())));
        }
        Held waiting = state.held();
        if (waiting != null
                && waiting.contentHash().equals(arrival.getContentHash())
                && standing.to(waiting.standing()) != Order.NEWER) {
            return new Verdict.Unchanged(
                    standing.exceeds(waiting.standing()) ? seen(state, arrival, standing) : state);
        }
        return state.seen().covers(arrival.getContentHash(), standing)
                ? new Verdict.Late(seen(state, arrival, standing))
                : admit(state, arrival, newWay, now);
    }

    /** Decides on content that is not known, or known and let in again. */
    private static Verdict admit(ArticleState state, Article arrival, boolean newWay, Instant now) {
        Standing standing = Standing.of(arrival);
        Order order = standing.to(state.standing());
        if (order == Order.OLDER) {
            return new Verdict.Late(seen(state, arrival, standing));
        }
        if (arrival.getPublishingStatus() == PublishingStatus.CANCELED) {
            return withdraw(state, arrival, standing);
        }
        if (state.status() == Status.WITHDRAWN && order != Order.NEWER) {
            return new Verdict.Late(seen(state, arrival, standing));
        }
        if (newWay && order != Order.NEWER && isTeaser(arrival, state)) {
            return new Verdict.Unchanged(seen(state, arrival, standing));
        }
        Instant releaseAt = releaseAt(arrival);
        return releaseAt.isAfter(now)
                ? hold(state, arrival, standing, releaseAt)
                : publish(state, arrival, standing, newWay ? NEW_WAY : List.of());
    }

    /**
     * Decides on an arrival whose embargo ended: what was published since it came may have
     * overtaken it.
     *
     * @param state with nothing held any more
     */
    public static Verdict release(@Nullable ArticleState state, Article arrival) {
        return state == null || arrival.getContentHash().equals(state.contentHash())
                ? decide(state, arrival, Instant.MAX)
                : admit(state, arrival, false, Instant.MAX);
    }

    /** What was seen is remembered; what is held is not seen until it is released or overtaken. */
    private static ArticleState seen(ArticleState state, Article arrival, Standing standing) {
        return state.withSeen(state.seen().with(arrival.getContentHash(), standing));
    }

    private static Seen seenWith(Seen seen, @Nullable Held overtaken) {
        return overtaken == null ? seen : seen.with(overtaken.contentHash(), overtaken.standing());
    }

    private static Verdict withdraw(ArticleState state, Article arrival, Standing standing) {
        Standing reached = standing.withdrawnAfter(state.standing(), arrival.getReceivedAt());
        if (state.status() == Status.WITHDRAWN && standing.to(state.standing()) != Order.NEWER) {
            return new Verdict.Unchanged(seen(state, arrival, standing).withStanding(reached));
        }
        return next(state, arrival, standing, reached, RevisionOutcome.WITHDRAWN, List.of());
    }

    private static Verdict hold(
            ArticleState state, Article arrival, Standing standing, Instant releaseAt) {
        Held waiting = state.held();
        if (waiting != null && standing.to(waiting.standing()) == Order.OLDER) {
            return new Verdict.Late(seen(state, arrival, standing));
        }
        Held held = new Held(releaseAt, arrival.getContentHash(), standing, arrival.getSourceId());
        return new Verdict.Hold(state.withSeen(seenWith(state.seen(), waiting)).withHeld(held));
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
        return next(
                state,
                arrival,
                standing,
                standing.after(state.standing()),
                outcome,
                besidesContent);
    }

    private static Verdict next(
            ArticleState state,
            Article arrival,
            Standing standing,
            Standing reached,
            RevisionOutcome outcome,
            List<FieldChange> besidesContent) {
        boolean withdrawn = outcome == RevisionOutcome.WITHDRAWN;
        List<FieldWords> fields = FieldWords.of(withdrawn ? Withdrawal.emptied(arrival) : arrival);
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
        Seen seen = seenWith(state.seen(), waitingIsNewer ? null : waiting);
        if (state.contentHash() != null) {
            seen = seen.with(state.contentHash(), Standing.NONE);
        }
        ArticleState next =
                new ArticleState(
                        withdrawn ? Status.WITHDRAWN : Status.LIVE,
                        state.revision() + 1,
                        arrival.getContentHash(),
                        reached,
                        state.firstReceivedAt(),
                        fields,
                        waitingIsNewer ? waiting : null,
                        state.ways(),
                        seen.with(arrival.getContentHash(), standing));
        return new Verdict.Publish(revision, next);
    }

    private static Instant releaseAt(Article arrival) {
        if (arrival.getEmbargoedUntil() != null) {
            return arrival.getEmbargoedUntil();
        }
        return arrival.getPublishingStatus() == PublishingStatus.WITHHELD ? NEVER : Instant.MIN;
    }
}
