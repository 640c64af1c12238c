package dev.wireroom.ingest.http;

import dev.wireroom.service.http.Access;
import dev.wireroom.service.http.Handler;
import dev.wireroom.service.http.HttpDoor;
import io.helidon.http.Method;

/** One route of ingest: what it listens to, who may use it, and what answers. */
record Endpoint(Method method, String pattern, Access access, Handler handler) {

    void addTo(HttpDoor.Builder door) {
        door.route(method, pattern, access, handler);
    }
}
