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

    /** Whether this hold is in force for a target at a time. */
    public boolean holds(Metadata target, Instant now) {
        if (until != null && !now.isBefore(until)) {
            return false;
        }
        return targets.stream().anyMatch(pattern -> matches(pattern, target.name()))
                || (!labels.isEmpty() && target.labels().entrySet().containsAll(labels.entrySet()));
    }

    /** Whether a name matches a pattern in which {@code *} stands for any characters. */
    public static boolean matches(String pattern, String name) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(name);
        }
        if (!name.startsWith(pattern.substring(0, star))) {
            return false;
        }
        String rest = pattern.substring(star + 1);
        for (int i = star; i <= name.length(); i++) {
            if (matches(rest, name.substring(i))) {
                return true;
            }
        }
        return false;
    }
}
