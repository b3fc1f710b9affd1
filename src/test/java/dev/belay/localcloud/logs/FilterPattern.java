package dev.belay.localcloud.logs;

import dev.belay.localcloud.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The filter patterns of unstructured lines: terms, {@code "phrases"}, {@code ?any} and {@code -without}. */
final class FilterPattern {
    private static final Pattern TERM = Pattern.compile("([?-]?)(?:\"([^\"]*)\"|(\\S+))");

    private FilterPattern() {}

    static Predicate<String> of(String pattern) {
        if (pattern.startsWith("{") || pattern.startsWith("[") || pattern.startsWith("%")) {
            throw new RefusedException(
                    "InvalidParameterException",
                    "the local cloud's CloudWatch Logs knows terms and phrases only, not the pattern " + pattern);
        }
        List<String> all = new ArrayList<>();
        List<String> any = new ArrayList<>();
        List<String> none = new ArrayList<>();
        Matcher terms = TERM.matcher(pattern);
        while (terms.find()) {
            String term = terms.group(2) == null ? terms.group(3) : terms.group(2);
            switch (terms.group(1)) {
                case "?" -> any.add(term);
                case "-" -> none.add(term);
                default -> all.add(term);
            }
        }
        return line -> all.stream().allMatch(line::contains)
                && (any.isEmpty() || any.stream().anyMatch(line::contains))
                && none.stream().noneMatch(line::contains);
    }
}
