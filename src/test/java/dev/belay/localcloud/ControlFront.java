package dev.belay.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes under {@code /_cloud}: what one may break by hand, what is so, and who called. */
final class ControlFront {
    static final String PATH = "/_cloud";
    private final Map<String, Simulator> simulators;
    private final Faults faults;
    private final Calls calls;

    ControlFront(Map<String, Simulator> simulators, Faults faults, Calls calls) {
        this.simulators = simulators;
        this.faults = faults;
        this.calls = calls;
    }

    Response answer(Request request) {
        String path = request.path().substring(PATH.length());
        try {
            return switch (request.method() + " " + path) {
                case "GET ", "GET /" -> shown(usage());
                case "GET /state" -> shown(state());
                case "GET /faults" -> shown(listed(faults.describe()));
                case "GET /calls" -> shown(recent());
                case "GET /counts" -> shown(counts());
                case "DELETE /calls" -> {
                    calls.clear();
                    yield shown(counts());
                }
                case "DELETE /faults" -> {
                    faults.clear();
                    yield shown(listed(faults.describe()));
                }
                case "POST /faults" -> {
                    fault(Json.parse(request.body()));
                    yield shown(listed(faults.describe()));
                }
                default ->
                    control(request, path)
                            .map(ControlFront::shown)
                            .orElse(Response.of(404, "application/json", Json.pretty(usage())));
            };
        } catch (IllegalArgumentException e) {
            return Response.of(
                    400, "application/json", Json.pretty(Json.object().put("error", String.valueOf(e.getMessage()))));
        }
    }

    private Optional<JsonNode> control(Request request, String path) {
        List<String> parts = List.of(path.split("/", -1));
        if (parts.size() == 2 && request.method().equals("GET")) {
            return Optional.ofNullable(simulators.get(parts.get(1))).map(Simulator::state);
        }
        if (parts.size() != 3 || !request.method().equals("POST")) {
            return Optional.empty();
        }
        return Optional.ofNullable(simulators.get(parts.get(1)))
                .flatMap(simulator -> Optional.ofNullable(simulator.controls().get(parts.get(2))))
                .map(control -> control.effect().apply(Json.parse(request.body())));
    }

    private void fault(JsonNode body) {
        faults.add(
                required(body, "service"),
                body.path("operation").asText("*"),
                body.path("containing").asText(""),
                kind(required(body, "kind"), body),
                body.path("times").asInt(Integer.MAX_VALUE));
    }

    private static Fault kind(String kind, JsonNode body) {
        Duration seconds = Duration.ofMillis((long) (body.path("seconds").asDouble(5) * 1000));
        return switch (kind) {
            case "throttle" -> new Fault.Throttle();
            case "error" -> new Fault.Broken(body.path("status").asInt(500));
            case "refuse" ->
                new Fault.Refused(
                        body.path("status").asInt(400),
                        required(body, "code"),
                        body.path("message").asText(""));
            case "deny" -> new Fault.Denied();
            case "slow" -> new Fault.Slow(seconds);
            case "lost-reply" -> new Fault.LostReply();
            case "late" -> new Fault.Late(seconds);
            case "cut" -> new Fault.Cut();
            default ->
                throw new IllegalArgumentException(
                        "kind is one of throttle, error, refuse, deny, slow, lost-reply, late, cut; not '" + kind
                                + "'");
        };
    }

    static String required(JsonNode body, String field) {
        String text = body.path(field).asText("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return text;
    }

    private JsonNode usage() {
        ObjectNode usage = Json.object();
        usage.put(
                "POST /_cloud/faults",
                "{\"service\": \"ecs\", \"operation\": \"UpdateService\", \"kind\": \"throttle\", \"times\": 3}: kinds are"
                        + " throttle, error (status), refuse (status, code, message), deny, slow (seconds), lost-reply,"
                        + " late (seconds), cut; without times until DELETE; containing: only calls whose text has it");
        usage.put("DELETE /_cloud/faults", "all well again");
        usage.put("GET /_cloud/faults", "the faults that stand");
        usage.put("GET /_cloud/state", "what is so in each service");
        usage.put("GET /_cloud/sns", "what was published; so for each service");
        usage.put("GET /_cloud/calls", "the last 200 calls");
        usage.put("GET /_cloud/counts", "how many calls each operation got; DELETE /_cloud/calls starts anew");
        simulators.forEach((service, simulator) -> simulator
                .controls()
                .forEach((name, control) -> usage.put("POST /_cloud/" + service + "/" + name, control.usage())));
        return usage;
    }

    private JsonNode state() {
        ObjectNode state = Json.object();
        simulators.forEach((service, simulator) -> state.set(service, simulator.state()));
        return state;
    }

    private JsonNode counts() {
        ObjectNode counts = Json.object();
        calls.counts().forEach(counts::put);
        return counts;
    }

    private JsonNode recent() {
        List<Call> all = calls.all();
        return listed(all.subList(Math.max(0, all.size() - 200), all.size()).stream()
                .map(call -> call.at() + " " + call.service() + ":" + call.operation() + " " + call.status() + " "
                        + call.region() + " " + call.summary())
                .toList());
    }

    private static ArrayNode listed(List<String> lines) {
        ArrayNode array = Json.array();
        lines.forEach(array::add);
        return array;
    }

    private static Response shown(JsonNode body) {
        return Response.of(200, "application/json", Json.pretty(body));
    }
}
