package dev.belay.localcloud.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.RefusedException;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import dev.belay.localcloud.ecs.TaskLogs;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** CloudWatch Logs: the groups and streams that tasks write to, and the three calls that read them. */
public final class LogsSimulator implements Simulator, TaskLogs {
    private final Map<Scope, Map<String, LogGroup>> groups = new LinkedHashMap<>();

    @Override
    public Wire wire() {
        return Wire.JSON_1_1;
    }

    @Override
    public Response handle(Request request) {
        try {
            return wire().json(call(Scope.of(request), operation(request), Json.parse(request.body())));
        } catch (RefusedException e) {
            return e.on(wire());
        }
    }

    private synchronized JsonNode call(Scope scope, String operation, ObjectNode body) {
        return switch (operation) {
            case "DescribeLogStreams" -> new LogReads(group(scope, body)).streams(body);
            case "GetLogEvents" -> new LogReads(group(scope, body)).events(body);
            case "FilterLogEvents" -> new LogReads(group(scope, body)).filtered(body);
            default -> throw RefusedException.unknown(wire(), "CloudWatch Logs", operation);
        };
    }

    private LogGroup group(Scope scope, ObjectNode body) {
        String identifier = body.path("logGroupIdentifier").asText("").replaceFirst(":\\*$", "");
        String name = body.path("logGroupName").asText(identifier.substring(identifier.lastIndexOf(':') + 1));
        LogGroup group = groups.getOrDefault(scope, Map.of()).get(name);
        if (group == null) {
            throw new RefusedException("ResourceNotFoundException", "The specified log group does not exist.");
        }
        return group;
    }

    /** Makes the group where there is none. */
    public synchronized void createGroup(Scope scope, String name) {
        groups.computeIfAbsent(scope, s -> new TreeMap<>())
                .computeIfAbsent(name, n -> new LogGroup(scope.arn("logs", "log-group:" + n)));
    }

    /** Adds a line; group and stream are made where there are none. Keeps the last 2,000 of a stream. */
    @Override
    public synchronized void write(Scope scope, String group, String stream, Instant at, String line) {
        createGroup(scope, group);
        groups.getOrDefault(scope, Map.of()).get(group).write(stream, at, line);
    }

    @Override
    public synchronized JsonNode state() {
        ObjectNode state = Json.object();
        groups.values().forEach(all -> all.values().forEach(group -> state.set(group.arn, group.state())));
        return state;
    }
}
