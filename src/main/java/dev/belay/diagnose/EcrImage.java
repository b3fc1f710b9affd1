package dev.belay.diagnose;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image in a private registry of ECR.
 *
 * @param tag null: by digest
 * @param digest {@code sha256:…}; null: by tag
 */
public record EcrImage(
        String account,
        String region,
        String repository,
        @Nullable String tag,
        @Nullable String digest) {
    private static final Pattern FORM = Pattern.compile(
            "(\\d{12})\\.dkr\\.ecr(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]+))?");

    /** Reads an image's name; null: it lies elsewhere. */
    static @Nullable EcrImage of(String image) {
        var found = FORM.matcher(image);
        if (!found.matches()) {
            return null;
        }
        String digest = found.group(5);
        String tag = found.group(4) == null && digest == null ? "latest" : found.group(4);
        return new EcrImage(found.group(1), found.group(2), found.group(3), digest == null ? tag : null, digest);
    }
}
