package dev.belay.rollout;

import dev.belay.model.Hold;
import java.util.List;

/**
 * Who asks.
 *
 * @param name for logs and records; never a secret
 * @param targets names, or patterns with {@code *}, of the targets that it may see and touch
 */
public record Caller(String name, List<String> targets) {
    /** May see and touch every target. */
    public static final List<String> ALL = List.of("*");

    public Caller {
        targets = List.copyOf(targets);
    }

    public boolean maySee(String target) {
        return targets.stream().anyMatch(pattern -> Hold.matches(pattern, target));
    }

    /**
     * Whether every target that a hold can ever name is one of the caller's. Labels may name any.
     */
    public boolean mayHold(Hold hold) {
        // A star in the hold's pattern is only matched by a star of ours, so whatever it stands for is covered.
        return targets.contains("*")
                || (hold.labels().isEmpty() && hold.targets().stream().allMatch(this::maySee));
    }
}
