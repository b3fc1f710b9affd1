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
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Secrets Manager. Values are shown by GetSecretValue and by nothing else. */
public final class SecretsManagerSimulator implements Simulator {
    private final Map<Scope, Map<String, Secret>> secrets = new LinkedHashMap<>();
    private final InstantSource clock;

    /** Without secrets at first. */
    public SecretsManagerSimulator(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Wire wire() {
        return Wire.JSON_1_1;
    }

    @Override
    public synchronized Response handle(Request request) {
        try {
            Scope scope = Scope.of(request);
            sweep();
            return wire().json(call(scope, operation(request), Json.parse(request.body())));
        } catch (RefusedException e) {
            return e.on(wire());
        }
    }

    private JsonNode call(Scope scope, String operation, ObjectNode body) {
        return switch (operation) {
            case "CreateSecret" -> create(scope, body);
            case "GetSecretValue" -> live(scope, body).value(body);
            case "DescribeSecret" -> required(scope, id(body)).described();
            case "PutSecretValue" ->
                live(scope, body).put(body.path("SecretString").asText(), clock.instant());
            case "DeleteSecret" -> delete(scope, body);
            case "RestoreSecret" -> required(scope, id(body)).restored();
            default -> throw RefusedException.unknown(wire(), "Secrets Manager", operation);
        };
    }

    private JsonNode create(Scope scope, ObjectNode body) {
        String name = body.path("Name").asText("");
        Map<String, Secret> known = secrets.computeIfAbsent(scope, s -> new TreeMap<>());
        Secret earlier = known.get(name);
        if (earlier != null) {
            throw earlier.deleted()
                    ? new RefusedException(
                            "InvalidRequestException",
                            "You can't create this secret because a secret with this name is already scheduled for"
                                    + " deletion.")
                    : new RefusedException(
                            "ResourceExistsException",
                            "The operation failed because the secret " + name + " already exists.");
        }
        Secret made = new Secret(
                Secret.arn(scope, name), name, body.path("Description").asText(""), clock.instant());
        known.put(name, made);
        return body.hasNonNull("SecretString")
                ? made.put(body.path("SecretString").asText(), clock.instant())
                : made.named();
    }

    private JsonNode delete(Scope scope, ObjectNode body) {
        Secret secret = live(scope, body);
        if (body.path("ForceDeleteWithoutRecovery").asBoolean(false)) {
            secrets.getOrDefault(scope, Map.of()).remove(secret.name());
            return secret.named().put("DeletionDate", Json.seconds(clock.instant()));
        }
        int days = body.path("RecoveryWindowInDays").asInt(30);
        if (days < 7 || days > 30) {
            throw new RefusedException(
                    "InvalidParameterException",
                    "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
        }
        return secret.schedule(clock.instant(), clock.instant().plus(Duration.ofDays(days)));
    }

    /** Forgets those whose time of recovery is over. */
    private void sweep() {
        secrets.values().forEach(known -> known.values().removeIf(secret -> secret.gone(clock.instant())));
    }

    private static String id(ObjectNode body) {
        return body.path("SecretId").asText("");
    }

    private Secret live(Scope scope, ObjectNode body) {
        Secret secret = required(scope, id(body));
        if (secret.deleted()) {
            throw new RefusedException("InvalidRequestException", Secret.MARKED);
        }
        return secret;
    }

    private Secret required(Scope scope, String id) {
        return find(scope, id).orElseThrow(() -> new RefusedException("ResourceNotFoundException", Secret.NOT_FOUND));
    }

    /** By name, by ARN, or by ARN without its six last letters. */
    private Optional<Secret> find(Scope scope, String id) {
        return secrets.getOrDefault(scope, Map.of()).values().stream()
                .filter(secret -> secret.is(id))
                .findFirst();
    }

    /**
     * Why ECS cannot get the value that a {@code valueFrom} names ({@code ARN[:key:stage:version]}), as an error code and
     * message; empty where it can.
     */
    synchronized Optional<String> refusal(Scope scope, String arn, String key) {
        sweep();
        Optional<Secret> secret = find(scope, arn);
        if (secret.isEmpty()) {
            return Optional.of("ResourceNotFoundException: " + Secret.NOT_FOUND);
        }
        return secret.get().deleted()
                ? Optional.of("InvalidRequestException: " + Secret.MARKED)
                : secret.get().lacks(key);
    }

    @Override
    public synchronized JsonNode state() {
        ObjectNode state = Json.object();
        secrets.values().forEach(known -> known.values().forEach(secret -> state.put(secret.arn(), secret.standing())));
        return state;
    }
}
