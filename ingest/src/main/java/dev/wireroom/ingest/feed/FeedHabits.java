package dev.wireroom.ingest.feed;

import dev.wireroom.contract.IdentityPolicy;
import dev.wireroom.contract.LearnedIdentity;

/**
 * What a feed is known to do with its ids, read from the counts of {@link LearnedIdentity}.
 *
 * <p>A habit needs {@link #FEWEST} incidents that are a tenth of the items looked at: editors slip,
 * programs repeat themselves. A policy that was left for a habit is taken up again only when the
 * incidents are fewer than a twentieth (hysteresis), so that a feed near the threshold does not go
 * to and fro. Counts are halved at {@link #FORGET_AT} items: a publisher may mend its ways.
 */
record FeedHabits(LearnedIdentity learned) {

    static final int FEWEST = 3;
    static final int FORGET_AT = 2_000;

    private static final int SHARE = 10;
    private static final int SHARE_TO_RETURN = 20;

    static LearnedIdentity none() {
        return new LearnedIdentity(IdentityPolicy.AUTO, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    }

    boolean guidsReused() {
        return often(learned.getGuidsReused(), SHARE);
    }

    boolean guidsChange() {
        return often(learned.getGuidsChanged(), SHARE);
    }

    boolean linksReused() {
        return often(learned.getLinksReused(), SHARE);
    }

    boolean linksChange() {
        return often(learned.getLinksChanged(), SHARE);
    }

    /**
     * What new items of the feed are told apart by.
     *
     * @param shared whether other sources of the same publisher share identities: a link is then
     *     preferred, for numbers as guids are seldom unique beyond their feed
     */
    IdentityPolicy policy(boolean shared) {
        boolean returning =
                learned.getPolicy() != IdentityPolicy.GUID
                        && learned.getPolicy() != IdentityPolicy.AUTO;
        boolean guids =
                !often(learned.getGuidsReused(), returning ? SHARE_TO_RETURN : SHARE)
                        && !often(learned.getGuidsChanged(), returning ? SHARE_TO_RETURN : SHARE)
                        && learned.getGuidsMissing() * 2 <= learned.getItems();
        boolean linksFail =
                often(learned.getLinksReused(), SHARE) || often(learned.getLinksChanged(), SHARE);
        if (shared && !linksFail) {
            return IdentityPolicy.LINK;
        }
        if (guids) {
            return IdentityPolicy.GUID;
        }
        if (!linksFail) {
            return IdentityPolicy.LINK;
        }
        return linksChange() ? IdentityPolicy.TITLE_AND_DATE : IdentityPolicy.LINK_AND_TITLE;
    }

    private boolean often(long incidents, int share) {
        return incidents >= FEWEST && incidents * share >= learned.getItems();
    }

    /** The counts, halved where there are many. */
    static LearnedIdentity faded(LearnedIdentity learned) {
        if (learned.getItems() < FORGET_AT) {
            return learned;
        }
        return new LearnedIdentity(
                learned.getPolicy(),
                learned.getItems() / 2,
                learned.getGuidsMissing() / 2,
                learned.getGuidsReused() / 2,
                learned.getGuidsChanged() / 2,
                learned.getLinksReused() / 2,
                learned.getLinksChanged() / 2,
                learned.getRetitled() / 2);
    }
}
