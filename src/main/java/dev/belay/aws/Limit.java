package dev.belay.aws;

import org.jspecify.annotations.Nullable;

/**
 * The limits of AWS's APIs that Belay could meet, an account and region each: so many requests at once, and so many a
 * second in the long run. ECS: <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html">
 * request throttling</a>. CloudFront publishes none, and says {@code Rate exceeded} after a handful of invalidations
 * (aws-sdk-js #3983); its figures here are careful ones of our own. S3 and DynamoDB are far from theirs.
 */
enum Limit {
    ECS_SERVICE_READS(100, 20),
    ECS_SERVICE_WRITES(50, 5),
    ECS_DEFINITION_READS(50, 20),
    ECS_DEFINITION_WRITES(20, 1),
    ECS_TASK_READS(100, 20),
    ECS_DEPLOYMENTS(50, 20),
    ECS_REVISIONS(50, 20),
    CLOUDFRONT_INVALIDATIONS(5, 1),
    CLOUDFRONT_READS(20, 5);

    private final int burst;
    private final int sustained;

    Limit(int burst, int sustained) {
        this.burst = burst;
        this.sustained = sustained;
    }

    int burst() {
        return burst;
    }

    /** Requests a second. */
    int sustained() {
        return sustained;
    }

    /** How many requests one who waited for a turn makes then: finding a revision takes a listing and a look, finding all tasks two listings and a look. */
    int turn() {
        return switch (this) {
            case ECS_DEFINITION_READS -> 2;
            case ECS_TASK_READS -> 3;
            default -> 1;
        };
    }

    boolean global() {
        return this == CLOUDFRONT_INVALIDATIONS || this == CLOUDFRONT_READS;
    }

    static @Nullable Limit of(String service, String operation) {
        return switch (service) {
            case "ecs" -> ecs(operation);
            case "cloudfront" -> operation.equals("CreateInvalidation") ? CLOUDFRONT_INVALIDATIONS : CLOUDFRONT_READS;
            default -> null;
        };
    }

    private static @Nullable Limit ecs(String operation) {
        return switch (operation) {
            case "DescribeServices", "ListServices" -> ECS_SERVICE_READS;
            case "UpdateService", "CreateService", "DeleteService" -> ECS_SERVICE_WRITES;
            case "DescribeTaskDefinition", "ListTaskDefinitions" -> ECS_DEFINITION_READS;
            case "RegisterTaskDefinition", "DeregisterTaskDefinition" -> ECS_DEFINITION_WRITES;
            case "ListTasks", "DescribeTasks" -> ECS_TASK_READS;
            case "ListServiceDeployments", "DescribeServiceDeployments" -> ECS_DEPLOYMENTS;
            case "DescribeServiceRevisions" -> ECS_REVISIONS;
            default -> null;
        };
    }
}
