package dev.belay.localcloud.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Cbor;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Query;
import dev.belay.localcloud.RefusedException;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * CloudWatch's metric alarms. No metrics are measured: an alarm's state is what {@code SetAlarmState} made it, and stays
 * so. Speaks Query (the SDK for Java), JSON 1.0 (the {@code aws} command) and Smithy RPC v2 CBOR (newer ones).
 */
public final class CloudWatchSimulator implements Simulator {
    private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";
    private final Map<Scope, Map<String, Alarm>> alarms = new TreeMap<>(Scope.ORDER);
    private final InstantSource clock;

    /** Without alarms at first. */
    public CloudWatchSimulator(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Wire wire() {
        return Wire.QUERY;
    }

    @Override
    public Wire wire(Request request) {
        if (request.header("smithy-protocol").isPresent()) {
            return Wire.CBOR;
        }
        return request.header("x-amz-target").isPresent() ? Wire.JSON_1_0 : Wire.QUERY;
    }

    @Override
    public Response handle(Request request) {
        String operation = operation(request);
        Wire wire = wire(request);
        Scope scope = Scope.of(request);
        try {
            return switch (wire) {
                case CBOR -> Wire.cbor(200, call(scope, operation, Cbor.read(request.body()), wire));
                case JSON_1_0 -> wire.json(Json.withTimes(call(scope, operation, Json.parse(request.body()), wire)));
                default -> Query.answer(operation, NAMESPACE, call(scope, operation, Query.read(request), wire));
            };
        } catch (RefusedException e) {
            // What this header says is the code that callers knew before there were other protocols than Query.
            return e.on(wire).with("x-amzn-query-error", e.code() + ";Sender");
        }
    }

    private synchronized ObjectNode call(Scope scope, String operation, ObjectNode body, Wire wire) {
        Map<String, Alarm> known = alarms.computeIfAbsent(scope, s -> new TreeMap<>());
        return switch (operation) {
            case "DescribeAlarms" -> AlarmPage.of(known, body);
            case "PutMetricAlarm" -> put(scope, known, body);
            case "SetAlarmState" -> set(known, body);
            case "DeleteAlarms" -> delete(known, body);
            default -> throw RefusedException.unknown(wire, "CloudWatch", operation);
        };
    }

    private ObjectNode put(Scope scope, Map<String, Alarm> known, ObjectNode body) {
        String name = body.path("AlarmName").asText("");
        if (name.isEmpty() || body.path("EvaluationPeriods").asInt() < 1) {
            throw new RefusedException("ValidationError", "AlarmName and EvaluationPeriods are required");
        }
        Alarm earlier = known.get(name);
        known.put(
                name,
                earlier == null
                        ? Alarm.made(scope.arn("cloudwatch", "alarm:" + name), body, clock.instant())
                        : earlier.configured(body, clock.instant()));
        return Json.object();
    }

    private ObjectNode set(Map<String, Alarm> known, ObjectNode body) {
        String name = body.path("AlarmName").asText("");
        String state = body.path("StateValue").asText("");
        Alarm alarm = known.get(name);
        if (alarm == null) {
            throw new RefusedException(404, "ResourceNotFound", "Alarm " + name + " does not exist");
        }
        if (!state.matches("OK|ALARM|INSUFFICIENT_DATA")) {
            throw new RefusedException(
                    "ValidationError",
                    "1 validation error detected: Value '" + state
                            + "' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set:"
                            + " [INSUFFICIENT_DATA, ALARM, OK]");
        }
        known.put(name, alarm.in(state, body.path("StateReason").asText(""), clock.instant()));
        return Json.object();
    }

    private static ObjectNode delete(Map<String, Alarm> known, ObjectNode body) {
        for (String name : Json.texts(body.path("AlarmNames"))) {
            if (!known.containsKey(name)) {
                throw new RefusedException(404, "ResourceNotFound", "Alarm " + name + " does not exist");
            }
        }
        Json.texts(body.path("AlarmNames")).forEach(known::remove);
        return Json.object();
    }

    @Override
    public synchronized JsonNode state() {
        ObjectNode state = Json.object();
        alarms.forEach((scope, known) ->
                known.values().forEach(alarm -> state.put(alarm.arn(), alarm.state() + " " + alarm.reason())));
        return state;
    }
}
