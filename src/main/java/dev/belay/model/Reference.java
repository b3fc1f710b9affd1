package dev.belay.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A name in a record's text that stands for a value which is elsewhere: <code>${secret:NAME}</code>, <code>${secret:NAME#KEY}</code>,
 * <code>${ssm:NAME}</code>, <code>${env:BELAY_RECORD_…}</code>. Every <code>${</code> begins one: there is no way to escape it.
 *
 * @param name of a secret or a parameter, an ARN included, or of an environment variable
 * @param key the field of a secret that is a JSON object; null: the secret as a whole
 */
public record Reference(Kind kind, String name, @Nullable String key) {
    /** Only variables whose name starts so may be named. */
    public static final String ENVIRONMENT = "BELAY_RECORD_";

    private static final Pattern ANY = Pattern.compile("\\$\\{([^{}]*)(}?)");
    private static final Pattern PARTS =
            Pattern.compile("(?<kind>[^:]*):(?<name>[^#]*)(?:#(?<key>.*))?", Pattern.DOTALL);

    /** What Secrets Manager and Parameter Store let names hold, and the colons of ARNs and of a parameter's version. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@:-]{1,2048}");

    private static final Pattern VARIABLE = Pattern.compile(ENVIRONMENT + "[A-Za-z0-9_]{1,200}");
    private static final Pattern KEY = Pattern.compile("[^\\s#]{1,256}");
    private static final int SHOWN = 80;

    /** Where the value is. */
    public enum Kind {
        /** A secret of Secrets Manager. */
        SECRET("secret"),
        /** A parameter of Systems Manager's Parameter Store. */
        SSM("ssm"),
        /** A variable of the daemon's environment. */
        ENV("env");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** What is wrong with the references in a text, a sentence each; empty: nothing. Holds no value, as there are none in it. */
    public static List<String> problems(String text) {
        var problems = new ArrayList<String>();
        for (Matcher each = ANY.matcher(text); each.find(); ) {
            String problem = problem(each);
            if (problem != null) {
                String shown = each.group();
                problems.add((shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown) + ": " + problem);
            }
        }
        return problems;
    }

    private static @Nullable String problem(Matcher found) {
        Matcher parts = PARTS.matcher(found.group(1));
        if (found.group(2).isEmpty()) {
            return "a reference that does not end; expected its }";
        }
        if (!parts.matches()) {
            return "not a reference; expected ${secret:NAME}, ${ssm:NAME} or ${env:" + ENVIRONMENT + "…}";
        }
        Kind kind = kind(parts.group("kind"));
        String key = parts.group("key");
        return switch (kind) {
            case null -> "unknown kind of reference \"" + parts.group("kind") + "\"; expected " + words();
            case ENV ->
                VARIABLE.matcher(parts.group("name")).matches() && key == null
                        ? null
                        : "only variables whose name starts with " + ENVIRONMENT + " may be named";
            case SECRET ->
                key == null || KEY.matcher(key).matches() ? name(parts) : "expected the name of a JSON field after #";
            case SSM -> key == null ? name(parts) : "only secrets have fields; expected no #";
        };
    }

    private static @Nullable String name(Matcher parts) {
        return NAME.matcher(parts.group("name")).matches()
                ? null
                : "expected a name of letters, digits and /_+=.@:- after the first colon";
    }

    private static @Nullable Kind kind(String word) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElse(null);
    }

    private static String words() {
        return Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));
    }

    /**
     * A text with something in the place of each of its references.
     *
     * @throws IllegalArgumentException when there are {@link #problems} with it
     */
    public static String replace(String text, Function<Reference, String> value) {
        List<String> problems = problems(text);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return ANY.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value.apply(of(found.group(1)))));
    }

    private static Reference of(String content) {
        Matcher parts = PARTS.matcher(content);
        Kind kind = parts.matches() ? kind(parts.group("kind")) : null;
        if (kind == null) {
            throw new IllegalArgumentException("not a reference: " + content);
        }
        return new Reference(kind, parts.group("name"), parts.group("key"));
    }

    /** As it is written. */
    @Override
    public String toString() {
        return "${" + kind.word + ":" + name + (key == null ? "" : "#" + key) + "}";
    }
}
