package dev.belay.localcloud.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.HttpFront;
import dev.belay.localcloud.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.CloudFrontException;
import software.amazon.awssdk.services.cloudfront.model.CreateInvalidationResponse;
import software.amazon.awssdk.services.cloudfront.model.DistributionConfig;
import software.amazon.awssdk.services.cloudfront.model.GetDistributionConfigResponse;
import software.amazon.awssdk.services.cloudfront.model.InvalidIfMatchVersionException;
import software.amazon.awssdk.services.cloudfront.model.InvalidationSummary;
import software.amazon.awssdk.services.cloudfront.model.NoSuchDistributionException;
import software.amazon.awssdk.services.cloudfront.model.NoSuchInvalidationException;
import software.amazon.awssdk.services.cloudfront.model.PreconditionFailedException;
import software.amazon.awssdk.services.cloudfront.model.TooManyInvalidationsInProgressException;

/** The real SDK client against the simulator, over HTTP. */
class CloudFrontSimulatorTest {
    private static final String SITE = "E2EXAMPLE";

    private final VirtualClock clock = new VirtualClock();
    private final CloudFrontSimulator cloudFront = new CloudFrontSimulator(clock, 1);
    private final HttpFront service =
            new HttpFront(0, r -> Optional.of(cloudFront.handle(r.by("us-east-1", "123456789012"))));
    private final CloudFrontClient client = CloudFrontClient.builder()
            .endpointOverride(service.address())
            .region(Region.AWS_GLOBAL)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .overrideConfiguration(ClientOverrideConfiguration.builder()
                    .retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .build())
            .build();

    @BeforeEach
    void one_distribution() {
        cloudFront.seedDistribution(SITE, "shop-frontend", "/live");
    }

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    @Test
    void a_seeded_distribution_is_deployed_with_its_bucket_as_origin() {
        var distribution = client.getDistribution(r -> r.id(SITE)).distribution();
        var origin = distribution.distributionConfig().origins().items().getFirst();
        assertThat(distribution.status()).isEqualTo("Deployed");
        assertThat(distribution.arn()).isEqualTo("arn:aws:cloudfront::123456789012:distribution/" + SITE);
        assertThat(origin.domainName()).isEqualTo("shop-frontend.s3.eu-north-1.amazonaws.com");
        assertThat(origin.originPath()).isEqualTo("/live");
        assertThat(distribution.distributionConfig().defaultRootObject()).isEqualTo("index.html");
    }

    @Test
    void an_unknown_distribution_is_no_such_distribution() {
        assertThatThrownBy(() -> client.getDistribution(r -> r.id("E404")))
                .isInstanceOf(NoSuchDistributionException.class)
                .hasMessageContaining("The specified distribution does not exist.");
        assertThatThrownBy(() -> invalidate("E404", "ref", "/*")).isInstanceOf(NoSuchDistributionException.class);
    }

    @Test
    void an_update_with_the_etag_changes_the_configuration_and_the_etag() {
        GetDistributionConfigResponse before = client.getDistributionConfig(r -> r.id(SITE));
        var updated = update(before.distributionConfig(), before.eTag(), "/next");
        assertThat(updated.distribution().status()).isEqualTo("InProgress");
        assertThat(updated.eTag()).isNotEqualTo(before.eTag());
        GetDistributionConfigResponse after = client.getDistributionConfig(r -> r.id(SITE));
        assertThat(after.eTag()).isEqualTo(updated.eTag());
        assertThat(after.distributionConfig().origins().items().getFirst().originPath())
                .isEqualTo("/next");
    }

    @Test
    void an_update_is_deployed_after_a_while() {
        GetDistributionConfigResponse before = client.getDistributionConfig(r -> r.id(SITE));
        update(before.distributionConfig(), before.eTag(), "/next");
        clock.advance(Duration.ofSeconds(60));
        assertThat(client.getDistribution(r -> r.id(SITE)).distribution().status())
                .isEqualTo("Deployed");
    }

    @Test
    void an_update_with_an_earlier_etag_fails_its_precondition() {
        GetDistributionConfigResponse before = client.getDistributionConfig(r -> r.id(SITE));
        update(before.distributionConfig(), before.eTag(), "/next");
        assertThatThrownBy(() -> update(before.distributionConfig(), before.eTag(), "/other"))
                .isInstanceOf(PreconditionFailedException.class);
    }

    @Test
    void an_update_without_etag_or_with_a_wrong_one_is_an_invalid_version() {
        var config = client.getDistributionConfig(r -> r.id(SITE)).distributionConfig();
        assertThatThrownBy(() -> client.updateDistribution(r -> r.id(SITE).distributionConfig(config)))
                .isInstanceOf(InvalidIfMatchVersionException.class);
        assertThatThrownBy(() -> update(config, "ENEVERISSUED", "/next"))
                .isInstanceOf(InvalidIfMatchVersionException.class);
    }

    @Test
    void an_update_to_an_origin_that_is_not_there_is_refused() {
        GetDistributionConfigResponse before = client.getDistributionConfig(r -> r.id(SITE));
        DistributionConfig wrong = before.distributionConfig().toBuilder()
                .defaultCacheBehavior(b -> b.targetOriginId("elsewhere").viewerProtocolPolicy("allow-all"))
                .build();
        refused(() -> client.updateDistribution(
                        r -> r.id(SITE).ifMatch(before.eTag()).distributionConfig(wrong)))
                .hasMessageContaining("One or more of your origins");
    }

    @Test
    void a_distribution_is_created_once_for_a_caller_reference() {
        DistributionConfig config = client.getDistributionConfig(r -> r.id(SITE)).distributionConfig().toBuilder()
                .callerReference("mine")
                .build();
        String id = client.createDistribution(r -> r.distributionConfig(config))
                .distribution()
                .id();
        assertThat(client.createDistribution(r -> r.distributionConfig(config))
                        .distribution()
                        .id())
                .isEqualTo(id);
        DistributionConfig other = config.toBuilder().comment("other").build();
        assertThat(code(() -> client.createDistribution(r -> r.distributionConfig(other))))
                .isEqualTo("DistributionAlreadyExists");
    }

    @Test
    void distributions_are_listed_in_pages() {
        cloudFront.seedDistribution("E3", "docs", "");
        cloudFront.seedDistribution("E1", "blog", "");
        var first = client.listDistributions(r -> r.maxItems("2")).distributionList();
        assertThat(first.isTruncated()).isTrue();
        assertThat(first.quantity()).isEqualTo(2);
        var second = client.listDistributions(r -> r.maxItems("2").marker(first.nextMarker()))
                .distributionList();
        assertThat(second.isTruncated()).isFalse();
        assertThat(second.items())
                .singleElement()
                .satisfies(d -> assertThat(d.id()).isEqualTo("E3"));
    }

    @Test
    void an_invalidation_is_in_progress_and_completes_after_a_while() {
        CreateInvalidationResponse created = invalidate(SITE, "rollout-1", "/*");
        assertThat(created.invalidation().status()).isEqualTo("InProgress");
        assertThat(created.location())
                .endsWith("/invalidation/" + created.invalidation().id());
        assertThat(client.getDistribution(r -> r.id(SITE)).distribution().inProgressInvalidationBatches())
                .isEqualTo(1);
        clock.advance(Duration.ofSeconds(20));
        assertThat(status(created)).isEqualTo("Completed");
        assertThat(client.getDistribution(r -> r.id(SITE)).distribution().inProgressInvalidationBatches())
                .isZero();
    }

    @Test
    void the_same_caller_reference_and_paths_give_the_existing_invalidation() {
        String first = invalidate(SITE, "rollout-1", "/index.html", "/a/*")
                .invalidation()
                .id();
        clock.advance(Duration.ofMinutes(1));
        CreateInvalidationResponse again = invalidate(SITE, "rollout-1", "/index.html", "/a/*");
        assertThat(again.invalidation().id()).isEqualTo(first);
        assertThat(again.invalidation().status()).isEqualTo("Completed");
        assertThat(cloudFront.invalidations(SITE)).hasSize(1);
    }

    @Test
    void the_same_caller_reference_with_other_paths_is_refused() {
        invalidate(SITE, "rollout-1", "/*");
        assertThat(code(() -> invalidate(SITE, "rollout-1", "/index.html")))
                .isEqualTo("InvalidationBatchAlreadyExists");
    }

    @Test
    void more_than_fifteen_wildcards_in_progress_are_too_many() {
        for (int i = 0; i < 15; i++) {
            invalidate(SITE, "rollout-" + i, "/" + i + "/*");
        }
        assertThatThrownBy(() -> invalidate(SITE, "one-more", "/*"))
                .isInstanceOf(TooManyInvalidationsInProgressException.class);
        clock.advance(Duration.ofSeconds(20));
        assertThat(invalidate(SITE, "one-more", "/*").invalidation().status()).isEqualTo("InProgress");
    }

    @Test
    void more_than_three_thousand_files_in_progress_are_too_many() {
        invalidate(SITE, "many", paths(3_000));
        assertThatThrownBy(() -> invalidate(SITE, "one-more", "/index.html"))
                .isInstanceOf(TooManyInvalidationsInProgressException.class);
    }

    @Test
    void a_path_must_start_with_a_slash_and_have_its_wildcard_at_the_end() {
        for (String path : List.of("index.html", "/a/*/b", "/with space", "/ä")) {
            assertThat(code(() -> invalidate(SITE, "ref", path))).as(path).isEqualTo("InvalidArgument");
        }
    }

    @Test
    void a_quantity_that_disagrees_with_the_items_is_refused() {
        assertThat(code(() -> client.createInvalidation(r -> r.distributionId(SITE)
                        .invalidationBatch(b -> b.callerReference("ref")
                                .paths(p -> p.quantity(2).items("/*"))))))
                .isEqualTo("InconsistentQuantities");
    }

    @Test
    void an_unknown_invalidation_is_no_such_invalidation() {
        assertThatThrownBy(
                        () -> client.getInvalidation(r -> r.distributionId(SITE).id("I404")))
                .isInstanceOf(NoSuchInvalidationException.class);
    }

    @Test
    void invalidations_are_listed_in_pages_newest_first() {
        List<String> made = IntStream.range(0, 5)
                .mapToObj(i -> invalidate(SITE, "ref-" + i, "/*").invalidation().id())
                .toList();
        var first = client.listInvalidations(r -> r.distributionId(SITE).maxItems("3"))
                .invalidationList();
        assertThat(first.isTruncated()).isTrue();
        var second = client.listInvalidations(
                        r -> r.distributionId(SITE).maxItems("3").marker(first.nextMarker()))
                .invalidationList();
        assertThat(second.isTruncated()).isFalse();
        List<InvalidationSummary> all = new java.util.ArrayList<>(first.items());
        all.addAll(second.items());
        assertThat(all).extracting(InvalidationSummary::id).isEqualTo(made.reversed());
    }

    @Test
    void a_held_distribution_completes_no_invalidation_until_it_is_released() {
        cloudFront.hold(SITE);
        CreateInvalidationResponse stuck = invalidate(SITE, "rollout-1", "/*");
        clock.advance(Duration.ofHours(1));
        assertThat(status(stuck)).isEqualTo("InProgress");
        cloudFront.release(SITE);
        assertThat(status(stuck)).isEqualTo("Completed");
    }

    @Test
    void a_call_that_is_not_simulated_is_a_clear_error() {
        refused(() -> client.listFunctions(r -> {}))
                .hasMessageContaining("The local cloud does not simulate this CloudFront call");
    }

    private CreateInvalidationResponse invalidate(String distribution, String reference, String... paths) {
        return client.createInvalidation(r -> r.distributionId(distribution)
                .invalidationBatch(b -> b.callerReference(reference)
                        .paths(p -> p.quantity(paths.length).items(paths))));
    }

    private String status(CreateInvalidationResponse created) {
        return client.getInvalidation(
                        r -> r.distributionId(SITE).id(created.invalidation().id()))
                .invalidation()
                .status();
    }

    private software.amazon.awssdk.services.cloudfront.model.UpdateDistributionResponse update(
            DistributionConfig config, String etag, String originPath) {
        var origin = config.origins().items().getFirst().toBuilder()
                .originPath(originPath)
                .build();
        return client.updateDistribution(r -> r.id(SITE)
                .ifMatch(etag)
                .distributionConfig(config.toBuilder()
                        .origins(o -> o.quantity(1).items(origin))
                        .build()));
    }

    private static String[] paths(int count) {
        return IntStream.range(0, count).mapToObj(i -> "/a/" + i + ".js").toArray(String[]::new);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(CloudFrontException.class);
    }

    private static String code(ThrowingCallable call) {
        try {
            call.call();
        } catch (CloudFrontException e) {
            return e.awsErrorDetails().errorCode();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        return "none";
    }
}
