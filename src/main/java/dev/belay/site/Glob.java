package dev.belay.site;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns of keys: {@code *} is any run of characters within a folder, {@code **} across folders, {@code ?} one character.
 * {@code **}{@code /*.html} also matches {@code index.html} at the root. A leading slash means nothing.
 */
final class Glob {
    private final List<Pattern> patterns;

    private Glob(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    static Glob of(List<String> globs) {
        return new Glob(globs.stream().map(Glob::pattern).toList());
    }

    /** Whether any of the patterns matches the whole key. */
    boolean matches(String key) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(key).matches()) {
                return true;
            }
        }
        return false;
    }

    private static Pattern pattern(String glob) {
        String text = glob.startsWith("/") ? glob.substring(1) : glob;
        var regex = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            if (text.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 3;
            } else if (text.startsWith("**", i)) {
                regex.append(".*");
                i += 2;
            } else {
                regex.append(one(text.charAt(i)));
                i++;
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String one(char c) {
        return switch (c) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            default -> Pattern.quote(String.valueOf(c));
        };
    }
}
