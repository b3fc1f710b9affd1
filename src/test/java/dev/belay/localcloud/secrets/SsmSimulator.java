package dev.belay.localcloud.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.RefusedException;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Parameter Store of Systems Manager. A SecureString's value is shown only to those who ask for its decryption. */
public final class SsmSimulator implements Simulator {
    private record Parameter(String arn, String name, String type, String value, int version, Instant modified) {}

    private final Map<Scope, Map<String, Parameter>> parameters = new LinkedHashMap<>();
    private final InstantSource clock;

    /** Without parameters at first. */
    public SsmSimulator(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Wire wire() {
        return Wire.JSON_1_1;
    }

    @Override
    public synchronized Response handle(Request request) {
        try {
            return wire().json(call(Scope.of(request), operation(request), Json.parse(request.body())));
        } catch (RefusedException e) {
            return e.on(wire());
        }
    }

    private JsonNode call(Scope scope, String operation, ObjectNode body) {
        return switch (operation) {
            case "PutParameter" -> put(scope, body);
            case "GetParameter" ->
                Json.object()
                        .set(
                                "Parameter",
                                shown(required(scope, body.path("Name").asText("")), body));
            case "GetParameters" -> several(scope, body);
            case "DescribeParameters" -> described(scope, body);
            case "DeleteParameter" -> {
                Parameter gone = required(scope, body.path("Name").asText(""));
                parameters.getOrDefault(scope, Map.of()).remove(gone.name());
                yield Json.object();
            }
            default -> throw RefusedException.unknown(wire(), "Systems Manager", operation);
        };
    }

    private JsonNode put(Scope scope, ObjectNode body) {
        String name = body.path("Name").asText("");
        Optional<Parameter> earlier = find(scope, name);
        if (earlier.isPresent() && !body.path("Overwrite").asBoolean(false)) {
            throw new RefusedException(
                    "ParameterAlreadyExists",
                    "The parameter already exists. To overwrite this value, set the overwrite option in the request to"
                            + " true.");
        }
        Parameter made = new Parameter(
                scope.arn("ssm", "parameter" + (name.startsWith("/") ? "" : "/") + name),
                name,
                body.path("Type").asText(earlier.map(Parameter::type).orElse("String")),
                body.path("Value").asText(""),
                earlier.map(Parameter::version).orElse(0) + 1,
                clock.instant());
        parameters.computeIfAbsent(scope, s -> new TreeMap<>()).put(name, made);
        return Json.object().put("Version", made.version()).put("Tier", "Standard");
    }

    private JsonNode several(Scope scope, ObjectNode body) {
        List<String> names = Json.texts(body.path("Names"));
        if (names.isEmpty() || names.size() > 10) {
            throw new RefusedException("ValidationException", "from 1 to 10 names can be asked for at once");
        }
        ObjectNode answer = Json.object();
        answer.set(
                "Parameters",
                Json.array(names.stream()
                        .flatMap(name -> find(scope, name).stream())
                        .map(parameter -> shown(parameter, body))));
        answer.set(
                "InvalidParameters",
                Json.array(names.stream()
                        .filter(name -> find(scope, name).isEmpty())
                        .map(Json.object()::textNode)));
        return answer;
    }

    /** Without values; by name only, the one filter that is known here. */
    private JsonNode described(Scope scope, ObjectNode body) {
        JsonNode filter = body.path("ParameterFilters").path(0);
        if (!filter.path("Key").asText().equals("Name") || filter.path("Values").isEmpty()) {
            throw new RefusedException(
                    "InvalidFilterKey", "the local cloud's Systems Manager knows the filter Name only");
        }
        ObjectNode all = Json.object();
        return Json.object()
                .set(
                        "Parameters",
                        Json.array(Json.texts(filter.path("Values")).stream()
                                .flatMap(name -> find(scope, name).stream())
                                .map(parameter -> shown(parameter, all).without("Value"))));
    }

    private static ObjectNode shown(Parameter parameter, ObjectNode body) {
        boolean hidden = parameter.type().equals("SecureString")
                && !body.path("WithDecryption").asBoolean(false);
        return Json.object()
                .put("Name", parameter.name())
                .put("Type", parameter.type())
                .put("Value", hidden ? "AQICAHencrypted" : parameter.value())
                .put("Version", parameter.version())
                .put("LastModifiedDate", Json.seconds(parameter.modified()))
                .put("ARN", parameter.arn())
                .put("DataType", "text");
    }

    private Parameter required(Scope scope, String name) {
        return find(scope, name).orElseThrow(() -> new RefusedException("ParameterNotFound", ""));
    }

    private Optional<Parameter> find(Scope scope, String name) {
        return parameters.getOrDefault(scope, Map.of()).values().stream()
                .filter(parameter ->
                        parameter.name().equals(name) || parameter.arn().equals(name))
                .findFirst();
    }

    synchronized boolean has(Scope scope, String name) {
        return find(scope, name).isPresent();
    }

    @Override
    public synchronized JsonNode state() {
        ObjectNode state = Json.object();
        parameters
                .values()
                .forEach(known -> known.values()
                        .forEach(parameter ->
                                state.put(parameter.arn(), parameter.type() + ", version " + parameter.version())));
        return state;
    }
}
