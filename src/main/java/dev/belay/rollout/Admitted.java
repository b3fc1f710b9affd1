package dev.belay.rollout;

import dev.belay.model.Pin;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Target;
import org.jspecify.annotations.Nullable;

/**
 * What is in force for a target: the last valid records that nothing held back, whatever the store holds now.
 *
 * @param target null: none was ever valid
 * @param pin null: unpinned
 * @param pending the record's pin that a hold keeps back; null: none
 * @param due the cause of a rollout that is to begin; null: none is due
 * @param failed how the pin in force failed by its own doing; null: it did not. It is not applied again by itself
 * @param unseen whether the world differs since a time when Belay was not looking: reported and not undone
 */
record Admitted(
        @Nullable Target target,
        @Nullable Revised pin,
        @Nullable Pending pending,
        @Nullable Cause due,
        @Nullable String failed,
        boolean unseen) {
    static final Admitted NOTHING = new Admitted(null, null, null, null, null, false);

    /** A pin, and the revision of the record that it came from. */
    record Revised(Pin pin, String revision) {}

    /**
     * A pin that is kept back.
     *
     * @param by the hold, in words
     */
    record Pending(Pin pin, String revision, String by) {}

    Admitted with(@Nullable Target newTarget) {
        return new Admitted(newTarget, pin, pending, due, failed, unseen);
    }

    /** The same pin in other words: nothing moves. */
    Admitted reworded(Revised newPin) {
        return new Admitted(target, newPin, null, due, failed, unseen);
    }

    /** Another pin in force, to be rolled out; or none. */
    Admitted pinned(@Nullable Revised newPin, @Nullable Cause cause) {
        return new Admitted(target, newPin, null, cause, null, false);
    }

    Admitted pending(@Nullable Pending newPending) {
        return new Admitted(target, pin, newPending, due, failed, unseen);
    }

    Admitted due(@Nullable Cause cause) {
        return new Admitted(target, pin, pending, cause, failed, unseen);
    }

    Admitted failed(@Nullable String how) {
        return new Admitted(target, pin, pending, due, how, unseen);
    }

    Admitted unseen(boolean isUnseen) {
        return new Admitted(target, pin, pending, due, failed, isUnseen);
    }
}
