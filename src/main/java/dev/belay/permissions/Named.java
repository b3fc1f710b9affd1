package dev.belay.permissions;

import java.util.Collections;
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

    /** Sorted, without those that another one stands for; empty: there is nothing of the sort. */
    List<String> of(About about) {
        SortedSet<String> known = arns.getOrDefault(about, Collections.emptySortedSet());
        return known.stream()
                .filter(arn -> known.stream().noneMatch(other -> !other.equals(arn) && covers(other, arn)))
                .toList();
    }

    private static boolean covers(String pattern, String arn) {
        return pattern.endsWith("*") && arn.startsWith(pattern.substring(0, pattern.length() - 1));
    }
}
