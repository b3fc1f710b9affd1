package dev.belay.permissions;

import static dev.belay.permissions.Access.READ;
import static dev.belay.permissions.Access.TELL;
import static dev.belay.permissions.Access.WRITE;
import static dev.belay.permissions.Grant.everywhere;
import static dev.belay.permissions.Grant.on;
import static dev.belay.permissions.Permission.at;
import static dev.belay.permissions.Permission.to;
import static dev.belay.permissions.Use.ANNOUNCE;
import static dev.belay.permissions.Use.CHECKS;
import static dev.belay.permissions.Use.DIAGNOSIS;
import static dev.belay.permissions.Use.READINESS;
import static dev.belay.permissions.Use.SERVICE;
import static dev.belay.permissions.Use.SITE;

import dev.belay.permissions.Grant.Condition;
import java.util.List;
import java.util.stream.Stream;

/** What is needed for the targets themselves: in the role that they name, or by the daemon's own where they name none. */
final class TargetGrants {
    private static final List<Grant> SERVICES = List.of(
            on(
                    "LookAtServices",
                    SERVICE,
                    READ,
                    About.SERVICES,
                    to("ecs:DescribeServices", "what runs, ten services a call; `targetHealth`; diagnosis")),
            everywhere(
                            "ListTasks",
                            SERVICE,
                            READ,
                            About.CLUSTERS,
                            to(
                                    "ecs:ListTasks",
                                    "whether tasks of earlier deployments are gone; `targetHealth`; diagnosis"))
                    .when(Condition.of("ArnEquals", "ecs:cluster", About.CLUSTERS)),
            on(
                    "LookAtTasks",
                    SERVICE,
                    READ,
                    About.TASKS,
                    to("ecs:DescribeTasks", "which deployment they are of, and why they stopped")),
            everywhere(
                    "LookAtRevisions",
                    SERVICE,
                    READ,
                    About.SERVICES,
                    to("ecs:DescribeTaskDefinition", "resolving versions; readiness; diagnosis"),
                    to("ecs:ListTaskDefinitions", "resolving versions")),
            on(
                            "MoveServices",
                            SERVICE,
                            WRITE,
                            About.SERVICES,
                            to(
                                    "ecs:UpdateService",
                                    "the move: the task definition, and `forceNewDeployment` where a forced or repeated deployment"
                                            + " of the same revision is wanted. No other field is ever sent"))
                    .when(Condition.of("ArnLike", "ecs:task-definition", About.FAMILIES)),
            on(
                    "MakeRevisions",
                    SERVICE,
                    WRITE,
                    About.FAMILIES,
                    to(
                            "ecs:RegisterTaskDefinition",
                            "only where a version has no revision yet. Leave it away where a pipeline registers them all")),
            on(
                            "KeepTagsOfRevisions",
                            SERVICE,
                            WRITE,
                            About.FAMILIES,
                            at(
                                    "ecs:TagResource",
                                    "where the base has tags, which a new revision keeps",
                                    "ecs:RegisterTaskDefinition"))
                    .when(Condition.of("StringEquals", "ecs:CreateAction", List.of("RegisterTaskDefinition"))),
            on(
                            "HandRolesToTasks",
                            SERVICE,
                            WRITE,
                            About.TASK_ROLES,
                            at(
                                    "iam:PassRole",
                                    "ECS asks for it when a revision that names them is registered or put to use",
                                    "ecs:RegisterTaskDefinition",
                                    "ecs:UpdateService"))
                    .when(Condition.of("StringEquals", "iam:PassedToService", List.of("ecs-tasks.amazonaws.com"))),
            on("ReadTemplates", SERVICE, READ, About.TEMPLATES, to("s3:GetObject", "the target's `template`")));

    private static final List<Grant> SITES = List.of(
            on(
                    "ListSites",
                    SITE,
                    READ,
                    About.SITE_BUCKETS,
                    at(
                            "s3:ListBucket",
                            "the build once a version, and again for whether a rollback to it would work; the live place at each"
                                    + " resync. Without it a missing object looks like a denied one",
                            "s3:ListObjectsV2",
                            "s3:GetObject",
                            "s3:HeadObject")),
            on(
                    "ReadBuilds",
                    SITE,
                    READ,
                    About.BUILDS,
                    at(
                            "s3:GetObject",
                            "HEADs of headers, what `served` compares with, and the source of copies",
                            "s3:GetObject",
                            "s3:HeadObject",
                            "s3:CopyObject",
                            "s3:UploadPartCopy")),
            on(
                    "ReadSites",
                    SITE,
                    READ,
                    About.LIVE,
                    at(
                            "s3:GetObject",
                            "HEADs of headers that a listing does not show; diagnosis",
                            "s3:GetObject",
                            "s3:HeadObject")),
            on(
                    "ReadTagsOfBuilds",
                    SITE,
                    WRITE,
                    About.BUILDS,
                    at("s3:GetObjectTagging", "where build objects have tags: S3 copies them too", "s3:CopyObject")),
            on(
                    "WriteSites",
                    SITE,
                    WRITE,
                    About.LIVE,
                    at(
                            "s3:PutObject",
                            "copies, also those in parts",
                            "s3:CopyObject",
                            "s3:CreateMultipartUpload",
                            "s3:UploadPartCopy",
                            "s3:CompleteMultipartUpload"),
                    at("s3:PutObjectTagging", "their tags", "s3:CopyObject"),
                    to("s3:AbortMultipartUpload", "a copy in parts that failed"),
                    at("s3:DeleteObject", "pruning", "s3:DeleteObjects")),
            on(
                    "LookAtDistributions",
                    SITE,
                    READ,
                    About.DISTRIBUTIONS,
                    to("cloudfront:GetDistributionConfig", "whether its origin is the live place; diagnosis"),
                    to("cloudfront:GetInvalidation", "following an invalidation to its end; diagnosis")),
            on(
                    "Invalidate",
                    SITE,
                    WRITE,
                    About.DISTRIBUTIONS,
                    to("cloudfront:CreateInvalidation", "the invalidation")));

    private static final List<Grant> AROUND = List.of(
            everywhere(
                    "LookAtTargets",
                    CHECKS,
                    READ,
                    About.SERVICES,
                    to("elasticloadbalancing:DescribeTargetGroups", "`targetHealth`; readiness; diagnosis"),
                    to("elasticloadbalancing:DescribeTargetHealth", "`targetHealth`; diagnosis")),
            everywhere(
                    "CheckAlarms",
                    CHECKS,
                    READ,
                    About.ALARMS,
                    to(
                            "cloudwatch:DescribeAlarms",
                            "`alarm`. On `*`: AWS leaves composite alarms out of the answer otherwise")),
            on(
                    "ImagesThere",
                    READINESS,
                    READ,
                    About.REPOSITORIES,
                    to(
                            "ecr:DescribeImages",
                            "which digests the tags stand for; whether they are still there. Without it they are not known")),
            on(
                    "SecretsThere",
                    READINESS,
                    READ,
                    About.TASK_SECRETS,
                    to("secretsmanager:DescribeSecret", "whether the tasks' secrets are there. No value is read")),
            everywhere(
                    "ParametersThere",
                    READINESS,
                    READ,
                    About.SERVICES,
                    to("ssm:DescribeParameters", "whether their parameters are. No value is read")),
            on("RolesThere", READINESS, READ, About.TASK_ROLES, to("iam:GetRole", "whether their roles are")),
            on(
                    "DiagnoseLogs",
                    DIAGNOSIS,
                    READ,
                    About.LOG_STREAMS,
                    to("logs:GetLogEvents", "the last lines of new tasks")),
            everywhere(
                    "DiagnoseNetwork",
                    DIAGNOSIS,
                    READ,
                    About.SERVICES,
                    to("elasticloadbalancing:DescribeLoadBalancers", "whether traffic reaches the tasks"),
                    to("ec2:DescribeSecurityGroups", "whether traffic reaches the tasks"),
                    to("ec2:DescribeSubnets", "whether traffic reaches the tasks")),
            on("Announce", ANNOUNCE, TELL, About.TOPICS, to("sns:Publish", "the topics that targets announce to")));

    static final List<Grant> ALL =
            Stream.of(SERVICES, SITES, AROUND).flatMap(List::stream).toList();

    private TargetGrants() {}
}
