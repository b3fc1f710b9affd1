package dev.belay.rollout;

import dev.belay.model.Pin;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Target;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is in force for a target: the last valid records that nothing held back, whatever the store holds now.
 *
 * @param target null: none was ever valid
 * @param pin null: unpinned
 * @param pending the record's pin that a hold keeps back; null: none
 * @param due the cause of a rollout that is to begin; null: none is due
 * @param course what became of the pin
 * @param letThrough revision of the pin that a freeze which came with it does not keep back; null: none
 * @param unseen whether the world differs since a time when Belay was not looking: reported and not undone
 */
record Admitted(
        @Nullable Target target,
        @Nullable Revised pin,
        @Nullable Pending pending,
        @Nullable Cause due,
        Course course,
        @Nullable String letThrough,
        boolean unseen) {
    Admitted {
        // What an earlier Belay did not write yet.
        course = Objects.requireNonNullElse(course, Course.NEW);
    }

    static final Admitted NOTHING = new Admitted(null, null, null, null, Course.NEW, null, false);

    /** A pin, and the revision of the record that it came from. */
    record Revised(Pin pin, String revision) {}

    /**
     * A pin that is kept back.
     *
     * @param by the hold, in words
     */
    record Pending(Pin pin, String revision, String by) {}

    /** What the world is held to: the pin, or what it was reverted to; null: unpinned. */
    @Nullable
    Pin inForce() {
        if (pin == null) {
            return null;
        }
        return course.instead() == null ? pin.pin() : course.instead().pin();
    }

    Admitted with(@Nullable Target newTarget) {
        return new Admitted(newTarget, pin, pending, due, course, letThrough, unseen);
    }

    /** The same pin in other words: nothing moves. */
    Admitted reworded(Revised newPin) {
        return new Admitted(target, newPin, null, due, course, letThrough, unseen);
    }

    /** Another pin in force, to be rolled out; or none. */
    Admitted pinned(@Nullable Revised newPin, @Nullable Cause cause) {
        boolean passed = newPin != null && newPin.revision().equals(letThrough);
        return new Admitted(target, newPin, null, cause, Course.NEW, passed ? null : letThrough, false);
    }

    Admitted pending(@Nullable Pending newPending) {
        return new Admitted(target, pin, newPending, due, course, letThrough, unseen);
    }

    Admitted due(@Nullable Cause cause) {
        return new Admitted(target, pin, pending, cause, course, letThrough, unseen);
    }

    Admitted course(Course next) {
        return new Admitted(target, pin, pending, due, next, letThrough, unseen);
    }

    Admitted unseen(boolean isUnseen) {
        return new Admitted(target, pin, pending, due, course, letThrough, isUnseen);
    }

    Admitted letThrough(String revision) {
        return new Admitted(target, pin, pending, due, course, revision, unseen);
    }
}
