package dev.belay.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a component lives in AWS and as whom it is reached.
 *
 * @param region null: the SDK's own chain decides
 * @param assumeRole ARN of a role to assume, null: the daemon's own credentials
 * @param externalId sent with the assumption, null: none
 */
public record AwsScope(
        @Nullable String region,
        @Nullable String assumeRole,
        @Nullable String externalId) {
    /** The daemon's own credentials and region. */
    public static final AwsScope DEFAULT = new AwsScope(null, null, null);

    /** This scope with what it leaves open taken from another. */
    public AwsScope or(AwsScope other) {
        return new AwsScope(
                region != null ? region : other.region,
                assumeRole != null ? assumeRole : other.assumeRole,
                externalId != null ? externalId : other.externalId);
    }

    @Override
    public String toString() {
        return (region == null ? "default" : region) + (assumeRole == null ? "" : " as " + assumeRole);
    }
}
