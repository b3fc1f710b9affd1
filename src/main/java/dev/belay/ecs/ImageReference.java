package dev.belay.ecs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image as a container names it, taken apart.
 *
 * @param text as it stands in the task definition
 * @param repository where it lies in ECR; null: another registry, of which Belay asks nothing
 * @param tag {@code latest} where neither tag nor digest is named; null: a digest alone is
 * @param digest {@code sha256:…}, where it is named; it decides, whatever the tag
 */
record ImageReference(
        String text,
        ImageRegistry.@Nullable Repository repository,
        @Nullable String tag,
        @Nullable String digest) {
    private static final Pattern PARTS =
            Pattern.compile("(?<name>[^@]+?)(?::(?<tag>[^:/@]+))?(?:@(?<digest>sha256:[0-9a-fA-F]{64}))?");

    /** FIPS and dual-stack endpoints and the partition of China included. */
    private static final Pattern ECR = Pattern.compile(
            "(?<account>\\d{12})\\.dkr[.-]ecr(-fips)?\\.(?<region>[a-z0-9-]+)\\.(amazonaws\\.com(\\.cn)?|on\\.aws)/(?<repository>.+)");

    static ImageReference parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return new ImageReference(text, null, null, null);
        }
        String tag = parts.group("tag");
        String digest = parts.group("digest");
        return new ImageReference(
                text, repository(parts.group("name")), tag == null && digest == null ? "latest" : tag, digest);
    }

    private static ImageRegistry.@Nullable Repository repository(String name) {
        Matcher ecr = ECR.matcher(name);
        return ecr.matches()
                ? new ImageRegistry.Repository(ecr.group("account"), ecr.group("region"), ecr.group("repository"))
                : null;
    }
}
