package dev.belay.store;

import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.model.Ordered;
import java.util.List;
import java.util.SortedMap;

/**
 * A hold that is invalid. Somebody meant to stop something: so it still applies to every target that it names, and to all when
 * that can't be read.
 *
 * @param targets names and patterns; empty with {@code labels} empty: to all
 * @param labels all of which a target must carry
 */
public record InvalidHold(Entry.Invalid<Hold> entry, List<String> targets, SortedMap<String, String> labels) {
    public InvalidHold {
        targets = List.copyOf(targets);
        labels = Ordered.sorted(labels);
    }

    /** Whether it applies to a target, which it does until it is put right or deleted: its end is not trusted either. */
    public boolean appliesTo(Metadata target) {
        if (targets.isEmpty() && labels.isEmpty()) {
            return true;
        }
        return targets.stream().anyMatch(pattern -> Hold.matches(pattern, target.name()))
                || (!labels.isEmpty() && target.labels().entrySet().containsAll(labels.entrySet()));
    }
}
