package dev.belay.localcloud;

import java.net.URI;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;

/** The real SDK clients, pointed at the local cloud. */
public final class Aws {
    private Aws() {}

    /** What somebody other than Belay does to a target group. */
    public static void modifyTargetGroup(URI endpoint, Consumer<ModifyTargetGroupRequest.Builder> request) {
        try (var client =
                pointed(ElasticLoadBalancingV2Client.builder(), endpoint).build()) {
            client.modifyTargetGroup(request);
        }
    }

    /** The SDK's own defaults but for endpoint, region and keys. */
    public static <B extends AwsClientBuilder<B, C>, C> B pointed(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.EU_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }
}
