package dev.belay.localcloud.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.Form;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Scope;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What AWS asks for at each call, as its <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/">Service
 * Authorization Reference</a> says it, written down here without a look at what Belay thinks that it needs.
 */
public final class Asks {
    private static final String ANY = "*";

    private Asks() {}

    /** At least one. */
    public static List<Asked> of(String service, String operation, Request request) {
        Scope scope = Scope.of(request);
        return switch (service) {
            case "s3" -> S3Asks.of(operation, request);
            case "ecs" -> ecs(operation, scope, json(request));
            case "dynamodb" -> dynamoDb(operation, scope, json(request));
            case "secretsmanager" -> List.of(Asked.of(named(service, operation), secret(scope, json(request))));
            case "ssm" -> List.of(Asked.of(named(service, operation), parameter(operation, scope, json(request))));
            case "ecr" -> List.of(Asked.of(named(service, operation), repository(scope, json(request))));
            case "logs" -> List.of(Asked.of(named(service, operation), stream(scope, json(request))));
            case "cloudfront" -> List.of(Asked.of(named(service, operation), distribution(scope, request)));
            case "iam" ->
                List.of(Asked.of(
                        named(service, operation),
                        global(scope, "role/" + Form.of(request).get("RoleName"))));
            case "sns" ->
                List.of(Asked.of(named(service, operation), Form.of(request).getOrDefault("TopicArn", ANY)));
            case "sqs" -> List.of(queue(operation, scope, json(request)));
            case "sts" -> List.of(assumed(operation, Form.of(request)));
            case "monitoring" -> List.of(Asked.of(named("cloudwatch", operation), ANY));
            default -> List.of(Asked.of(named(service, operation), ANY));
        };
    }

    /** A batch is asked for as its single calls are. */
    private static Asked queue(String operation, Scope scope, JsonNode body) {
        String queue = last(body.path("QueueUrl").asText(body.path("QueueName").asText("")));
        return Asked.of(named("sqs", operation.replaceFirst("Batch$", "")), scope.arn("sqs", queue));
    }

    private static String named(String service, String operation) {
        return service + ":" + operation;
    }

    private static String global(Scope scope, String resource) {
        return "arn:aws:iam::" + scope.account() + ":" + resource;
    }

    private static JsonNode json(Request request) {
        return Json.parse(request.body());
    }

    private static List<Asked> ecs(String operation, Scope scope, JsonNode body) {
        String action = named("ecs", operation);
        String cluster = last(body.path("cluster").asText("default"));
        String[] at = {scope.arn("ecs", "cluster/" + cluster)};
        return switch (operation) {
            case "DescribeServices" ->
                body.path("services")
                        .valueStream()
                        .map(one -> scope.arn("ecs", "service/" + cluster + "/" + last(one.asText())))
                        .map(arn -> Asked.of(action, arn, "ecs:cluster", at))
                        .toList();
            case "UpdateService" ->
                List.of(new Asked(
                        action,
                        scope.arn(
                                "ecs",
                                "service/" + cluster + "/"
                                        + last(body.path("service").asText())),
                        update(scope, at[0], body)));
            case "DescribeTasks" ->
                body.path("tasks")
                        .valueStream()
                        .map(one -> scope.arn("ecs", "task/" + cluster + "/" + last(one.asText())))
                        .map(arn -> Asked.of(action, arn, "ecs:cluster", at))
                        .toList();
            case "ListTasks" -> List.of(Asked.of(action, ANY, "ecs:cluster", at));
            case "RegisterTaskDefinition" -> registration(action, scope, body);
            default -> List.of(Asked.of(action, ANY));
        };
    }

    /** The key of the task definition is there where the request has one. */
    private static Map<String, List<String>> update(Scope scope, String cluster, JsonNode body) {
        String revision = last(body.path("taskDefinition").asText(""));
        List<String> definition =
                revision.isEmpty() ? List.of() : List.of(scope.arn("ecs", "task-definition/" + revision));
        return Map.of("ecs:cluster", List.of(cluster), "ecs:task-definition", definition);
    }

    private static List<Asked> registration(String action, Scope scope, JsonNode body) {
        String revision =
                scope.arn("ecs", "task-definition/" + body.path("family").asText() + ":1");
        Stream<Asked> tags = body.path("tags").isEmpty()
                ? Stream.empty()
                : Stream.of(Asked.of("ecs:TagResource", revision, "ecs:CreateAction", "RegisterTaskDefinition"));
        Stream<Asked> roles = Stream.of("taskRoleArn", "executionRoleArn")
                .map(field -> body.path(field).asText(""))
                .filter(role -> !role.isEmpty())
                .map(role -> Asked.of("iam:PassRole", role, "iam:PassedToService", "ecs-tasks.amazonaws.com"));
        return Stream.of(Stream.of(Asked.of(action, revision)), tags, roles)
                .flatMap(each -> each)
                .toList();
    }

    private static List<Asked> dynamoDb(String operation, Scope scope, JsonNode body) {
        String table =
                scope.arn("dynamodb", "table/" + last(body.path("TableName").asText()));
        String key = Stream.of(
                        body.at("/Key/kind/S"), body.at("/Item/kind/S"), body.at("/ExpressionAttributeValues/:kind/S"))
                .map(JsonNode::asText)
                .filter(kind -> !kind.isEmpty())
                .findFirst()
                .orElse("");
        String action = named("dynamodb", operation);
        return List.of(key.isEmpty() ? Asked.of(action, table) : Asked.of(action, table, "dynamodb:LeadingKeys", key));
    }

    private static String secret(Scope scope, JsonNode body) {
        String id = body.path("SecretId").asText(body.path("Name").asText());
        return id.startsWith("arn:") ? id : scope.arn("secretsmanager", "secret:" + id + "-AbCdEf");
    }

    private static String parameter(String operation, Scope scope, JsonNode body) {
        String name = body.path("Name").asText();
        return operation.equals("DescribeParameters")
                ? ANY
                : scope.arn("ssm", "parameter/" + (name.startsWith("/") ? name.substring(1) : name));
    }

    private static String repository(Scope scope, JsonNode body) {
        Scope registry = new Scope(body.path("registryId").asText(scope.account()), scope.region());
        return registry.arn("ecr", "repository/" + body.path("repositoryName").asText());
    }

    private static String stream(Scope scope, JsonNode body) {
        return scope.arn(
                "logs",
                "log-group:" + body.path("logGroupName").asText() + ":log-stream:"
                        + body.path("logStreamName").asText());
    }

    private static String distribution(Scope scope, Request request) {
        String[] path = request.path().split("/", -1);
        return path.length < 4 ? ANY : "arn:aws:cloudfront::" + scope.account() + ":distribution/" + path[3];
    }

    private static Asked assumed(String operation, Map<String, String> form) {
        String role = form.getOrDefault("RoleArn", ANY);
        String id = form.get("ExternalId");
        String action = named("sts", operation);
        return id == null ? Asked.of(action, role) : Asked.of(action, role, "sts:ExternalId", id);
    }

    private static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
