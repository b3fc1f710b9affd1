package dev.belay.announce;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a follow-up is open for: from the first thing that went wrong, or the first pin that names an incident, until something is
 * known good again. All of that is one trouble and has one follow-up, however many rollouts it takes.
 *
 * @param key the incident's id, else the id of the rollout that went wrong
 * @param incident that it belongs to, once a pin has said so
 */
public record Trouble(String key, @Nullable String incident, Instant since) {
    /** What an announcement is part of; null: all is well. A pin that names another incident is another trouble. */
    static @Nullable Trouble after(@Nullable Trouble open, Announcement said) {
        String incident = said.incident();
        if (open == null) {
            return incident != null || said.kind().followedUp() == Announcement.FollowedUp.ALWAYS
                    ? new Trouble(key(said), incident, said.at())
                    : null;
        }
        if (incident == null || Objects.equals(incident, open.incident)) {
            return open;
        }
        return open.incident == null
                ? new Trouble(open.key, incident, open.since)
                : new Trouble(incident, incident, said.at());
    }

    private static String key(Announcement said) {
        String incident = said.incident();
        return incident != null ? incident : Objects.requireNonNullElse(said.rollout(), said.id());
    }
}
