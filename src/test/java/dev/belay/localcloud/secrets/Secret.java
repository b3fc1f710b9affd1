package dev.belay.localcloud.secrets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.RefusedException;
import dev.belay.localcloud.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One secret and its versions. Never shows a value but where it is asked for. */
final class Secret {
    static final String NOT_FOUND = "Secrets Manager can't find the specified secret.";
    static final String MARKED = "You can't perform this operation on the secret because it was marked for deletion.";

    private record Version(String id, String value, Instant createdAt) {}

    private final String arn;
    private final String name;
    private final String description;
    private final Instant createdAt;
    private final List<Version> versions = new ArrayList<>();
    private Instant changedAt;
    private Instant deletedAt = Instant.MAX;
    private Instant goneAt = Instant.MAX;

    Secret(String arn, String name, String description, Instant now) {
        this.arn = arn;
        this.name = name;
        this.description = description;
        this.createdAt = now;
        this.changedAt = now;
    }

    /** The six last letters are AWS's; here they follow from the name. */
    static String arn(Scope scope, String name) {
        String letters = "%06x".formatted(name.hashCode() & 0xffffff);
        return scope.arn("secretsmanager", "secret:" + name + "-" + letters);
    }

    String arn() {
        return arn;
    }

    String name() {
        return name;
    }

    boolean is(String id) {
        return id.equals(name) || id.equals(arn) || id.equals(arn.substring(0, arn.length() - 7));
    }

    boolean deleted() {
        return !deletedAt.equals(Instant.MAX);
    }

    boolean gone(Instant now) {
        return !goneAt.isAfter(now);
    }

    String standing() {
        return deleted() ? "scheduled for deletion" : versions.size() + " versions";
    }

    ObjectNode named() {
        return Json.object().put("ARN", arn).put("Name", name);
    }

    ObjectNode put(String value, Instant now) {
        String id = UUID.nameUUIDFromBytes((arn + versions.size()).getBytes(StandardCharsets.UTF_8))
                .toString();
        versions.addFirst(new Version(id, value, now));
        changedAt = now;
        ObjectNode answer = named().put("VersionId", id);
        answer.putArray("VersionStages").add("AWSCURRENT");
        return answer;
    }

    private Optional<Version> version(String id, String stage) {
        return versions.stream()
                .filter(version -> id.isEmpty() || version.id().equals(id))
                .filter(version -> stage.isEmpty() || stages(version).contains(stage))
                .findFirst();
    }

    private List<String> stages(Version version) {
        return switch (versions.indexOf(version)) {
            case 0 -> List.of("AWSCURRENT");
            case 1 -> List.of("AWSPREVIOUS");
            default -> List.of();
        };
    }

    ObjectNode value(ObjectNode body) {
        String id = body.path("VersionId").asText("");
        String stage = body.path("VersionStage").asText(id.isEmpty() ? "AWSCURRENT" : "");
        Version version = version(id, stage)
                .orElseThrow(() -> new RefusedException(
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret value for "
                                + (id.isEmpty() ? "staging label: " + stage : "VersionId: " + id)));
        ObjectNode answer = named().put("VersionId", version.id()).put("SecretString", version.value());
        answer.set("VersionStages", Json.array(stages(version).stream().map(Json.object()::textNode)));
        return answer.put("CreatedDate", Json.seconds(version.createdAt()));
    }

    ObjectNode described() {
        ObjectNode answer = named().put("Description", description);
        answer.put("CreatedDate", Json.seconds(createdAt)).put("LastChangedDate", Json.seconds(changedAt));
        if (deleted()) {
            answer.put("DeletedDate", Json.seconds(deletedAt));
        }
        ObjectNode stages = answer.putObject("VersionIdsToStages");
        versions.stream()
                .limit(2)
                .forEach(version -> stages.set(
                        version.id(), Json.array(stages(version).stream().map(Json.object()::textNode))));
        return answer;
    }

    ObjectNode schedule(Instant now, Instant gone) {
        deletedAt = now;
        goneAt = gone;
        return named().put("DeletionDate", Json.seconds(gone));
    }

    ObjectNode restored() {
        deletedAt = Instant.MAX;
        goneAt = Instant.MAX;
        return named();
    }

    /** Why a key of the JSON that it holds cannot be had; empty where none is asked for, or it can. */
    Optional<String> lacks(String key) {
        if (versions.isEmpty()) {
            return Optional.of("ResourceNotFoundException: Secrets Manager can't find the specified secret value for"
                    + " staging label: AWSCURRENT");
        }
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Json.parse(versions.getFirst().value()).has(key)
                    ? Optional.empty()
                    : Optional.of("retrieved secret from Secrets Manager did not contain json key " + key);
        } catch (IllegalArgumentException notJson) {
            return Optional.of("retrieved secret from Secrets Manager did not contain json key " + key);
        }
    }
}
