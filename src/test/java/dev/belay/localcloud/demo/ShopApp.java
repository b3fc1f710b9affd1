package dev.belay.localcloud.demo;

import dev.belay.localcloud.Json;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.ecs.EcsSimulator;
import dev.belay.localcloud.elb.Application;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * The shop's own routes: {@code POST /login} and {@code GET /discover}. Who logs in as the probe user gets a token and a
 * cookie; only who brings both gets items. A version whose {@code /health} fails can log nobody in.
 */
final class ShopApp implements Application {
    private static final String USER = "probe";
    private static final String COOKIE = "session=" + UUID.nameUUIDFromBytes(bytes("the probe's session"));
    private static final String TOKEN =
            UUID.nameUUIDFromBytes(bytes("the probe's token")).toString();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Response> answer(Request request, EcsSimulator.Server task) {
        return switch (request.method() + " " + request.path()) {
            case "POST /login" -> Optional.of(login(request, task));
            case "GET /discover" -> Optional.of(discover(request));
            default -> Optional.empty();
        };
    }

    private static Response login(Request request, EcsSimulator.Server task) {
        if (task.answers().health() >= 500) {
            return said(500, "column users.last_seen does not exist");
        }
        try {
            var body = Json.parse(request.body());
            boolean known = body.path("user").asText().equals(USER)
                    && body.path("password").asText().equals(DemoWorld.PROBE_PASSWORD);
            return known
                    ? Response.of(
                                    200,
                                    "application/json",
                                    Json.write(Json.object().put("token", TOKEN)) + "\n")
                            .with("Set-Cookie", COOKIE + "; Path=/; HttpOnly")
                    : said(401, "wrong user or password");
        } catch (IllegalArgumentException e) {
            return said(400, "a JSON object with user and password is expected");
        }
    }

    private static Response discover(Request request) {
        boolean bearer = request.header("authorization").orElse("").equals("Bearer " + TOKEN);
        boolean cookie = request.header("cookie").orElse("").contains(COOKIE);
        return bearer && cookie
                ? Response.of(200, "application/json", "{\"items\":[\"kettle\",\"teapot\",\"two cups\"]}\n")
                : said(401, bearer ? "no session" : "no token");
    }

    private static Response said(int status, String error) {
        return Response.of(status, "application/json", Json.write(Json.object().put("error", error)) + "\n");
    }
}
