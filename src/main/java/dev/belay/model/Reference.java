package dev.belay.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that is kept elsewhere, as a text of a record names it: <code>${secret:NAME}</code> (or its ARN),
 * <code>${secret:NAME#FIELD}</code>, <code>${ssm:NAME}</code>, <code>${env:BELAY_RECORD_NAME}</code>. The reference may be shown, its
 * value never. In JSON it needs no escapes.
 *
 * @param name as the source knows it
 * @param field of a secret that is a JSON object; null: the value as a whole
 */
public record Reference(
        Source source, String name, @Nullable String field) {
    /** Environment variables of other names are none of a record's business: they hold the daemon's own credentials. */
    public static final String ENV_PREFIX = "BELAY_RECORD_";

    /** What a text must hold after each <code>${</code>, in words. */
    public static final String FORM = "${secret:NAME}, ${ssm:NAME} or ${env:" + ENV_PREFIX + "NAME}";

    /** One reference, as a regular expression that ECMAScript reads as Java does. */
    public static final String PATTERN = "\\$\\{(?:(secret):([A-Za-z0-9/_+=.@!:-]{1,512})(?:#([A-Za-z0-9_.-]{1,200}))?"
            + "|(ssm):([A-Za-z0-9/_.:-]{1,1100})|(env):(" + ENV_PREFIX + "[A-Za-z0-9_]{1,200}))\\}";

    private static final Pattern WELL_FORMED = Pattern.compile(PATTERN);
    private static final Pattern ATTEMPT = Pattern.compile("\\$\\{[^}]{0,100}}?");

    /** Where a value is kept. */
    public enum Source {
        /** Secrets Manager. */
        SECRET,
        /** Systems Manager's parameters. */
        SSM,
        /** The daemon's environment. */
        ENV;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Reference(Source source, String name) {
        this(source, name, null);
    }

    /** The references that a text holds, in its order; what only looks like one is not among them: see {@link #misspelt}. */
    public static List<Reference> in(String text) {
        var all = new ArrayList<Reference>();
        fill(text, reference -> {
            all.add(reference);
            return "";
        });
        return List.copyOf(all);
    }

    /** The first <code>${…}</code> of a text that is no reference, cut; null: all are. */
    public static @Nullable String misspelt(String text) {
        var attempt = ATTEMPT.matcher(fill(text, reference -> " "));
        return attempt.find() ? attempt.group() : null;
    }

    /** A text with each reference replaced by its value. What values hold is not looked into again. */
    public static String fill(String text, Function<Reference, String> value) {
        var filled = new StringBuilder();
        int[] end = {0};
        WELL_FORMED.matcher(text).results().forEach(found -> {
            filled.append(text, end[0], found.start()).append(value.apply(of(found)));
            end[0] = found.end();
        });
        return filled.append(text, end[0], text.length()).toString();
    }

    private static Reference of(MatchResult found) {
        if (found.group(1) != null) {
            return new Reference(Source.SECRET, found.group(2), found.group(3));
        }
        return found.group(4) != null
                ? new Reference(Source.SSM, found.group(5))
                : new Reference(Source.ENV, found.group(7));
    }

    /** As it stands in a record. */
    @Override
    public String toString() {
        return "${" + source.word() + ":" + name + (field == null ? "" : "#" + field) + "}";
    }
}
