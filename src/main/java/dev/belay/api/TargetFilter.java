package dev.belay.api;

import dev.belay.access.Problem;
import dev.belay.model.Status;
import dev.belay.model.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which targets a list is to show.
 *
 * @param summaries any of which; empty: all
 * @param labels {@code name=value}, all of which
 */
record TargetFilter(Set<Summary> summaries, List<Label> labels) {
    record Label(String name, String value) {}

    /** Reads the query's parameters: 400 for what can't be read. */
    static TargetFilter of(List<String> summary, List<String> label) {
        var summaries = EnumSet.noneOf(Summary.class);
        summary.forEach(word -> summaries.add(summary(word)));
        var labels = new ArrayList<Label>();
        for (String each : label) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw Problem.of(400, "expected label=NAME=VALUE, found label=" + each)
                        .asException();
            }
            labels.add(new Label(each.substring(0, equals), each.substring(equals + 1)));
        }
        return new TargetFilter(summaries, List.copyOf(labels));
    }

    boolean shows(Status status) {
        return (summaries.isEmpty() || summaries.contains(status.summary()))
                && labels.stream()
                        .allMatch(label ->
                                Objects.equals(status.metadata().labels().get(label.name()), label.value()));
    }

    private static Summary summary(String word) {
        return Arrays.stream(Summary.values())
                .filter(summary -> summary.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                400,
                                "expected summary to be one of "
                                        + Arrays.stream(Summary.values())
                                                .map(Summary::word)
                                                .collect(Collectors.joining(", "))
                                        + ", found " + word)
                        .asException());
    }
}
