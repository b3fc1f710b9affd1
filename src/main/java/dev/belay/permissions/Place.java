package dev.belay.permissions;

import dev.belay.model.AwsScope;
import org.jspecify.annotations.Nullable;

/**
 * Whose something is, and where, as ARNs say it.
 *
 * @param region {@code *}: not known
 * @param account {@code *}: not known
 */
public record Place(String partition, String region, String account) {
    /** The daemon's own; null: not known. */
    public static Place of(@Nullable String region, @Nullable String account) {
        String where = region == null ? "*" : region;
        return new Place(partition(where), where, account == null ? "*" : account);
    }

    /** Where a component, a check or a receiver says that it is. */
    Place in(AwsScope scope) {
        String where = scope.region() == null ? region : scope.region();
        String role = scope.assumeRole();
        if (role == null) {
            return new Place(scope.region() == null ? partition : partition(where), where, account);
        }
        String[] parts = role.split(":", 6);
        return new Place(parts[1], where, parts[4]);
    }

    String arn(String service, String resource) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }

    /** Of services that know no regions. */
    String globalArn(String service, String resource) {
        return "arn:" + partition + ":" + service + "::" + account + ":" + resource;
    }

    /** Of S3, whose names are anybody's. */
    String s3(String resource) {
        return "arn:" + partition + ":s3:::" + resource;
    }

    private static String partition(String region) {
        return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
