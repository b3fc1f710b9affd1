package dev.belay.model;

import java.util.Locale;

/**
 * A bucket and a key prefix in it.
 *
 * @param prefix empty for the whole bucket; otherwise without a leading slash
 */
public record S3Place(String bucket, String prefix) {
    /**
     * Reads {@code s3://BUCKET/PREFIX}.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static S3Place parse(String url) {
        if (!url.toLowerCase(Locale.ROOT).startsWith("s3://") || url.length() == 5) {
            throw new IllegalArgumentException("expected s3://BUCKET/KEY, found " + url);
        }
        String rest = url.substring(5);
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (bucket.isEmpty()) {
            throw new IllegalArgumentException("expected a bucket's name after s3://, found " + url);
        }
        return new S3Place(bucket, slash < 0 ? "" : rest.substring(slash + 1));
    }

    /** Whether an object can lie in both places. */
    public boolean overlaps(S3Place other) {
        return bucket.equals(other.bucket) && (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix));
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
