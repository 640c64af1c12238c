package dev.wireroom.ingest.feed;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.Source;
import dev.wireroom.ingest.fetch.WebResponse;
import java.time.Instant;

/** What polling asks of whoever looks after subscriptions at WebSub hubs. */
interface HubWatch {

    /** Where no callback address is configured. */
    HubWatch NONE =
            new HubWatch() {
                @Override
                public boolean deliver(FeedState state, Instant now) {
                    return false;
                }

                @Override
                public void polled(FeedState state, int fresh, Instant now) {}

                @Override
                public void consider(
                        Source source,
                        FeedState state,
                        WebResponse response,
                        PolledDocument document,
                        Permit permit,
                        Instant now) {}

                @Override
                public void renew(FeedState state, Permit permit, Instant now) {}

                @Override
                public PollPolicy.Decision inTimeToRenew(
                        FeedState state, PollPolicy.Decision decision, Instant now) {
                    return decision;
                }
            };

    /** Whether a hub delivers what is new, so that polling is a safety net. */
    boolean deliver(FeedState state, Instant now);

    /**
     * A poll found as many new items: if a hub should have delivered them, it does not do its job.
     */
    void polled(FeedState state, int fresh, Instant now);

    /** Asks a hub again where that is due; for answers of 304, which name no hub. */
    void renew(FeedState state, Permit permit, Instant now);

    /** Subscribes, or renews a subscription, where that is due. */
    void consider(
            Source source,
            FeedState state,
            WebResponse response,
            PolledDocument document,
            Permit permit,
            Instant now);

    /** Brings the next poll forward where a lease ends before it. */
    PollPolicy.Decision inTimeToRenew(FeedState state, PollPolicy.Decision decision, Instant now);
}
