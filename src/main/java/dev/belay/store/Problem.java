package dev.belay.store;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a record, for the person who wrote it.
 *
 * @param place file, {@code s3://} key, or table and item
 * @param at line and column; null: the source has none
 * @param path of the field, as in {@code spec.verify[0].http.url}; empty: the record as a whole
 * @param found what stands there
 * @param expected what should; empty: {@code found} says it all
 * @param suggestion what was probably meant, null: no idea
 */
public record Problem(
        String place,
        Node.@Nullable Position at,
        String path,
        String found,
        String expected,
        @Nullable String suggestion) {
    /** In the order in which a person meets them, reading from the top. */
    public static final Comparator<Problem> FROM_THE_TOP = Comparator.comparing(Problem::place)
            .thenComparingInt(problem -> problem.at == null ? 0 : problem.at.line())
            .thenComparingInt(problem -> problem.at == null ? 0 : problem.at.column());

    /** A problem of a record as a whole. */
    public static Problem whole(String place, String found) {
        return new Problem(place, null, "", found, "", null);
    }

    /** One line: {@code targets/shop.yaml:12:9: spec.drift: "corect"; did you mean "correct"?} */
    @Override
    public String toString() {
        var line = new StringBuilder(place);
        if (at != null) {
            line.append(':').append(at.line()).append(':').append(at.column());
        }
        line.append(": ");
        if (!path.isEmpty()) {
            line.append(path).append(": ");
        }
        line.append(found);
        if (suggestion != null) {
            line.append("; did you mean \"").append(suggestion).append("\"?");
        } else if (!expected.isEmpty()) {
            line.append("; expected ").append(expected);
        }
        return line.toString();
    }
}
