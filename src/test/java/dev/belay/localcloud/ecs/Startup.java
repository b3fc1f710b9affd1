package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a task goes through before its containers run: its secrets, then its images. The words are ECS's.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html">stopped task
 *     errors</a>
 */
final class Startup {
    /**
     * Why it ended before it began.
     *
     * @param container its name
     * @param toldByContainer whether the container's own {@code reason} says so too
     */
    record Refusal(String container, String reason, boolean toldByContainer) {}

    private final Images images;
    private final TaskSecrets secrets;

    Startup(Images images, TaskSecrets secrets) {
        this.images = images;
        this.secrets = secrets;
    }

    Optional<Refusal> refusal(EcsService service, TaskDefinition definition) {
        return definition
                .containers()
                .valueStream()
                .flatMap(container -> secret(service, container).stream())
                .findFirst()
                .or(() -> definition
                        .containers()
                        .valueStream()
                        .flatMap(container -> image(container).stream())
                        .findFirst());
    }

    private Optional<Refusal> secret(EcsService service, JsonNode container) {
        return container
                .path("secrets")
                .valueStream()
                .flatMap(secret ->
                        secrets.refusal(service.scope, secret.path("valueFrom").asText()).stream())
                .findFirst()
                .map(why -> new Refusal(
                        container.path("name").asText(),
                        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource"
                                + " retrieval failed: " + why,
                        false));
    }

    private Optional<Refusal> image(JsonNode container) {
        String image = container.path("image").asText();
        String why = switch (images.of(container)) {
            case ImageBehaviour.Missing() -> cannotPull(image) + image + ": not found";
            case ImageBehaviour.PullDenied() ->
                cannotPull(image) + "pulling from host " + image.replaceFirst("/.*", "")
                        + " failed with status code [manifests " + image.replaceFirst(".*[:@]", "")
                        + "]: 403 Forbidden";
            case ImageBehaviour.NeverStarts(String reason) -> reason;
            case ImageBehaviour.Serves s -> "";
            case ImageBehaviour.Crashes c -> "";
        };
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(container.path("name").asText(), why, true));
    }

    private static String cannotPull(String image) {
        return "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
                + image + ": ";
    }
}
