package dev.belay.model;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A freeze or a suspension of some targets.
 *
 * @param targets names, or patterns with {@code *}; with {@code labels} empty
 * @param labels all of which a target must carry; with {@code targets} empty
 * @param until null: until it is lifted
 */
public record Hold(
        Metadata metadata,
        List<String> targets,
        SortedMap<String, String> labels,
        Mode mode,
        @Nullable String reason,
        @Nullable String by,
        @Nullable Instant until) {
    /** What a hold holds back, the weaker first. */
    public enum Mode {
        /** New pins wait; drift is still corrected. */
        FREEZE,
        /** No action at all. */
        SUSPEND
    }

    public Hold {
        targets = List.copyOf(targets);
        labels = Ordered.sorted(labels);
    }

    public String name() {
        return metadata.name();
    }

    /** Whether it has ended by itself. */
    public boolean over(Instant now) {
        return until != null && !now.isBefore(until);
    }

    /** Whether this hold is in force for a target at a time. */
    public boolean holds(Metadata target, Instant now) {
        if (over(now)) {
            return false;
        }
        return targets.stream().anyMatch(pattern -> matches(pattern, target.name()))
                || (!labels.isEmpty() && target.labels().entrySet().containsAll(labels.entrySet()));
    }

    /** Whether a name matches a pattern in which {@code *} stands for any characters. */
    public static boolean matches(String pattern, String name) {
        int first = pattern.indexOf('*');
        if (first < 0) {
            return pattern.equals(name);
        }
        int last = pattern.lastIndexOf('*');
        int end = name.length() - (pattern.length() - last - 1);
        if (end < first
                || !name.startsWith(pattern.substring(0, first))
                || !name.endsWith(pattern.substring(last + 1))) {
            return false;
        }
        // What stands between two stars is taken where it comes first: that leaves the most for the others.
        int at = first;
        int star = first;
        while (star < last) {
            int next = pattern.indexOf('*', star + 1);
            String part = pattern.substring(star + 1, next);
            int found = name.indexOf(part, at);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            at = found + part.length();
            star = next;
        }
        return true;
    }
}
