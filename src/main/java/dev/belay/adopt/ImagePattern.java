package dev.belay.adopt;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image whose tag tells a version. Pure.
 *
 * @param pattern the image with {@code {version}} in the version's place
 */
record ImagePattern(String pattern, String version) {
    /** The tag alone; a slash after the last colon makes that a port. A digest is no version. */
    private static final Pattern TAGGED = Pattern.compile("(?<name>[^@]+):(?<tag>[^:/@]+)");

    /** Versions as people number them, times, and commits. */
    private static final String VERSION = "v?[0-9][A-Za-z0-9_.-]*|[0-9a-f]{7,40}";

    private static final Pattern WHOLE = Pattern.compile(VERSION);
    private static final Pattern PREFIXED =
            Pattern.compile("(?<prefix>[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z]+)*[-_.])(?<version>" + VERSION + ")");

    /**
     * Reads it off an image.
     *
     * @param known the version that another component runs, to be preferred where the tag holds it; null: none
     * @return nothing where the tag is no version, such as {@code latest}
     */
    static Optional<ImagePattern> of(String image, @Nullable String known) {
        Matcher tagged = TAGGED.matcher(image);
        if (!tagged.matches()) {
            return Optional.empty();
        }
        String name = tagged.group("name");
        String tag = tagged.group("tag");
        if (known != null && tag.contains(known)) {
            int at = tag.indexOf(known);
            String pattern = tag.substring(0, at) + "{version}" + tag.substring(at + known.length());
            return Optional.of(new ImagePattern(name + ":" + pattern, known));
        }
        if (WHOLE.matcher(tag).matches()) {
            return Optional.of(new ImagePattern(name + ":{version}", tag));
        }
        Matcher prefixed = PREFIXED.matcher(tag);
        return prefixed.matches()
                ? Optional.of(new ImagePattern(
                        name + ":" + prefixed.group("prefix") + "{version}", prefixed.group("version")))
                : Optional.empty();
    }
}
