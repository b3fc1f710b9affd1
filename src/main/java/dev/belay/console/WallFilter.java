package dev.belay.console;

import java.util.List;
import java.util.Locale;

/**
 * Which lines are shown at first; what people type and click from then on, the page's script does by the same rules.
 *
 * @param summaries any of which, in any case; empty: all
 * @param labels {@code name=value}, all of which
 * @param query words in lower case, all of which stand somewhere
 */
record WallFilter(List<String> summaries, List<String> labels, List<String> query) {
    static WallFilter of(List<String> summaries, List<String> labels, String query) {
        return new WallFilter(
                summaries.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList(),
                List.copyOf(labels),
                List.of(query.toLowerCase(Locale.ROOT).strip().split("\\s+")));
    }

    boolean shows(Row row) {
        return (summaries.isEmpty() || summaries.contains(row.badge().style())) && counts(row);
    }

    /** Whether it is among those whose summaries are counted. */
    boolean counts(Row row) {
        return row.labels().containsAll(labels)
                && query.stream().allMatch(word -> row.search().contains(word));
    }
}
