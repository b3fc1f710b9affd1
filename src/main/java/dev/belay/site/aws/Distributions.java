package dev.belay.site.aws;

import dev.belay.aws.Failures;
import dev.belay.model.AwsScope;
import dev.belay.site.SiteApi;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.CacheBehavior;
import software.amazon.awssdk.services.cloudfront.model.DistributionConfig;
import software.amazon.awssdk.services.cloudfront.model.Invalidation;
import software.amazon.awssdk.services.cloudfront.model.NoSuchInvalidationException;
import software.amazon.awssdk.services.cloudfront.model.OriginGroup;
import software.amazon.awssdk.services.cloudfront.model.OriginGroupMember;

/** CloudFront's side of the port. */
final class Distributions {
    private final Function<AwsScope, CloudFrontClient> cloudFront;

    Distributions(Function<AwsScope, CloudFrontClient> cloudFront) {
        this.cloudFront = cloudFront;
    }

    List<SiteApi.Origin> origins(AwsScope scope, String distribution) {
        var config = Failures.translating(
                "cloudfront GetDistributionConfig " + distribution,
                () -> cloudFront
                        .apply(scope)
                        .getDistributionConfig(request -> request.id(distribution))
                        .distributionConfig());
        var origins = new ArrayList<SiteApi.Origin>();
        for (String id : targets(config)) {
            config.origins().items().stream()
                    .filter(origin -> origin.id().equals(id))
                    .map(origin -> new SiteApi.Origin(origin.domainName(), pathOf(origin.originPath())))
                    .forEach(origins::add);
        }
        return origins;
    }

    /** Ids of the origins that behaviours fetch from, the default behaviour's first, groups resolved to their members. */
    private static SequencedSet<String> targets(DistributionConfig config) {
        var behaviours = config.cacheBehaviors() == null
                ? Stream.<String>empty()
                : config.cacheBehaviors().items().stream().map(CacheBehavior::targetOriginId);
        var ids = new LinkedHashSet<String>();
        Stream.concat(Stream.of(config.defaultCacheBehavior().targetOriginId()), behaviours)
                .flatMap(id -> Stream.concat(Stream.of(id), members(config, id)))
                .forEach(ids::add);
        return ids;
    }

    private static Stream<String> members(DistributionConfig config, String group) {
        return config.originGroups() == null
                ? Stream.empty()
                : config.originGroups().items().stream()
                        .filter(one -> one.id().equals(group))
                        .map(OriginGroup::members)
                        .flatMap(members -> members.items().stream())
                        .map(OriginGroupMember::originId);
    }

    private static String pathOf(@Nullable String originPath) {
        return originPath == null ? "" : originPath;
    }

    SiteApi.InvalidationStatus createInvalidation(
            AwsScope scope, String distribution, String callerReference, List<String> paths) {
        return Failures.translating(
                "cloudfront CreateInvalidation " + distribution,
                () -> status(cloudFront
                        .apply(scope)
                        .createInvalidation(request -> request.distributionId(distribution)
                                .invalidationBatch(batch -> batch.callerReference(callerReference)
                                        .paths(all -> all.quantity(paths.size()).items(paths))))
                        .invalidation()));
    }

    SiteApi.@Nullable InvalidationStatus invalidation(AwsScope scope, String distribution, String id) {
        return Failures.translating("cloudfront GetInvalidation " + distribution + " " + id, () -> {
            try {
                return status(cloudFront
                        .apply(scope)
                        .getInvalidation(
                                request -> request.distributionId(distribution).id(id))
                        .invalidation());
            } catch (NoSuchInvalidationException e) {
                return null;
            }
        });
    }

    /** Some servers answer in capitals. */
    private static SiteApi.InvalidationStatus status(Invalidation invalidation) {
        return new SiteApi.InvalidationStatus(invalidation.id(), "Completed".equalsIgnoreCase(invalidation.status()));
    }
}
