package dev.belay.localcloud.demo;

import dev.belay.localcloud.Fault;
import dev.belay.localcloud.LocalCloud;

/**
 * Why a rollout of the demo's world fails: each is made by one command, and shows as soon as the pin moves from {@link
 * DemoWorld#GOOD} to {@link #version}. The table in {@code docs/local-cloud.md} has the same commands.
 */
public enum Cause {
    IMAGE_DELETED(
            "ImageMissing",
            "api",
            Seed.json(
                    "aws ecr batch-delete-image --repository-name shop-api --image-ids imageTag=20261118-0800",
                    "ecr",
                    "AmazonEC2ContainerRegistry_V20150921.BatchDeleteImage",
                    "{\"repositoryName\": \"shop-api\", \"imageIds\": [{\"imageTag\": \"20261118-0800\"}]}")),
    PULL_DENIED(
            "ImagePullRefused",
            "api",
            Seed.control("ecs", "version", "{\"image\": \"20261118-0800\", \"behaviour\": \"pull-denied\"}")),
    REGISTRY_UNREACHABLE(
            "RegistryUnreachable",
            "api",
            Seed.control("ecs", "version", "{\"image\": \"20261118-0800\", \"behaviour\": \"registry-unreachable\"}")),
    CRASHES_AT_START(
            "ContainerCrashed",
            "api",
            Seed.control("ecs", "version", "{\"image\": \"20261118-0800\", \"behaviour\": \"crash\"}")),
    OUT_OF_MEMORY(
            "OutOfMemory",
            "api",
            Seed.control("ecs", "version", "{\"image\": \"20261118-0800\", \"behaviour\": \"out-of-memory\"}")),
    SECRET_DELETED(
            "SecretMissing",
            "api",
            Seed.json(
                    "aws secretsmanager delete-secret --secret-id shop/db-password --force-delete-without-recovery",
                    "secretsmanager",
                    "secretsmanager.DeleteSecret",
                    "{\"SecretId\": \"shop/db-password\", \"ForceDeleteWithoutRecovery\": true}")),
    SECRET_MARKED_FOR_DELETION(
            "SecretMissing",
            "api",
            Seed.json(
                    "aws secretsmanager delete-secret --secret-id shop/db-password --recovery-window-in-days 7",
                    "secretsmanager",
                    "secretsmanager.DeleteSecret",
                    "{\"SecretId\": \"shop/db-password\", \"RecoveryWindowInDays\": 7}")),
    PARAMETER_DELETED(
            "SecretMissing",
            "api",
            Seed.json(
                    "aws ssm delete-parameter --name /shop/api/currency",
                    "ssm",
                    "AmazonSSM.DeleteParameter",
                    "{\"Name\": \"/shop/api/currency\"}")),
    VARIABLE_MISSING(
            "EnvironmentDiffers",
            "api",
            Seed.control(
                    "ecs",
                    "register-without",
                    "{\"family\": \"shop-api\", \"image\": \"20261118-0800\", \"variable\": \"DB_HOST\"}")),
    HEALTH_ROUTE_MISSING(
            "HealthPathMissing",
            "api",
            Seed.control("ecs", "version", "{\"image\": \"20261118-0800\", \"behaviour\": \"no-check-route\"}")),
    HEALTH_PORT_DIFFERS(
            "HealthPortMismatch",
            "api",
            Seed.query(
                    "aws elbv2 modify-target-group --health-check-port 9999 --target-group-arn"
                            + " arn:aws:elasticloadbalancing:eu-north-1:123456789012:targetgroup/shop-api/9e3779b97f4a7c15",
                    "elasticloadbalancing",
                    "Action=ModifyTargetGroup&HealthCheckPort=9999&TargetGroupArn="
                            + "arn:aws:elasticloadbalancing:eu-north-1:ACCOUNT:targetgroup/shop-api/9e3779b97f4a7c15")),
    SECURITY_GROUP_BLOCKS(
            "SecurityGroupBlocks",
            "api",
            Seed.query(
                    "aws ec2 revoke-security-group-ingress --group-id " + DemoWorld.TASKS_GROUP
                            + " --protocol tcp --port 8080 --source-group " + DemoWorld.BALANCER_GROUP,
                    "ec2",
                    "Action=RevokeSecurityGroupIngress&GroupId=" + DemoWorld.TASKS_GROUP
                            + "&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=8080&IpPermissions.1.ToPort=8080"
                            + "&IpPermissions.1.Groups.1.GroupId=" + DemoWorld.BALANCER_GROUP)),
    NO_CAPACITY(
            "NoCapacity",
            "api",
            Seed.control("ecs", "capacity", "{\"cluster\": \"shop-prod\", \"service\": \"shop-api\", \"tasks\": 2}")),
    ROLE_DELETED(
            "RoleMissing",
            "api",
            Seed.query(
                    "aws iam delete-role --role-name ecsTaskExecutionRole",
                    "iam",
                    "Action=DeleteRole&RoleName=ecsTaskExecutionRole")),
    CHECK_FAILS(
            "CheckFails",
            "api",
            Seed.control("ecs", "version", "{\"image\": \"20261118-0800\", \"behaviour\": \"unhealthy\"}")),
    ORIGIN_ELSEWHERE(
            "OriginElsewhere",
            "web",
            Seed.control(
                    "cloudfront",
                    "origin",
                    "{\"distribution\": \"E2EXAMPLE\", \"bucket\": \"shop-builds\", \"path\": \"/dist-prod-20261119-0900\"}")),
    INVALIDATION_STUCK(
            "InvalidationStuck", "web", Seed.control("cloudfront", "hold", "{\"distribution\": \"E2EXAMPLE\"}")),
    CACHED_TOO_LONG(
            "CachedTooLong", "web", Seed.control("cloudfront", "outer-cache", "{\"distribution\": \"E2EXAMPLE\"}")),
    CALLS_DENIED("CallsRefused", "api", Seed.fault("ecs", "UpdateService", "deny", new Fault.Denied())),
    CALLS_THROTTLED("CallsRefused", "api", Seed.fault("ecs", "UpdateService", "throttle", new Fault.Throttle())),
    SITE_CALLS_DENIED("CallsRefused", "web", Seed.fault("s3", "CopyObject", "deny", new Fault.Denied()));

    private final String kind;
    private final String component;
    // A record of a text and an effect on a cloud that it is given: it never changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Seed seed;

    Cause(String kind, String component, Seed seed) {
        this.kind = kind;
        this.component = component;
        this.seed = seed;
    }

    /** What a diagnosis calls it, in one word. */
    public String kind() {
        return kind;
    }

    /** Which of the demo target's components it makes fail: {@code api} or {@code web}. */
    public String component() {
        return component;
    }

    /** The version whose rollout fails then. */
    public String version() {
        return DemoWorld.EARLIER;
    }

    /** What a person types to make it happen, against the ports and the account of {@code make run}. */
    public String command() {
        return seed.command();
    }

    /** Makes it happen in a cloud that {@link DemoWorld#seed} has laid out; not counted as a call. */
    public void seed(LocalCloud cloud) {
        seed.effect().accept(cloud);
    }
}
