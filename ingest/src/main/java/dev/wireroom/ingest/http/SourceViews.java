package dev.wireroom.ingest.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.ingest.feed.FeedHealth;
import dev.wireroom.ingest.source.SourceJson;
import dev.wireroom.ingest.wire.FeedStates;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How sources are shown: their definition and, where they are polled, how they are. Stateless. */
final class SourceViews {

    private final FeedStates states;

    SourceViews(FeedStates states) {
        this.states = states;
    }

    /** How a polled source is; empty for others. */
    Optional<FeedHealth> health(Source source, Instant now) {
        return source.getKind() == SourceKind.POLL
                ? Optional.of(FeedHealth.of(source, states.find(source.getSourceId()), now))
                : Optional.empty();
    }

    ObjectNode tree(Source source, Instant now) {
        ObjectNode json = SourceJson.tree(source);
        if (source.getKind() == SourceKind.POLL) {
            Optional<FeedState> state = states.find(source.getSourceId());
            FeedHealth health = FeedHealth.of(source, state, now);
            ObjectNode shown = json.putObject("health");
            shown.put("kind", SourceJson.word(health.kind()));
            shown.put("silent", health.silent());
            shown.put("explanation", health.explanation());
            health.since().ifPresent(since -> shown.put("since", since.toString()));
            state.ifPresent(
                    known -> {
                        put(shown, "lastArticleAt", known.getLastArticleAt());
                        put(shown, "lastPolledAt", known.getLastPolledAt());
                        put(shown, "nextPollAt", known.getNextPollAt());
                    });
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable Instant at) {
        if (at != null) {
            json.put(name, at.toString());
        }
    }
}
