package dev.belay.aws;

import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The SDK's clients, one for each role, region and service, made when first asked for and kept until {@link #close}.
 *
 * <p>A call is tried at most twice, and a call of ECS that writes once: whether it took effect is found out, not
 * guessed, and backing off is the queue's. Every attempt is told to the listener. Clients belong to this factory:
 * nobody else closes them.
 */
public final class AwsClients implements AutoCloseable {
    /** Of the sessions in roles, and before the SDK's own name in each request: by both, CloudTrail tells who it was. */
    private static final String NAME = "belay";

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** For requests that were given a longer timeout of their own, such as copies and long polls: a line that is silent for this long is dead. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private record Key(
            String service,
            Region region,
            @Nullable String role,
            @Nullable String externalId) {}

    private record Role(StsClient sts, StsAssumeRoleCredentialsProvider credentials) {}

    private final AwsAccess access;
    private final CallCounter counter;
    private final ConcurrentMap<Key, SdkAutoCloseable> clients = new ConcurrentHashMap<>();
    private final ConcurrentMap<Key, Role> roles = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, SdkHttpClient> connections = new ConcurrentHashMap<>();
    private volatile @Nullable Region ownRegion;

    /**
     * A factory that has no clients yet.
     *
     * @param clock measures how long calls take
     */
    public AwsClients(AwsAccess access, InstantSource clock, CallListener listener) {
        this.access = access;
        this.counter = new CallCounter(clock, listener);
        this.ownRegion = access.region();
    }

    /**
     * S3 in the scope's region; addressed by path wherever an endpoint is set.
     *
     * @throws FailureException {@link Failure.Invalid} when neither the scope nor the environment names a region
     */
    public S3Client s3(AwsScope scope) {
        var key = key("s3", scope, region(scope));
        return client(
                S3Client.class,
                key,
                () -> build(S3Client.builder().endpointProvider(byPathAtAnEndpoint()), key, twice())
                        .build());
    }

    /** DynamoDB in the scope's region. Throws as {@link #s3} does. */
    public DynamoDbClient dynamoDb(AwsScope scope) {
        var key = key("dynamodb", scope, region(scope));
        return client(
                DynamoDbClient.class,
                key,
                () -> build(DynamoDbClient.builder(), key, twice()).build());
    }

    /** ECS in the scope's region; what writes is never tried twice. Throws as {@link #s3} does. */
    public EcsClient ecs(AwsScope scope) {
        var key = key("ecs", scope, region(scope));
        return client(
                EcsClient.class,
                key,
                () -> EcsTries.of(
                        build(EcsClient.builder(), key, twice()).build(),
                        build(EcsClient.builder(), key, once()).build()));
    }

    /** CloudFront, which is global and needs no region. */
    public CloudFrontClient cloudFront(AwsScope scope) {
        var key = key("cloudfront", scope, Region.AWS_GLOBAL);
        return client(
                CloudFrontClient.class,
                key,
                () -> build(CloudFrontClient.builder(), key, twice()).build());
    }

    /** CloudWatch in the scope's region. Throws as {@link #s3} does. */
    public CloudWatchClient cloudWatch(AwsScope scope) {
        var key = key("cloudwatch", scope, region(scope));
        return client(
                CloudWatchClient.class,
                key,
                () -> build(CloudWatchClient.builder(), key, twice()).build());
    }

    /** CloudWatch Logs in the scope's region. Throws as {@link #s3} does. */
    public CloudWatchLogsClient logs(AwsScope scope) {
        var key = key("logs", scope, region(scope));
        return client(
                CloudWatchLogsClient.class,
                key,
                () -> build(CloudWatchLogsClient.builder(), key, twice()).build());
    }

    /** ECR in the scope's region. Throws as {@link #s3} does. */
    public EcrClient ecr(AwsScope scope) {
        var key = key("ecr", scope, region(scope));
        return client(
                EcrClient.class,
                key,
                () -> build(EcrClient.builder(), key, twice()).build());
    }

    /** Elastic Load Balancing in the scope's region. Throws as {@link #s3} does. */
    public ElasticLoadBalancingV2Client loadBalancing(AwsScope scope) {
        var key = key("elasticloadbalancing", scope, region(scope));
        return client(
                ElasticLoadBalancingV2Client.class,
                key,
                () -> build(ElasticLoadBalancingV2Client.builder(), key, twice())
                        .build());
    }

    /** EC2 in the scope's region. Throws as {@link #s3} does. */
    public Ec2Client ec2(AwsScope scope) {
        var key = key("ec2", scope, region(scope));
        return client(
                Ec2Client.class,
                key,
                () -> build(Ec2Client.builder(), key, twice()).build());
    }

    /** Secrets Manager in the scope's region. Throws as {@link #s3} does. */
    public SecretsManagerClient secretsManager(AwsScope scope) {
        var key = key("secretsmanager", scope, region(scope));
        return client(
                SecretsManagerClient.class,
                key,
                () -> build(SecretsManagerClient.builder(), key, twice()).build());
    }

    /** Systems Manager's parameters in the scope's region. Throws as {@link #s3} does. */
    public SsmClient ssm(AwsScope scope) {
        var key = key("ssm", scope, region(scope));
        return client(
                SsmClient.class,
                key,
                () -> build(SsmClient.builder(), key, twice()).build());
    }

    /** SNS in the scope's region. Throws as {@link #s3} does. */
    public SnsClient sns(AwsScope scope) {
        var key = key("sns", scope, region(scope));
        return client(
                SnsClient.class,
                key,
                () -> build(SnsClient.builder(), key, twice()).build());
    }

    /** SQS in the scope's region. Throws as {@link #s3} does. */
    public SqsClient sqs(AwsScope scope) {
        var key = key("sqs", scope, region(scope));
        return client(
                SqsClient.class,
                key,
                () -> build(SqsClient.builder(), key, twice()).build());
    }

    /** IAM, which is global and needs no region. */
    public IamClient iam(AwsScope scope) {
        var key = key("iam", scope, Region.AWS_GLOBAL);
        return client(
                IamClient.class,
                key,
                () -> build(IamClient.builder(), key, twice()).build());
    }

    /** Closes every client that was made. Calls in flight fail. */
    @Override
    public void close() {
        clients.values().forEach(SdkAutoCloseable::close);
        roles.values().forEach(role -> {
            role.credentials().close();
            role.sts().close();
        });
        connections.values().forEach(SdkHttpClient::close);
    }

    private static Key key(String service, AwsScope scope, Region region) {
        return new Key(service, region, scope.assumeRole(), scope.externalId());
    }

    private <C extends SdkAutoCloseable> C client(Class<C> type, Key key, Supplier<C> made) {
        return type.cast(clients.computeIfAbsent(key, k -> made.get()));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B build(
            B builder, Key key, StandardRetryStrategy retries) {
        builder.region(key.region())
                .credentialsProvider(credentials(key))
                .httpClient(connections.computeIfAbsent(key.service(), service -> connect()))
                .overrideConfiguration(override -> override.retryStrategy(retries)
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, NAME)
                        .apiCallAttemptTimeout(access.attempt())
                        .apiCallTimeout(access.call())
                        .addExecutionInterceptor(counter));
        if (access.endpoint() != null) {
            builder.endpointOverride(access.endpoint());
        }
        return builder;
    }

    private SdkHttpClient connect() {
        return ApacheHttpClient.builder()
                .maxConnections(access.connections())
                .connectionTimeout(CONNECT)
                .connectionAcquisitionTimeout(access.attempt())
                .socketTimeout(SILENCE)
                .tcpKeepAlive(true)
                .build();
    }

    private AwsCredentialsProvider credentials(Key key) {
        if (key.role() == null) {
            return access.credentials();
        }
        var role = new Key("sts", key.region(), key.role(), key.externalId());
        return roles.computeIfAbsent(role, this::role).credentials();
    }

    private Role role(Key key) {
        var own = new Key("sts", key.region(), null, null);
        var sts = build(StsClient.builder(), own, twice()).build();
        var credentials = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request ->
                        request.roleArn(key.role()).externalId(key.externalId()).roleSessionName(NAME))
                .build();
        return new Role(sts, credentials);
    }

    private Region region(AwsScope scope) {
        if (scope.region() != null) {
            return Region.of(scope.region());
        }
        Region own = ownRegion;
        if (own != null) {
            return own;
        }
        try {
            own = DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) {
            throw new FailureException(
                    new Failure.Invalid("no AWS region: set AWS_REGION, or aws.region in the target"), e);
        }
        ownRegion = own;
        return own;
    }

    private static StandardRetryStrategy twice() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(2)
                .build();
    }

    private static StandardRetryStrategy once() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(1)
                .build();
    }

    /** An endpoint is set by the environment, a profile or {@link AwsAccess}; only the SDK knows by which, and tells it here. */
    private static S3EndpointProvider byPathAtAnEndpoint() {
        var rules = S3EndpointProvider.defaultProvider();
        return request -> rules.resolveEndpoint(
                request.endpoint() == null
                        ? request
                        : request.toBuilder().forcePathStyle(true).build());
    }
}
