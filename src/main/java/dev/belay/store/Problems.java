package dev.belay.store;

import java.util.ArrayList;
import java.util.List;

/** Where the problems of one record gather while it is read. Keeps the first hundred: nobody reads more. */
final class Problems {
    private static final int KEPT = 100;

    private final String place;
    private final List<Problem> kept = new ArrayList<>();
    private int count;

    Problems(String place) {
        this.place = place;
    }

    String place() {
        return place;
    }

    void add(Problem problem) {
        if (count++ < KEPT) {
            kept.add(problem);
        }
    }

    /** How many there were so far, so that a reader can tell whether its own part was in order. */
    int count() {
        return count;
    }

    /** All of them, from the top of the record. */
    List<Problem> all() {
        var all = new ArrayList<>(kept);
        all.sort(Problem.FROM_THE_TOP);
        if (count > KEPT) {
            all.add(Problem.whole(place, "and " + (count - KEPT) + " problems more"));
        }
        return List.copyOf(all);
    }
}
