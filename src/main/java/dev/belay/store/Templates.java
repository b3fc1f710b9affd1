package dev.belay.store;

import dev.belay.model.S3Place;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Readers of texts in which {@code {version}} stands for a version. */
final class Templates {
    static final String VERSION = "{version}";

    private static final String BUCKET_FORM =
            "(?![0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+(?![^/]))(?![^/]*\\.\\.)" + "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

    /** A segment of a key is neither empty, . nor ..: S3 and everything that shows a key agree on what such a key names. */
    private static final String SEGMENT = "(?!\\.{1,2}(?![^/]))(?=[^/])[^/{}]*(\\{version\\}[^/{}]*)*";

    private static final String KEY = "(?=[^\\u0000]{1,512}$)" + SEGMENT + "(/" + SEGMENT + ")*";
    private static final Pattern PREFIX_FORM =
            Pattern.compile("(" + KEY.replace("(\\{version\\}[^/{}]*)*", "") + "/?)?");
    private static final Pattern BUCKET_PATTERN = Pattern.compile(BUCKET_FORM);

    /** An image; a container that always runs the same one needs no placeholder. */
    static final Text<String> IMAGE = Text.matching(
                    "an image, in which {version} may stand for a version",
                    "(?=.{1,512}$)(?=[A-Za-z0-9{])[A-Za-z0-9._:/@-]*(\\{version\\}[A-Za-z0-9._:/@-]*)*")
            .guessing(Templates::misspelt)
            .such("123456789012.dkr.ecr.eu-north-1.amazonaws.com/shop-api:{version}");

    /** A bucket's name. */
    static final Text<String> BUCKET =
            Text.matching("a bucket's name", BUCKET_FORM).guessing(Templates::bare);

    /** A prefix of keys, with a slash at its end. */
    static final Text<String> PREFIX = new Text<>(
                    "a prefix of keys, without a slash at its start",
                    new Form.Like(PREFIX_FORM),
                    scalar -> folder(scalar.text()))
            .guessing(text -> text.startsWith("/") && isPrefix(text.substring(1)) ? text.substring(1) : null);

    /** A document in S3. */
    static final Text<String> DOCUMENT = Text.matching(
                    "s3://BUCKET/KEY, in which {version} may stand for a version", "s3://" + BUCKET_FORM + "/" + KEY)
            .guessing(Templates::misspelt)
            .such("s3://shop-deploy/taskdef-{version}.json");

    /** A folder in S3 for each version. */
    static final Text<String> BUILD = new Text<>(
                    "s3://BUCKET/PREFIX/ with {version} in its prefix",
                    Form.like("(?=[^{]*\\{version\\})s3://" + BUCKET_FORM + "/" + KEY + "/?"),
                    scalar -> folder(scalar.text()))
            .guessing(Templates::misspelt)
            .such("s3://shop-builds/dist-prod-{version}/");

    private Templates() {}

    /** With a slash at its end. */
    static String folder(String prefix) {
        return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    /** The part of a build's prefix that all versions share. */
    static S3Place head(String build) {
        return S3Place.parse(build.substring(0, build.indexOf(VERSION)));
    }

    private static boolean isPrefix(String text) {
        return PREFIX_FORM.matcher(text).matches();
    }

    private static boolean isBucket(String text) {
        return BUCKET_PATTERN.matcher(text).matches();
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
