package dev.belay.rollout;

import dev.belay.model.Hold;
import org.jspecify.annotations.Nullable;

/**
 * What the holds of a target come to: the strongest of those in force.
 *
 * @param mode null: nothing is held
 * @param by which hold and why, in words
 */
record Holding(Hold.@Nullable Mode mode, String by) {
    static final Holding NONE = new Holding(null, "");

    boolean holds() {
        return mode != null;
    }

    boolean suspends() {
        return mode == Hold.Mode.SUSPEND;
    }
}
