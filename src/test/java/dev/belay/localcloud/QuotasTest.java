package dev.belay.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.EcsClient;

class QuotasTest {
    private static final Scope HERE = new Scope("000000000000", "eu-north-1");
    private final VirtualClock clock = new VirtualClock();
    private final Quotas quotas = new Quotas(clock, true);

    private long passing(int calls, BooleanSupplier refused) {
        return IntStream.range(0, calls).filter(i -> !refused.getAsBoolean()).count();
    }

    @Test
    void a_burst_goes_through_and_then_so_many_a_second() {
        assertThat(passing(60, () -> quotas.refuses("ecs", "UpdateService", HERE)))
                .isEqualTo(50);
        for (int second = 0; second < 20; second++) {
            clock.advanceSeconds(1);
            assertThat(passing(10, () -> quotas.refuses("ecs", "UpdateService", HERE)))
                    .isEqualTo(5);
        }
        assertThat(quotas.throttles()).containsExactlyEntriesOf(java.util.Map.of("UpdateService", 110));
    }

    @Test
    void what_is_not_used_is_saved_up_to_the_burst_and_no_further() {
        passing(50, () -> quotas.refuses("ecs", "UpdateService", HERE));
        clock.advanceSeconds(3600);
        assertThat(passing(100, () -> quotas.refuses("ecs", "UpdateService", HERE)))
                .isEqualTo(50);
    }

    @Test
    void reads_of_services_share_one_quota() {
        assertThat(passing(80, () -> quotas.refuses("ecs", "DescribeServices", HERE)))
                .isEqualTo(80);
        assertThat(passing(80, () -> quotas.refuses("ecs", "ListServices", HERE)))
                .isEqualTo(20);
    }

    @Test
    void each_account_and_each_region_has_its_own() {
        passing(50, () -> quotas.refuses("ecs", "UpdateService", HERE));
        assertThat(quotas.refuses("ecs", "UpdateService", HERE)).isTrue();
        assertThat(quotas.refuses("ecs", "UpdateService", new Scope("000000000000", "eu-west-1")))
                .isFalse();
        assertThat(quotas.refuses("ecs", "UpdateService", new Scope("111111111111", "eu-north-1")))
                .isFalse();
        assertThat(quotas.refuses("ecs", "DescribeServices", HERE)).isFalse();
    }

    @Test
    void what_has_no_known_quota_is_never_refused() {
        assertThat(passing(1000, () -> quotas.refuses("s3", "GetObject", HERE))).isEqualTo(1000);
        assertThat(passing(1000, () -> quotas.refuses("ecs", "ListClusters", HERE)))
                .isEqualTo(1000);
    }

    @Test
    void a_cloud_that_was_asked_to_throttles_as_aws_does() {
        try (LocalCloud cloud = LocalCloud.start(
                        LocalCloud.Options.defaults().clock(clock).quotas());
                EcsClient ecs = Aws.pointed(EcsClient.builder(), cloud.endpoint())
                        .overrideConfiguration(c -> c.retryStrategy(b -> b.maxAttempts(1)))
                        .build()) {
            ecs.createCluster(request -> request.clusterName("shop"));
            passing(50, () -> ecs.listTaskDefinitions().hasTaskDefinitionArns());
            assertThatThrownBy(ecs::listTaskDefinitions).isInstanceOfSatisfying(AwsServiceException.class, e -> {
                assertThat(e.isThrottlingException()).isTrue();
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
            });
            assertThat(cloud.quotas().throttles()).containsOnlyKeys("ListTaskDefinitions");
        }
    }

    @Test
    void a_cloud_that_was_not_asked_to_throttles_nobody() {
        assertThat(passing(1000, () -> new Quotas(clock, false).refuses("ecs", "UpdateService", HERE)))
                .isEqualTo(1000);
    }
}
