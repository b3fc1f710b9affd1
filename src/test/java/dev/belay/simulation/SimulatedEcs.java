package dev.belay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.ecs.EcsApi;
import dev.belay.ecs.EcsTask;
import dev.belay.ecs.Reading;
import dev.belay.ecs.ServiceSnapshot;
import dev.belay.ecs.TaskDefinition;
import dev.belay.ecs.aws.SdkEcsApi;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.localcloud.ecs.EcsSimulator;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ECS of the local cloud behind our port, without the SDK and the wire in between: thousands of runs must be cheap. */
final class SimulatedEcs implements EcsApi {
    static final Scope SCOPE = new Scope("000000000000", "eu-north-1");

    private final EcsSimulator ecs;
    private final SdkEcsApi contents = new SdkEcsApi(
            scope -> {
                throw new UnsupportedOperationException();
            },
            scope -> {
                throw new UnsupportedOperationException();
            });

    SimulatedEcs(EcsSimulator ecs) {
        this.ecs = ecs;
    }

    /** One call on ECS's own protocol. */
    ObjectNode ask(String operation, ObjectNode body) {
        Response answer = ecs.handle(new Request(
                "POST",
                "/",
                "",
                Map.of("x-amz-target", "AmazonEC2ContainerServiceV20141113." + operation),
                Json.write(body).getBytes(StandardCharsets.UTF_8),
                SCOPE.region(),
                SCOPE.account()));
        ObjectNode json = Json.parse(answer.body());
        if (answer.status() >= 300) {
            throw new Failure.Invalid(operation + ": " + json.path("message").asText()).asException();
        }
        return json;
    }

    @Override
    public SortedMap<String, Reading> describe(AwsScope scope, String cluster, List<String> services) {
        ObjectNode body = Json.object().put("cluster", cluster);
        services.forEach(body.putArray("services")::add);
        var readings = new TreeMap<String, Reading>();
        for (JsonNode service : ask("DescribeServices", body).path("services")) {
            readings.put(service.path("serviceName").asText(), new Reading.Found(snapshot(service)));
        }
        return readings;
    }

    @Override
    public TaskDefinition taskDefinition(AwsScope scope, String revision) {
        JsonNode answer = ask("DescribeTaskDefinition", Json.object().put("taskDefinition", revision));
        ObjectNode it = (ObjectNode) answer.path("taskDefinition");
        return new TaskDefinition(
                it.path("taskDefinitionArn").asText(),
                it.path("family").asText(),
                it.path("revision").asInt(),
                it.path("status").asText(),
                time(it.path("registeredAt")),
                it.path("registeredBy").asText(),
                registrable(it));
    }

    @Override
    public Page revisions(AwsScope scope, String family, @Nullable String next) {
        ObjectNode body = Json.object().put("familyPrefix", family).put("sort", "DESC");
        return new Page(
                Json.texts(
                        ask("ListTaskDefinitions", body.put("status", "ACTIVE")).path("taskDefinitionArns")),
                null);
    }

    @Override
    public List<String> problems(ObjectNode content) {
        return contents.problems(content);
    }

    @Override
    public ObjectNode registrable(ObjectNode printed) {
        return contents.registrable(printed);
    }

    @Override
    public String register(AwsScope scope, ObjectNode content) {
        return ask("RegisterTaskDefinition", content)
                .path("taskDefinition")
                .path("taskDefinitionArn")
                .asText();
    }

    @Override
    public ServiceSnapshot update(
            AwsScope scope, String cluster, String service, String taskDefinition, boolean force) {
        ObjectNode body = Json.object().put("cluster", cluster).put("service", service);
        body.put("taskDefinition", taskDefinition).put("forceNewDeployment", force);
        return snapshot(ask("UpdateService", body).path("service"));
    }

    @Override
    public List<EcsTask> tasks(AwsScope scope, String cluster, String service) {
        ObjectNode described = Json.object().put("cluster", cluster);
        var arns = described.putArray("tasks");
        for (String status : List.of("RUNNING", "STOPPED")) {
            ObjectNode list = Json.object().put("cluster", cluster).put("serviceName", service);
            ask("ListTasks", list.put("desiredStatus", status)).path("taskArns").forEach(arns::add);
        }
        var tasks = new ArrayList<EcsTask>();
        if (!arns.isEmpty()) {
            ask("DescribeTasks", described).path("tasks").forEach(task -> tasks.add(task(task)));
        }
        return tasks;
    }

    @Override
    public String template(AwsScope scope, String url) {
        throw new Failure.NotFound("no template " + url).asException();
    }

    private static ServiceSnapshot snapshot(JsonNode it) {
        JsonNode breaker = it.path("deploymentConfiguration").path("deploymentCircuitBreaker");
        var deployments = new ArrayList<ServiceSnapshot.Deployment>();
        for (JsonNode one : it.path("deployments")) {
            deployments.add(new ServiceSnapshot.Deployment(
                    one.path("id").asText(),
                    one.path("status").asText(),
                    one.path("taskDefinition").asText(),
                    one.path("desiredCount").asInt(),
                    one.path("runningCount").asInt(),
                    one.path("pendingCount").asInt(),
                    one.path("failedTasks").asInt(),
                    time(one.path("createdAt")),
                    time(one.path("updatedAt")),
                    one.path("rolloutState").asText(),
                    one.path("rolloutStateReason").asText()));
        }
        var events = new ArrayList<ServiceSnapshot.Event>();
        it.path("events")
                .forEach(event -> events.add(new ServiceSnapshot.Event(
                        time(event.path("createdAt")), event.path("message").asText())));
        return new ServiceSnapshot(
                it.path("serviceArn").asText(),
                it.path("status").asText(),
                "ECS",
                "ROLLING",
                it.path("taskDefinition").asText(),
                it.path("desiredCount").asInt(),
                it.path("runningCount").asInt(),
                it.path("pendingCount").asInt(),
                breaker.path("enable").asBoolean() && breaker.path("rollback").asBoolean(),
                deployments,
                List.of(),
                events.subList(0, Math.min(30, events.size())));
    }

    private static EcsTask task(JsonNode it) {
        var containers = new ArrayList<EcsTask.Container>();
        for (JsonNode one : it.path("containers")) {
            containers.add(new EcsTask.Container(
                    one.path("name").asText(),
                    one.hasNonNull("exitCode") ? one.path("exitCode").asInt() : null,
                    text(one, "reason")));
        }
        return new EcsTask(
                it.path("taskArn").asText(),
                it.path("taskDefinitionArn").asText(),
                it.path("lastStatus").asText(),
                it.path("desiredStatus").asText(),
                text(it, "healthStatus"),
                text(it, "startedBy"),
                text(it, "stopCode"),
                text(it, "stoppedReason"),
                containers);
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asText() : null;
    }

    private static Instant time(JsonNode seconds) {
        return Instant.ofEpochMilli(seconds.decimalValue().movePointRight(3).longValue());
    }
}
