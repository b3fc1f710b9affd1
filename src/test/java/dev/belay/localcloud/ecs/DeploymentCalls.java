package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The calls about service deployments: the history that a service's own list of deployments forgets. */
final class DeploymentCalls {
    private final EcsRegion region;

    DeploymentCalls(EcsRegion region) {
        this.region = region;
    }

    ObjectNode list(ObjectNode body) {
        EcsService service =
                region.required(region.cluster(body), body.path("service").asText(""));
        List<String> statuses = Json.texts(body.path("status"));
        List<JsonNode> found = service.history.reversed().stream()
                .filter(deployment -> !deployment.rollsBack)
                .map(deployment -> (JsonNode) view(service, deployment))
                .filter(view -> statuses.isEmpty()
                        || statuses.contains(view.path("status").asText()))
                .toList();
        return Page.of(found, body, 20, "serviceDeployments");
    }

    ObjectNode describe(ObjectNode body) {
        List<String> arns = Json.texts(body.path("serviceDeploymentArns"));
        if (arns.isEmpty() || arns.size() > 20) {
            throw EcsException.invalid("Between 1 and 20 service deployments can be described at once.");
        }
        ArrayNode found = Json.array();
        ArrayNode failures = Json.array();
        for (String arn : arns) {
            List<ObjectNode> views = region.services()
                    .flatMap(service -> service.history.stream().map(deployment -> view(service, deployment)))
                    .filter(named(arn))
                    .toList();
            views.forEach(found::add);
            if (views.isEmpty()) {
                failures.add(Json.object().put("arn", arn).put("reason", "MISSING"));
            }
        }
        ObjectNode answer = Json.object();
        answer.set("serviceDeployments", found);
        answer.set("failures", failures);
        return answer;
    }

    private static Predicate<ObjectNode> named(String arn) {
        return view -> view.path("serviceDeploymentArn").asText().equals(arn);
    }

    private ObjectNode view(EcsService service, Deployment deployment) {
        String id = deployment.id.substring(deployment.id.indexOf('/') + 1);
        ObjectNode view = Json.object();
        view.put(
                "serviceDeploymentArn",
                region.scope.arn("ecs", "service-deployment/" + service.cluster + "/" + service.name + "/" + id));
        view.put("serviceArn", service.arn).put("clusterArn", region.scope.arn("ecs", "cluster/" + service.cluster));
        view.put("createdAt", Json.seconds(deployment.createdAt)).put("startedAt", Json.seconds(deployment.createdAt));
        view.put("updatedAt", Json.seconds(deployment.updatedAt));
        if (!deployment.finishedAt.equals(Instant.MAX)) {
            view.put("finishedAt", Json.seconds(deployment.finishedAt));
        }
        view.putObject("targetServiceRevision")
                .put(
                        "arn",
                        region.scope.arn("ecs", "service-revision/" + service.cluster + "/" + service.name + "/" + id));
        view.put("status", status(service, deployment)).put("statusReason", deployment.reason);
        view.set("deploymentConfiguration", service.settings.path("deploymentConfiguration"));
        return view;
    }

    private static String status(EcsService service, Deployment deployment) {
        return switch (deployment.rollout) {
            case COMPLETED -> "SUCCESSFUL";
            case FAILED -> rollback(service, deployment);
            case IN_PROGRESS -> deployment.primary() ? "IN_PROGRESS" : "STOPPED";
        };
    }

    /** A rollback is part of the deployment that failed, though it has an id of its own among the service's. */
    private static String rollback(EcsService service, Deployment failed) {
        int next = service.history.indexOf(failed) + 1;
        if (next >= service.history.size() || !service.history.get(next).rollsBack) {
            return "STOPPED";
        }
        return switch (service.history.get(next).rollout) {
            case COMPLETED -> "ROLLBACK_SUCCESSFUL";
            case FAILED -> "ROLLBACK_FAILED";
            case IN_PROGRESS -> "ROLLBACK_IN_PROGRESS";
        };
    }
}
