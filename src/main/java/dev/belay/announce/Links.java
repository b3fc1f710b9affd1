package dev.belay.announce;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where to read on.
 *
 * @param base address at which people reach Belay; null: it is not told, and there are no links
 */
record Links(@Nullable URI base) {
    /** The rollout that an announcement is about, else its target. */
    @Nullable
    String to(Announcement said) {
        if (base == null) {
            return null;
        }
        String rollout = said.rollout();
        return base.toString().replaceFirst("/+$", "") + "/targets/" + said.target()
                + (rollout == null ? "" : "/rollouts/" + rollout);
    }
}
