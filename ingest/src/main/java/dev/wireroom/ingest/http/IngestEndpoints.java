package dev.wireroom.ingest.http;

import dev.wireroom.service.http.Access;
import dev.wireroom.service.http.HttpDoor;
import dev.wireroom.service.http.Role;
import io.helidon.http.Method;
import java.util.ArrayList;
import java.util.List;

/** Every route of ingest, in one place. Immutable. */
public final class IngestEndpoints {

    /** Where the OpenAPI document is, on the class path. */
    public static final String OPEN_API = "/dev/wireroom/ingest/openapi.json";

    private final List<Endpoint> endpoints;

    public IngestEndpoints(PushEndpoint push, SourceApi sources, WebSubEndpoint hubs) {
        SchemaEndpoint schema = new SchemaEndpoint();
        Access producers = Access.only(Role.PRODUCER);
        List<Endpoint> all = new ArrayList<>();
        all.add(new Endpoint(Method.POST, "/v1/articles", producers, push::push));
        all.add(new Endpoint(Method.DELETE, "/v1/articles", producers, push::withdraw));
        all.addAll(sources.endpoints());
        String callback = "/v1/websub/{source}/{token}";
        all.add(new Endpoint(Method.GET, callback, Access.EVERYONE, hubs::verify));
        all.add(new Endpoint(Method.POST, callback, Access.EVERYONE, hubs::deliver));
        all.add(
                new Endpoint(
                        Method.GET, "/schemas/article.json", Access.EVERYONE, schema::article));
        this.endpoints = List.copyOf(all);
    }

    List<Endpoint> all() {
        return endpoints;
    }

    /** Adds every route and the OpenAPI document that describes them. */
    public HttpDoor.Builder addTo(HttpDoor.Builder door) {
        endpoints.forEach(endpoint -> endpoint.addTo(door));
        return door.openApi(OPEN_API);
    }
}
