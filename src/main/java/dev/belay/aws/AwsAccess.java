package dev.belay.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * How AWS is reached.
 *
 * @param endpoint null: the SDK's own variables and profile decide
 * @param region where a scope names none; null: the SDK's own chain decides
 * @param credentials the daemon's own, which assume roles
 * @param attempt how long one attempt of a call may take
 * @param call how long a call may take, its second attempt included. Below the lease's duration: a call begins only
 *     while the rest of the lease is longer than this
 * @param connections at most, to each service
 */
public record AwsAccess(
        @Nullable URI endpoint,
        @Nullable Region region,
        AwsCredentialsProvider credentials,
        Duration attempt,
        Duration call,
        int connections) {
    public static final Duration ATTEMPT = Duration.ofSeconds(5);
    public static final Duration CALL = Duration.ofSeconds(10);
    public static final int CONNECTIONS = 128;

    /** As the SDK's own chains say: environment, profile, pod identity, instance role. */
    public static AwsAccess fromEnvironment() {
        return new AwsAccess(null, null, DefaultCredentialsProvider.builder().build(), ATTEMPT, CALL, CONNECTIONS);
    }

    /** To one endpoint for all services. */
    public static AwsAccess to(URI endpoint, String region, String accessKeyId, String secretAccessKey) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey));
        return new AwsAccess(endpoint, Region.of(region), credentials, ATTEMPT, CALL, CONNECTIONS);
    }

    /** The same with other timeouts. */
    public AwsAccess within(Duration attempt, Duration call) {
        return new AwsAccess(endpoint, region, credentials, attempt, call, connections);
    }
}
