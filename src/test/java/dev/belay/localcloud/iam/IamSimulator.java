package dev.belay.localcloud.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Query;
import dev.belay.localcloud.RefusedException;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import dev.belay.localcloud.ecs.TaskRoles;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IAM's roles, by account. Of an account in which no role was ever made, all roles are there for ECS: worlds that do not
 * care for roles need none.
 */
public final class IamSimulator implements Simulator, TaskRoles {
    private static final String NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/(?:.*/)?([^/]+)");

    private record Role(String arn, String name, String path, String policy, Instant createdAt) {}

    private final Map<String, Map<String, Role>> accounts = new LinkedHashMap<>();
    private final InstantSource clock;

    /** Without roles at first. */
    public IamSimulator(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Wire wire() {
        return Wire.QUERY;
    }

    @Override
    public synchronized Response handle(Request request) {
        String operation = operation(request);
        try {
            return Query.answer(operation, NAMESPACE, call(request.account(), operation, Query.read(request)));
        } catch (RefusedException e) {
            return e.on(wire());
        }
    }

    private ObjectNode call(String account, String operation, ObjectNode body) {
        String name = body.path("RoleName").asText("");
        return switch (operation) {
            case "CreateRole" -> create(account, name, body);
            case "GetRole" -> shown(required(account, name));
            case "DeleteRole" -> {
                accounts.getOrDefault(account, Map.of())
                        .remove(required(account, name).name());
                yield Json.object();
            }
            default -> throw RefusedException.unknown(wire(), "IAM", operation);
        };
    }

    private ObjectNode create(String account, String name, ObjectNode body) {
        Map<String, Role> known = accounts.computeIfAbsent(account, a -> new TreeMap<>());
        if (known.containsKey(name)) {
            throw new RefusedException(409, "EntityAlreadyExists", "Role with name " + name + " already exists.");
        }
        String path = body.path("Path").asText("/");
        Role role = new Role(
                "arn:aws:iam::" + account + ":role" + path + name,
                name,
                path,
                body.path("AssumeRolePolicyDocument").asText(""),
                clock.instant());
        known.put(name, role);
        return shown(role);
    }

    private Role required(String account, String name) {
        Role role = accounts.getOrDefault(account, Map.of()).get(name);
        if (role == null) {
            throw new RefusedException(404, "NoSuchEntity", "The role with name " + name + " cannot be found.");
        }
        return role;
    }

    private static ObjectNode shown(Role role) {
        ObjectNode shown = Json.object();
        shown.putObject("Role")
                .put("Path", role.path())
                .put("RoleName", role.name())
                .put("RoleId", "AROA%016X".formatted((long) role.arn().hashCode()))
                .put("Arn", role.arn())
                .put("AssumeRolePolicyDocument", URLEncoder.encode(role.policy(), StandardCharsets.UTF_8))
                .putPOJO("CreateDate", role.createdAt());
        return shown;
    }

    @Override
    public synchronized boolean assumable(String roleArn) {
        Matcher role = ROLE.matcher(roleArn);
        return !role.matches()
                || !accounts.containsKey(role.group(1))
                || accounts.getOrDefault(role.group(1), Map.of()).containsKey(role.group(2));
    }

    @Override
    public synchronized JsonNode state() {
        ObjectNode state = Json.object();
        accounts.values().forEach(known -> known.values().forEach(role -> state.put(role.arn(), "there")));
        return state;
    }
}
