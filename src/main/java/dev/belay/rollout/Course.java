package dev.belay.rollout;

import dev.belay.model.Pin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of the pin that was admitted.
 *
 * @param failed how it failed by its own doing; null: it did not. It is not applied again by itself
 * @param instead what is in force in its place, since it was reverted; null: the pin itself is
 * @param proved whether its soak ended well: from then on nothing reverts it
 */
record Course(@Nullable Failed failed, @Nullable Instead instead, boolean proved) {
    static final Course NEW = new Course(null, null, false);

    /**
     * A failure.
     *
     * @param rollout in which it failed, or after which it did in the soak
     */
    record Failed(String rollout, Instant at, String message) {}

    /**
     * What a revert put in force.
     *
     * @param version as people call it
     * @param failed how this failed in its turn; null: it did not. Nothing is reverted twice
     */
    record Instead(Pin pin, String version, @Nullable String failed) {}

    /** How what is in force failed, so that hands are held still; null: it did not. */
    @Nullable
    String broken() {
        return instead != null ? instead.failed() : failed == null ? null : failed.message();
    }

    /** Something that is in force failed. */
    Course fail(String rollout, Instant at, String message) {
        return instead == null
                ? new Course(new Failed(rollout, at, message), null, false)
                : new Course(failed, new Instead(instead.pin(), instead.version(), message), proved);
    }

    Course revert(Pin pin, String version) {
        return new Course(failed, new Instead(pin, version, null), proved);
    }

    /** Another attempt at what is in force. */
    Course again() {
        return instead == null ? new Course(null, null, proved) : revert(instead.pin(), instead.version());
    }

    Course prove() {
        return new Course(failed, instead, true);
    }
}
