package dev.belay.permissions;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The ARNs, and patterns of such, that a policy is about. */
final class Named {
    private final Map<About, SortedSet<String>> arns = new EnumMap<>(About.class);

    void add(About about, String arn) {
        arns.computeIfAbsent(about, key -> new TreeSet<>()).add(arn);
    }

    /** Sorted; empty: there is nothing of the sort. */
    List<String> of(About about) {
        SortedSet<String> known = arns.get(about);
        return known == null ? List.of() : List.copyOf(known);
    }
}
