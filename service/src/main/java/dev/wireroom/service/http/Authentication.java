package dev.wireroom.service.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out who makes a request and whether the route admits them: 401 without a valid key, 403
 * with the wrong role.
 */
final class Authentication {
    private static final String BEARER = "bearer ";

    private Authentication() {}

    static Caller of(ServerRequest request, Access access, Optional<ApiKeys> keys) {
        if (keys.isEmpty()) {
            return Caller.LOCAL;
        }
        if (access.isOpen()) {
            return Caller.ANYONE;
        }
        Optional<String> key = presented(request);
        if (key.isEmpty()) {
            throw unauthorized("missing-key", "This needs an API key.");
        }
        Caller caller =
                key.flatMap(keys.get()::identify)
                        .orElseThrow(
                                () ->
                                        unauthorized(
                                                "unknown-key", "This API key is not known here."));
        if (!access.admits(caller.role())) {
            throw Problem.of(
                            403,
                            "role-not-allowed",
                            "Role not allowed",
                            "The API key '%s' has the role %s."
                                    .formatted(caller.name(), name(caller.role())))
                    .withFix(
                            "use a key with the role "
                                    + String.join(
                                            " or ",
                                            access.roles().stream()
                                                    .map(Authentication::name)
                                                    .sorted()
                                                    .toList()))
                    .toException();
        }
        return caller;
    }

    private static Optional<String> presented(ServerRequest request) {
        Optional<String> bearer =
                request.headers()
                        .first(HeaderNames.AUTHORIZATION)
                        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                        .map(value -> value.substring(BEARER.length()).strip());
        return bearer.or(() -> request.headers().first(HeaderNames.create("X-Api-Key")));
    }

    private static ProblemException unauthorized(String slug, String detail) {
        return Problem.of(401, slug, "Not authorised", detail)
                .withField("Authorization")
                .withFix("send Authorization: Bearer wr_..., made with `./wireroom keys create`")
                .toException()
                .header("WWW-Authenticate", "Bearer realm=\"wireroom\"");
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
