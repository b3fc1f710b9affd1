package dev.belay.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ECS's words, as its developer guide, re:Post and the local cloud have them. */
class AwsWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/library/shop:9: docker.io/library/shop:9: not found | IMAGE_MISSING
            CannotPullContainerError: Error response from daemon: manifest for 1.dkr.ecr.eu-north-1.amazonaws.com/shop:9 not found: manifest unknown: Requested image not found | IMAGE_MISSING
            CannotPullContainerError: Error response from daemon: pull access denied for shop, repository does not exist or may require 'docker login': denied: requested access to the resource is denied | PULL_REFUSED
            CannotPullContainerError: inspect image has been retried 1 time(s): failed to resolve ref "docker.io/library/shop:9": unexpected status code [manifests 9]: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. | PULL_REFUSED
            CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 1.dkr.ecr.eu-north-1.amazonaws.com/timeout-service:1: 1.dkr.ecr.eu-north-1.amazonaws.com/timeout-service:1: not found | IMAGE_MISSING
            CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://prod-eu-north-1-starport-layer-bucket.s3.eu-north-1.amazonaws.com/x": dial tcp 52.95.170.1:443: i/o timeout | REGISTRY_UNREACHABLE
            CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64' | WRONG_ARCHITECTURE
            ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post "https://api.ecr.eu-north-1.amazonaws.com/": dial tcp 10.0.1.2:443: i/o timeout | REGISTRY_UNREACHABLE
            ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to get registry auth from ecr: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::1:assumed-role/x/y is not authorized to perform: ecr:GetAuthorizationToken on resource: * | PULL_REFUSED
            ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-north-1:1:secret:db-AbCdEf from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret. | SECRET_MISSING
            ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-north-1:1:secret:db-AbCdEf from secrets manager: AccessDeniedException: User is not authorized to perform: secretsmanager:GetSecretValue | SECRET_REFUSED
            ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key password | SECRET_MISSING
            ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret x from secrets manager: InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion. | SECRET_MISSING
            ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid parameters: /shop/currency | SECRET_MISSING
            ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 5 time(s): RequestCanceled: request context canceled caused by: context deadline exceeded | SECRETS_UNREACHABLE
            ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1 | LOG_GROUP_MISSING
            (service shop-api) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::1:role/x' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions.). | ROLE_MISSING
            (service shop-api) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 1) has insufficient memory available. | NO_CAPACITY
            (service shop-api) was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently. | NO_CAPACITY
            Timeout waiting for network interface provisioning to complete. | NO_CAPACITY
            (service shop-api) operations are being throttled on elb. Will try again later. | THROTTLED
            Task failed container health checks | UNHEALTHY
            CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: exec: "run": executable file not found in $PATH: unknown | CANNOT_START
            ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes | CANNOT_START
            Essential container in task exited |
            Scaling activity initiated by (deployment ecs-svc/1) |
            (service shop-api) has started 2 tasks: (task 1) (task 2). |
            (service shop-api) registered 1 targets in (target-group arn:aws:elasticloadbalancing:eu-north-1:1:targetgroup/capacity/1) |
            (service insufficient-capacity) has reached a steady state. |
            """)
    void words_are_understood(String words, @Nullable Trouble trouble) {
        assertThat(AwsWords.trouble(words)).isEqualTo(trouble);
    }
}
