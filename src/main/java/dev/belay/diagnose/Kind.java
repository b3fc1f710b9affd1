package dev.belay.diagnose;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a cause can be. Of two that are equally certain the one named first here comes first: the more special one. */
enum Kind {
    IMAGE_MISSING("Push the image again, or pin a version whose images are still there."),
    WRONG_ARCHITECTURE(
            "Build the image for the task definition's runtimePlatform, or pin a version that was built for it."),
    IMAGE_PULL_REFUSED(
            "Let the execution role pull it: ecr:GetAuthorizationToken, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer, and the"
                    + " repository's own policy; for another registry, its credentials and limits."),
    REGISTRY_UNREACHABLE(
            "Give the tasks' subnets a way to the registry: a NAT gateway, a public address, or VPC endpoints for ECR and S3."),
    SECRET_MISSING("Create or restore the secret, or pin a version that does not name it."),
    SECRET_REFUSED(
            "Let the execution role read it: secretsmanager:GetSecretValue or ssm:GetParameters, and kms:Decrypt of its key."),
    SECRETS_UNREACHABLE(
            "Give the tasks' subnets a way to Secrets Manager and Systems Manager: a NAT gateway or VPC endpoints."),
    ROLE_MISSING(
            "Create the role, or let ecs-tasks.amazonaws.com assume it; then pin the same version with a raised force."),
    REVISION_INACTIVE("Pin a version: Belay registers its revision anew. A deregistered revision can't be used again."),
    LOG_GROUP_MISSING("Create the log group, or let the execution role create it and set awslogs-create-group."),
    OUT_OF_MEMORY("Give it more memory in the template, or pin a version that needs less."),
    ENVIRONMENT_DIFFERS("Put the variable back into the template, or pin a version that does not need it."),
    CONTAINER_CRASHED("Read its last lines; pin the last version that was good meanwhile."),
    CONTAINER_UNHEALTHY(
            "Run the container's own health check by hand in the image; pin the last version that was good meanwhile."),
    HEALTH_PORT_MISMATCH(
            "Set the target group's health-check port to traffic-port, or to one that the container listens on."),
    SECURITY_GROUP_BLOCKS("Let the load balancer's security group in at that port of the tasks' security group."),
    HEALTH_PATH_MISSING(
            "Set the target group's health-check path to one that this version answers, or pin a version that has it."),
    NO_CAPACITY(
            "Free or add capacity: instances, vCPU limits of the account, addresses in the subnets; ECS goes on by itself then."),
    CALLS_REFUSED(
            "Grant Belay's role the action that is named; if calls are throttled, find who else makes so many. Belay tries again by itself."),
    ORIGIN_ELSEWHERE(
            "Point the distribution's origin at the live place, or correct bucket, prefix or distributions in the target."),
    BUILD_MISSING("Publish the build again, or pin a version whose build is still there."),
    BUILD_NOT_LIVE("Look at the rollout's timeline for why copying has not ended; sync runs it again."),
    INVALIDATION_STUCK(
            "Wait for CloudFront, whose health dashboard tells of delays; if it lasts, invalidate again by raising force."),
    CACHED_TOO_LONG(
            "Invalidate the entry (spec.invalidate must cover it, spec.distributions name what is in front of it), and serve it with Cache-Control no-cache."),
    EDGE_FAILS("Look at the distribution's default root object, error pages and access to the bucket."),
    NOTHING_WANTED("Raise the service's desired count, or find who set it to 0: Belay never changes it."),
    CHECK_FAILS("Ask the address by hand; if the version is bad, pin the last one that was good."),
    TASK_CANNOT_START("Look the reason up in the list of stopped task errors of the ECS developer guide."),
    TASKS_NOT_HEALTHY(
            "Look at the target group's targets and at the tasks' logs; pin the last version that was good meanwhile."),
    ROLLED_BACK_BY_ECS("Find out why its tasks did not get healthy before pinning it again.");

    private final String advice;

    Kind(String advice) {
        this.advice = advice;
    }

    /** What to do, in a sentence. */
    String advice() {
        return advice;
    }

    /** {@code ImageMissing} */
    String word() {
        return Arrays.stream(name().split("_", -1))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
