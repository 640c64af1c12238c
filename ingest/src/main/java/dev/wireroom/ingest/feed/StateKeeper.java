package dev.wireroom.ingest.feed;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.wire.FeedStateStore;
import dev.wireroom.ingest.wire.FeedStates;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.ingest.wire.SourceStore;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what polling learns to Kafka, and to this instance's tables at once, so that the next poll
 * does not wait for it to come back. Thread-safe.
 */
final class StateKeeper {

    private static final Logger log = LoggerFactory.getLogger(StateKeeper.class);

    private final FeedStateStore stateStore;
    private final FeedStates states;
    private final SourceStore sourceStore;
    private final SourceCatalog catalog;

    StateKeeper(
            FeedStateStore stateStore,
            FeedStates states,
            SourceStore sourceStore,
            SourceCatalog catalog) {
        this.stateStore = stateStore;
        this.states = states;
        this.sourceStore = sourceStore;
        this.catalog = catalog;
    }

    /**
     * The state of a source to go on with. Where the source has another address now, what was
     * learned of the old one's server is dropped, but its items are still known: an address that a
     * person corrected does not make a feed new.
     */
    FeedState stateOf(Source source) {
        Optional<FeedState> known = states.find(source.getSourceId());
        if (known.filter(state -> FeedHealth.isAbout(state, source)).isPresent()) {
            return known.get();
        }
        FeedState.Builder fresh =
                FeedState.newBuilder()
                        .setSourceId(source.getSourceId())
                        .setUpdatedAt(source.getUpdatedAt())
                        .setUrl(source.getUrl());
        known.ifPresent(
                old ->
                        fresh.setSeen(old.getSeen())
                                .setArrivals(old.getArrivals())
                                .setIdentity(old.getIdentity())
                                .setArticles(old.getArticles())
                                .setLastArticleAt(old.getLastArticleAt()));
        return fresh.build();
    }

    /** Keeps a state, if this instance may still write it. */
    void keep(FeedState state, Permit permit) {
        permit.require();
        states.apply(state.getSourceId(), stateStore.putState(state.getSourceId(), state), state);
    }

    /** Keeps what a hub told about a source, whichever instance it told. */
    void keepWebSub(FeedState told) {
        String key = FeedStates.webSubKey(told.getSourceId());
        states.apply(key, stateStore.putState(key, told), told);
    }

    /** Forgets a source that is no more. */
    void forget(String sourceId) {
        for (String key : new String[] {sourceId, FeedStates.webSubKey(sourceId)}) {
            if (states.find(key).isPresent()) {
                states.apply(key, stateStore.deleteState(key), null);
            }
        }
    }

    /** Stops the polling of a source until a person resumes it. */
    void pause(Source source, String reason, Instant now) {
        boolean unchanged =
                catalog.find(source.getSourceId())
                        .filter(current -> source.getUpdatedAt().equals(current.getUpdatedAt()))
                        .isPresent();
        if (!unchanged) {
            return;
        }
        Source paused =
                Source.newBuilder(source)
                        .setState(SourceState.PAUSED)
                        .setPauseReason(reason)
                        .setUpdatedAt(now)
                        .build();
        catalog.apply(source.getSourceId(), sourceStore.put(paused), paused);
        log.info("source {} is paused: {}", source.getSourceId(), reason);
    }
}
