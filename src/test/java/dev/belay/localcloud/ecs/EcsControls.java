package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Control;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Scope;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can be broken of ECS by hand. */
final class EcsControls {
    private final EcsSimulator ecs;
    private final Scope home;

    EcsControls(EcsSimulator ecs, Scope home) {
        this.ecs = ecs;
        this.home = home;
    }

    Map<String, Control> all() {
        Map<String, Control> controls = new LinkedHashMap<>();
        controls.put(
                "version",
                new Control(
                        "{\"image\": \"20261120-1430\", \"behaviour\": \"unhealthy\"}: what images whose name contains the text"
                                + " do: healthy, unhealthy (/health answers 500), not-ready (/ready answers 500),"
                                + " no-health-route (404), no-check-route (/health and /ready 404), crash (exitCode, seconds),"
                                + " out-of-memory (seconds), missing, pull-denied, registry-unreachable",
                        this::version));
        controls.put("versions-reset", new Control("{}: all images behave as at first", body -> {
            ecs.behaveWell();
            return ecs.state();
        }));
        controls.put(
                "scale",
                new Control(
                        "{\"cluster\": \"shop-prod\", \"service\": \"shop-api\", \"desired\": 4}: as an autoscaler would",
                        body -> {
                            ecs.scale(
                                    scope(body), text(body, "cluster"), text(body, "service"), number(body, "desired"));
                            return ecs.state();
                        }));
        controls.put(
                "capacity",
                new Control(
                        "{\"cluster\": \"shop-prod\", \"service\": \"shop-api\", \"tasks\": 2}: room for so many tasks;"
                                + " without tasks, for all",
                        body -> {
                            int tasks = body.path("tasks").asInt(Integer.MAX_VALUE);
                            ecs.capacity(scope(body), text(body, "cluster"), text(body, "service"), tasks);
                            return ecs.state();
                        }));
        controls.put(
                "register-without",
                new Control(
                        "{\"family\": \"shop-api\", \"image\": \"20261118-0800\", \"variable\": \"DB_HOST\"}: a new revision"
                                + " like the newest of that image, without that variable",
                        this::registerWithout));
        controls.put(
                "events",
                new Control(
                        "{\"queue\": \"arn:aws:sqs:eu-north-1:123456789012:belay\"}: what happens to services is told there, as by a"
                                + " rule of EventBridge",
                        body -> {
                            ecs.tell(text(body, "queue"));
                            return Json.object().put("queue", text(body, "queue"));
                        }));
        return controls;
    }

    private JsonNode registerWithout(JsonNode body) {
        String registered =
                ecs.registerWithout(scope(body), text(body, "family"), text(body, "image"), text(body, "variable"));
        return Json.object().put("registered", registered);
    }

    private JsonNode version(JsonNode body) {
        Duration after = Duration.ofMillis((long) (body.path("seconds").asDouble(1) * 1000));
        String kind = text(body, "behaviour");
        ImageBehaviour behaviour = switch (kind) {
            case "healthy" -> ImageBehaviour.healthy();
            case "unhealthy" -> ImageBehaviour.unhealthy();
            case "not-ready" -> new ImageBehaviour.Serves(200, 500);
            case "no-health-route" -> ImageBehaviour.noHealthRoute();
            case "crash" -> ImageBehaviour.crashes(body.path("exitCode").asInt(1), after);
            case "no-check-route" -> ImageBehaviour.noCheckRoutes();
            case "out-of-memory" -> ImageBehaviour.outOfMemory(after);
            case "pull-denied" -> ImageBehaviour.pullDenied();
            case "missing" -> ImageBehaviour.missing();
            case "registry-unreachable" -> ImageBehaviour.registryUnreachable();
            default -> throw new IllegalArgumentException("no behaviour '" + kind + "'");
        };
        ecs.behave(text(body, "image"), behaviour);
        return ecs.state();
    }

    private Scope scope(JsonNode body) {
        return new Scope(
                body.path("account").asText(home.account()), body.path("region").asText(home.region()));
    }

    private static String text(JsonNode body, String field) {
        String text = body.path(field).asText("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return text;
    }

    private static int number(JsonNode body, String field) {
        if (!body.path(field).isInt() || body.path(field).asInt() < 0) {
            throw new IllegalArgumentException("'" + field + "' is a number from 0");
        }
        return body.path(field).asInt();
    }

    static JsonNode state(Collection<EcsRegion> regions, Images images) {
        ObjectNode state = Json.object();
        ObjectNode versions = state.putObject("versions");
        images.all().forEach((pattern, behaviour) -> versions.put(pattern, behaviour.toString()));
        ObjectNode services = state.putObject("services");
        for (EcsRegion region : regions) {
            region.services()
                    .forEach(service -> services.set(
                            region.scope.account() + "/" + region.scope.region() + "/" + service.cluster + "/"
                                    + service.name,
                            state(service)));
        }
        return state;
    }

    private static ObjectNode state(EcsService service) {
        ObjectNode state = Json.object().put("desired", service.desired);
        service.deployments.forEach(deployment -> state.withArray("deployments")
                .add(deployment.id + " " + deployment.status + " " + deployment.taskDefinition.name() + " "
                        + deployment.rollout));
        service.tasks.stream()
                .filter(task -> !task.stopped())
                .forEach(task -> state.withArray("tasks")
                        .add(task.id + " " + task.deployment.taskDefinition.name() + " " + task.phase
                                + (task.healthy ? " healthy" : "")));
        return state;
    }
}
