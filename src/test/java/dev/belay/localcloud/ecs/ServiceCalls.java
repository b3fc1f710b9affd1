package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import java.time.Instant;
import java.util.List;

/** The calls about services. */
final class ServiceCalls {
    /** A change of one of these is a new deployment, as a change of the task definition is. */
    private static final List<String> REDEPLOYING = List.of(
            "networkConfiguration",
            "platformVersion",
            "capacityProviderStrategy",
            "loadBalancers",
            "serviceRegistries",
            "enableExecuteCommand",
            "propagateTags",
            "serviceConnectConfiguration",
            "volumeConfigurations");

    private static final List<String> KEPT = List.of(
            "healthCheckGracePeriodSeconds", "placementConstraints", "placementStrategy", "enableECSManagedTags");

    private final EcsRegion region;
    private final Scheduler scheduler;
    private final Views views;
    private final Ids ids;

    ServiceCalls(EcsRegion region, Scheduler scheduler, Views views, Ids ids) {
        this.region = region;
        this.scheduler = scheduler;
        this.views = views;
        this.ids = ids;
    }

    ObjectNode create(ObjectNode body, Instant now) {
        String cluster = region.cluster(body);
        String name = body.path("serviceName").asText("");
        if (region.service(cluster, name).filter(EcsService::active).isPresent()) {
            throw EcsException.invalid("Creation of service was not idempotent.");
        }
        ObjectNode settings = body.deepCopy();
        defaults(settings);
        String arn = region.scope.arn("ecs", "service/" + cluster + "/" + name);
        EcsService service = new EcsService(region.scope, name, cluster, arn, settings, now, ids);
        service.desired = body.path("desiredCount").asInt(0);
        if (!service.controller().equals("EXTERNAL")) {
            TaskDefinition definition = definition(body.path("taskDefinition").asText(""));
            service.deploy(new Deployment(ids.deployment(), definition, now));
        }
        region.clusters.getOrDefault(cluster, new java.util.TreeMap<>()).put(name, service);
        scheduler.advance(service, now);
        return Json.object().set("service", views.service(service, true));
    }

    private static void defaults(ObjectNode settings) {
        if (!settings.hasNonNull("launchType") && !settings.hasNonNull("capacityProviderStrategy")) {
            settings.put("launchType", "EC2");
        }
        ObjectNode deployment = settings.path("deploymentConfiguration") instanceof ObjectNode given
                ? given
                : settings.putObject("deploymentConfiguration");
        merge(deployment, Json.object().put("maximumPercent", 200).put("minimumHealthyPercent", 100));
        merge(deployment, Json.object().put("strategy", "ROLLING").put("bakeTimeInMinutes", 0));
        if (!deployment.hasNonNull("deploymentCircuitBreaker")) {
            deployment
                    .putObject("deploymentCircuitBreaker")
                    .put("enable", false)
                    .put("rollback", false);
        }
        merge(settings, Json.object().put("schedulingStrategy", "REPLICA").put("enableECSManagedTags", false));
        merge(settings, Json.object().put("propagateTags", "NONE").put("enableExecuteCommand", false));
        for (String list : List.of("loadBalancers", "serviceRegistries", "placementConstraints", "placementStrategy")) {
            merge(settings, Json.object().set(list, Json.array()));
        }
    }

    private static void merge(ObjectNode into, ObjectNode defaults) {
        defaults.properties().forEach(field -> {
            if (!into.hasNonNull(field.getKey())) {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private TaskDefinition definition(String name) {
        TaskDefinition definition =
                region.taskDefinitions.find(name).orElseThrow(() -> EcsException.client("TaskDefinition not found."));
        if (!definition.active()) {
            throw EcsException.client("TaskDefinition is inactive");
        }
        return definition;
    }

    ObjectNode update(ObjectNode body, Instant now) {
        EcsService service =
                region.required(region.cluster(body), body.path("service").asText(""));
        if (!service.active()) {
            throw EcsException.serviceNotActive();
        }
        refuseOtherControllers(service, body);
        boolean force = body.path("forceNewDeployment").asBoolean(false);
        boolean redeploy = force;
        TaskDefinition definition = service.deployments.isEmpty() ? null : service.primary().taskDefinition;
        if (body.hasNonNull("taskDefinition")) {
            TaskDefinition asked = definition(body.path("taskDefinition").asText());
            redeploy |= definition == null || !asked.arn().equals(definition.arn());
            definition = asked;
        }
        for (String field : REDEPLOYING) {
            boolean changed = body.hasNonNull(field) && !body.get(field).equals(service.settings.get(field));
            redeploy |= changed;
            keep(service, body, field);
        }
        KEPT.forEach(field -> keep(service, body, field));
        if (body.path("deploymentConfiguration") instanceof ObjectNode changed) {
            ((ObjectNode) service.settings.path("deploymentConfiguration")).setAll(changed);
        }
        service.desired = body.path("desiredCount").asInt(service.desired);
        if (redeploy && definition != null) {
            service.deploy(new Deployment(ids.deployment(), definition, now));
        }
        scheduler.advance(service, now);
        return Json.object().set("service", views.service(service, true));
    }

    private static void keep(EcsService service, ObjectNode body, String field) {
        if (body.hasNonNull(field)) {
            service.settings.set(field, body.get(field));
        }
    }

    private static void refuseOtherControllers(EcsService service, ObjectNode body) {
        boolean definition = body.hasNonNull("taskDefinition");
        boolean force = body.path("forceNewDeployment").asBoolean(false);
        switch (service.controller()) {
            case "CODE_DEPLOY" -> {
                if (definition || force) {
                    throw EcsException.invalid(
                            (definition ? "Unable to update task definition" : "Cannot force a new deployment")
                                    + " on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a"
                                    + " new deployment.");
                }
            }
            case "EXTERNAL" -> {
                if (definition || force) {
                    throw EcsException.invalid(
                            (definition ? "Unable to update task definition" : "Cannot force a new deployment")
                                    + " on services with an EXTERNAL deployment controller.");
                }
            }
            default -> {}
        }
    }

    ObjectNode describe(ObjectNode body) {
        String cluster = region.cluster(body);
        List<String> names = Json.texts(body.path("services"));
        if (names.isEmpty()) {
            throw EcsException.invalid("Services cannot be empty.");
        }
        if (names.size() > 10) {
            throw EcsException.invalid("Too many services: at most 10 can be described at once.");
        }
        ArrayNode services = Json.array();
        ArrayNode failures = Json.array();
        boolean tags = Json.texts(body.path("include")).contains("TAGS");
        for (String name : names) {
            region.service(cluster, name)
                    .ifPresentOrElse(
                            service -> services.add(views.service(service, tags)),
                            () -> failures.add(Json.object()
                                    .put(
                                            "arn",
                                            name.startsWith("arn:")
                                                    ? name
                                                    : region.scope.arn("ecs", "service/" + cluster + "/" + name))
                                    .put("reason", "MISSING")));
        }
        ObjectNode answer = Json.object();
        answer.set("services", services);
        answer.set("failures", failures);
        return answer;
    }

    ObjectNode list(ObjectNode body) {
        List<JsonNode> arns =
                region.clusters.getOrDefault(region.cluster(body), new java.util.TreeMap<>()).values().stream()
                        .filter(EcsService::active)
                        .map(service -> (JsonNode) Json.object().textNode(service.arn))
                        .toList();
        return Page.of(arns, body, 10, "serviceArns");
    }

    ObjectNode delete(ObjectNode body, Instant now) {
        EcsService service =
                region.required(region.cluster(body), body.path("service").asText(""));
        if (service.desired > 0 && !body.path("force").asBoolean(false)) {
            throw EcsException.invalid("The service cannot be stopped while it is scaled above 0.");
        }
        service.desired = 0;
        scheduler.advance(service, now);
        service.status = "INACTIVE";
        return Json.object().set("service", views.service(service, true));
    }
}
