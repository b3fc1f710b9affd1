package dev.belay.store;

import dev.belay.model.S3Place;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Readers of texts in which {@code {version}} stands for a version. */
final class Templates {
    static final String VERSION = "{version}";

    private static final Pattern IMAGE_FORM = Pattern.compile("[A-Za-z0-9{][A-Za-z0-9._:/@{}-]{0,511}");
    private static final Pattern BUCKET_FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    /** An image; a container that always runs the same one needs no placeholder. */
    static final Text<String> IMAGE = new Text<>(
            "an image, in which {version} may stand for a version",
            scalar -> IMAGE_FORM.matcher(scalar.text()).matches() && onlyVersions(scalar.text()) ? scalar.text() : null,
            Templates::misspelt);

    /** A bucket's name. */
    static final Text<String> BUCKET =
            new Text<>("a bucket's name", scalar -> isBucket(scalar.text()) ? scalar.text() : null, Templates::bare);

    /** A document in S3. */
    static final Text<String> DOCUMENT = new Text<>(
            "s3://BUCKET/KEY, in which {version} may stand for a version",
            scalar -> inS3(scalar.text()) && !scalar.text().endsWith("/") && onlyVersions(scalar.text())
                    ? scalar.text()
                    : null,
            Templates::misspelt);

    /** A folder in S3 for each version. */
    static final Text<String> BUILD = new Text<>(
            "s3://BUCKET/PREFIX/ with {version} in its prefix",
            scalar -> {
                String text = scalar.text();
                boolean good = inS3(text) && onlyVersions(text) && text.contains(VERSION);
                return good ? folder(text) : null;
            },
            Templates::misspelt);

    private Templates() {}

    /** With a slash at its end. */
    static String folder(String prefix) {
        return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    /** The part of a build's prefix that all versions share. */
    static S3Place head(String build) {
        return S3Place.parse(build.substring(0, build.indexOf(VERSION)));
    }

    private static boolean inS3(String text) {
        if (!text.startsWith("s3://")) {
            return false;
        }
        int slash = text.indexOf('/', 5);
        if (slash < 0 || slash + 1 == text.length() || !isBucket(text.substring(5, slash))) {
            return false;
        }
        return isPrefix(text.substring(slash + 1));
    }

    /** Whether S3 and everything that shows a key agree on what this prefix names. */
    static boolean isPrefix(String prefix) {
        return prefix.length() <= 512
                && !prefix.startsWith("/")
                && !("/" + prefix).contains("//")
                && !("/" + prefix + "/").contains("/../")
                && !("/" + prefix + "/").contains("/./");
    }

    private static boolean isBucket(String text) {
        return BUCKET_FORM.matcher(text).matches()
                && !text.contains("..")
                && !ADDRESS.matcher(text).matches();
    }

    private static boolean onlyVersions(String text) {
        String rest = text.replace(VERSION, "");
        return rest.indexOf('{') < 0 && rest.indexOf('}') < 0;
    }

    private static @Nullable String misspelt(String text) {
        String better = text.replaceAll("\\$?\\{\\{? ?[A-Za-z]{5,9} ?}?}", "{version}");
        return better.equals(text) || better.length() > 100 ? null : better;
    }

    private static @Nullable String bare(String text) {
        String bucket = text.replaceFirst("^s3://", "").replaceFirst("/.*$", "");
        return !bucket.equals(text) && isBucket(bucket) ? bucket : null;
    }
}
