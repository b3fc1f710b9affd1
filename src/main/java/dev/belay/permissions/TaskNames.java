package dev.belay.permissions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a task definition names and no record does: roles, repositories, secrets, log groups. */
public final class TaskNames {
    private static final Pattern ECR =
            Pattern.compile("(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/([^:@]+).*");

    private final JsonNode content;

    private TaskNames(JsonNode content) {
        this.content = content;
    }

    /**
     * Reads one.
     *
     * @param document a task definition as {@code aws ecs describe-task-definition} answers it, or as it is registered
     * @throws IllegalArgumentException in words, if it has no containers
     */
    public static TaskNames of(JsonNode document) {
        JsonNode content = document.path("taskDefinition").isObject() ? document.path("taskDefinition") : document;
        if (!content.path("containerDefinitions").isArray()) {
            throw new IllegalArgumentException("no task definition: it has no containerDefinitions");
        }
        return new TaskNames(content);
    }

    /** All that a task definition could name: any of the account. */
    static void any(Named named, Place place) {
        named.add(About.TASK_ROLES, place.globalArn("iam", "role/*"));
        named.add(About.REPOSITORIES, place.arn("ecr", "repository/*"));
        named.add(About.TASK_SECRETS, place.arn("secretsmanager", "secret:*"));
        named.add(About.LOG_STREAMS, place.arn("logs", "log-group:*:log-stream:*"));
    }

    void addTo(Named named, Place place) {
        for (String field : List.of("taskRoleArn", "executionRoleArn")) {
            String role = content.path(field).asText("");
            if (!role.isEmpty()) {
                named.add(About.TASK_ROLES, role.startsWith("arn:") ? role : place.globalArn("iam", "role/" + role));
            }
        }
        content.path("containerDefinitions").forEach(container -> addContainer(container, named, place));
    }

    private static void addContainer(JsonNode container, Named named, Place place) {
        repository(container.path("image").asText(), place).ifPresent(arn -> named.add(About.REPOSITORIES, arn));
        JsonNode log = container.path("logConfiguration");
        var secrets = new ArrayList<String>();
        container
                .path("secrets")
                .forEach(secret -> secrets.add(secret.path("valueFrom").asText()));
        log.path("secretOptions")
                .forEach(secret -> secrets.add(secret.path("valueFrom").asText()));
        secrets.add(container
                .path("repositoryCredentials")
                .path("credentialsParameter")
                .asText(""));
        secrets.stream()
                .filter(secret -> secret.matches("arn:[^:]*:secretsmanager:.*"))
                .forEach(secret -> Secrets.arns(secret, place).forEach(arn -> named.add(About.TASK_SECRETS, arn)));
        String group = log.path("options").path("awslogs-group").asText("");
        if (!group.isEmpty()) {
            String region = log.path("options").path("awslogs-region").asText(place.region());
            named.add(
                    About.LOG_STREAMS,
                    new Place(place.partition(), region, place.account())
                            .arn("logs", "log-group:" + group + ":log-stream:*"));
        }
    }

    /** Of an image in ECR; empty: it is elsewhere. */
    static Optional<String> repository(String image, Place place) {
        Matcher ecr = ECR.matcher(image);
        return ecr.matches()
                ? Optional.of(new Place(place.partition(), ecr.group(2), ecr.group(1))
                        .arn("ecr", "repository/" + ecr.group(3)))
                : Optional.empty();
    }
}
