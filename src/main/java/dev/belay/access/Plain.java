package dev.belay.access;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words from outside, made fit for a log: on one line, of a bounded length, without what looks like a secret. */
final class Plain {
    private static final int LONGEST = 300;

    /** Control and format characters, line and paragraph separators, lone surrogates, private use. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    private static final Pattern SECRET = Pattern.compile("(?i)(?<=\\b(?:bearer|basic)\\s)\\S+"
            + "|(?<=(?:password|passwd|secret|token|api[-_]?key|credential)s?[\"']{0,1}[:=]\\s{0,1})\\S+"
            + "|\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"
            + "|\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*"
            + "|(?<=://)[^/@\\s]+(?=@)"
            // Long and without a break; but not a commit, nor a digest that says so.
            + "|(?<!sha256:)\\b(?![0-9a-f]{40}\\b)[A-Za-z0-9+_=]{32,}");

    private Plain() {}

    static @Nullable String words(@Nullable String text) {
        return text == null ? null : SECRET.matcher(name(text)).replaceAll("***");
    }

    /** Without masking: for names, which may be long. */
    static String name(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return UNSEEN.matcher(cut).replaceAll(" ").strip();
    }
}
