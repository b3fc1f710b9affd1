package dev.belay.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A query, as far as it names metrics and labels. */
public record PromQl(String text) {
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w:$])([a-zA-Z_:][\\w:]*)(?!\\s*\\()(?![\\w:])\\s*(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern VARIABLE = Pattern.compile("label_values\\((.*),\\s*(\\w+)\\s*\\)");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    /**
     * What is asked of one metric.
     *
     * @param labels that must have a value, or must not
     * @param exactly the values that labels must have
     */
    public record Selector(String metric, Set<String> labels, Map<String, String> exactly) {}

    /** What Grafana asks for the values of a variable. */
    static PromQl ofVariable(String query) {
        Matcher values = VARIABLE.matcher(query);
        if (!values.matches()) {
            throw new IllegalArgumentException("no label_values(…): " + query);
        }
        return new PromQl("sum by (" + values.group(2) + ") (" + values.group(1) + ")");
    }

    public List<Selector> selectors() {
        String bare = RANGE.matcher(GROUPING.matcher(text).replaceAll(" ")).replaceAll(" ");
        return NAME.matcher(bare)
                .results()
                .filter(name -> !WORDS.contains(name.group(1)))
                .map(name -> selector(name.group(1), name.group(2) == null ? "" : name.group(2)))
                .toList();
    }

    private static Selector selector(String metric, String matchers) {
        var labels = new TreeSet<String>();
        var exactly = new LinkedHashMap<String, String>();
        MATCHER.matcher(matchers).results().forEach(matcher -> {
            labels.add(matcher.group(1));
            if (matcher.group(2).equals("=") && !matcher.group(3).startsWith("$")) {
                exactly.put(matcher.group(1), matcher.group(3));
            }
        });
        return new Selector(metric, labels, exactly);
    }

    /** What it groups by or joins on. */
    public Set<String> grouping() {
        var labels = new TreeSet<String>();
        GROUPING.matcher(text)
                .results()
                .flatMap(clause -> Stream.of(clause.group(1).split(",")))
                .map(String::trim)
                .filter(label -> !label.isEmpty())
                .forEach(labels::add);
        return labels;
    }
}
