package dev.wireroom.ingest.http;

import dev.wireroom.ingest.feed.FeedTrial;
import dev.wireroom.ingest.source.SourceRules;
import dev.wireroom.ingest.wire.FeedStates;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.http.Access;
import dev.wireroom.service.http.Role;
import io.helidon.http.Method;
import java.time.InstantSource;
import java.util.List;

/** Everything below /v1/sources. Immutable; its endpoints are thread-safe. */
public final class SourceApi {

    private final List<Endpoint> endpoints;

    /** What the endpoints read. */
    public record Tables(SourceCatalog catalog, FeedStates states) {}

    public SourceApi(
            WireGate gate, Tables tables, SourceRules rules, FeedTrial trial, InstantSource clock) {
        SourceWrites writes = new SourceWrites(tables.catalog(), clock);
        SourceViews views = new SourceViews(tables.states());
        SourceListEndpoint lists = new SourceListEndpoint(gate, writes, views);
        SourceEndpoints sources = new SourceEndpoints(gate, writes, views, rules);
        SourceActions actions = new SourceActions(gate, writes, views, rules);
        OpmlEndpoints opml = new OpmlEndpoints(gate, writes, lists, rules);
        DoctorEndpoints doctor = new DoctorEndpoints(gate, writes, tables.states(), lists);
        TrialEndpoint trials = new TrialEndpoint(writes, rules, trial);
        Access producers = Access.only(Role.PRODUCER);
        Access operators = Access.only(Role.OPERATOR);
        // words of our own before {id}: the first that fits is taken
        this.endpoints =
                List.of(
                        new Endpoint(Method.GET, "/v1/sources", producers, lists::list),
                        new Endpoint(Method.POST, "/v1/sources", operators, sources::create),
                        new Endpoint(Method.GET, "/v1/sources/export", producers, opml::export),
                        new Endpoint(Method.POST, "/v1/sources/import", operators, opml::importAll),
                        new Endpoint(Method.POST, "/v1/sources/test", operators, trials::test),
                        new Endpoint(Method.GET, "/v1/sources/doctor", producers, doctor::all),
                        new Endpoint(Method.GET, "/v1/sources/{id}", producers, sources::get),
                        new Endpoint(Method.PUT, "/v1/sources/{id}", operators, sources::put),
                        new Endpoint(Method.PATCH, "/v1/sources/{id}", operators, sources::patch),
                        new Endpoint(Method.DELETE, "/v1/sources/{id}", operators, sources::delete),
                        new Endpoint(Method.GET, "/v1/sources/{id}/doctor", producers, doctor::one),
                        new Endpoint(
                                Method.POST, "/v1/sources/{id}/pause", operators, actions::pause),
                        new Endpoint(
                                Method.POST, "/v1/sources/{id}/resume", operators, actions::resume),
                        new Endpoint(
                                Method.POST, "/v1/sources/{id}/poll", operators, actions::poll));
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }
}
