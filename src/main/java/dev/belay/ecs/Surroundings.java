package dev.belay.ecs;

import dev.belay.model.AwsScope;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a revision needs around it, as AWS describes it. No value of a secret or parameter is ever asked for. Each throws a
 * {@link dev.belay.model.FailureException} when it can't be told.
 */
public interface Surroundings {
    /**
     * A secret of Secrets Manager.
     *
     * @param deletion when it is, or was, to be deleted; from the moment that this is set nobody can read it. Null: it stays
     * @param versions version id to its stages
     */
    record Secret(@Nullable Instant deletion, SortedMap<String, List<String>> versions) {}

    /**
     * A target group.
     *
     * @param targetType {@code ip} or {@code instance}
     * @param healthCheckPort {@code traffic-port} or a number
     * @param healthCheck in words, what it asks and what it wants, without the port; equal when nothing of it changed
     */
    record TargetGroup(String name, String targetType, String healthCheckPort, String healthCheck) {}

    /**
     * Describes a secret.
     *
     * @param id ARN or name
     * @return null: there is none
     */
    @Nullable
    Secret secret(AwsScope scope, String id);

    /** Those of the parameters' names that exist in the scope's account and region. */
    SortedSet<String> parameters(AwsScope scope, SortedSet<String> names);

    /**
     * ARN of a role.
     *
     * @param name without its path
     * @return null: there is none of that name in the scope's account
     */
    @Nullable
    String role(AwsScope scope, String name);

    /** Describes a target group; null: there is none. */
    @Nullable
    TargetGroup targetGroup(AwsScope scope, String arn);
}
