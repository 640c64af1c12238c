package dev.wireroom.ingest.http;

import dev.wireroom.ingest.feed.FeedTrial;
import dev.wireroom.ingest.fetch.FetchRequest;
import dev.wireroom.ingest.fetch.FetchResult;
import dev.wireroom.ingest.fetch.Fetcher;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.source.SourceRules;
import dev.wireroom.ingest.wire.FeedStates;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.net.AddressGuard;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the API of sources for tests that have no web. */
final class SourceApis {

    private SourceApis() {}

    static SourceApi offline(WireGate gate, SourceCatalog catalog) {
        return new SourceApi(
                gate,
                new SourceApi.Tables(catalog, new FeedStates()),
                new SourceRules(AddressGuard.strict()),
                new FeedTrial(new NoWeb(), TextLimits.DEFAULT, InstantSource.system()),
                InstantSource.system());
    }

    private static final class NoWeb implements Fetcher {
        @Override
        public FetchResult fetch(FetchRequest request) {
            return new FetchResult.Failed(
                    FetchResult.Cause.CONNECT,
                    Optional.empty(),
                    "there is no web in this test",
                    Optional.empty());
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
