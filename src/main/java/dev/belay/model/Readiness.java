package dev.belay.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a rollback to something would work now, in sentences.
 *
 * @param problems why it would not
 * @param untold what can't be told; what can't be told is not ready either
 * @param notes what is worth knowing and speaks against nothing
 */
public record Readiness(List<String> problems, List<String> untold, List<String> notes) {
    public Readiness {
        problems = List.copyOf(problems);
        untold = List.copyOf(untold);
        notes = List.copyOf(notes);
    }

    public boolean ready() {
        return problems.isEmpty() && untold.isEmpty();
    }

    /** All that speaks against it, problems first; empty: ready. */
    public List<String> against() {
        var all = new ArrayList<>(problems);
        all.addAll(untold);
        return List.copyOf(all);
    }
}
