package dev.belay.announce;

import dev.belay.announce.Announcement.FollowedUp;
import dev.belay.announce.Announcement.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a follow-up is for: from the first thing that went wrong, or the first pin that names an incident, until something is
 * known good again. All of that is one trouble and has one follow-up, however many rollouts it takes.
 *
 * @param key the incident's id, else the id of the rollout that went wrong
 * @param incident that it belongs to, once a pin has said so
 * @param over whether something is known good since: it begins again only when something goes wrong under the same incident
 */
public record Trouble(String key, @Nullable String incident, Instant since, boolean over) {
    /** An incident may have been worked on before, a rollout not. */
    private static final Duration BEFORE = Duration.ofDays(30);

    private static final Duration SKEW = Duration.ofDays(1);

    /** What there is after an announcement; null: all is well. A pin that names another incident is another trouble. */
    static @Nullable Trouble after(@Nullable Trouble before, Announcement said) {
        String incident = said.incident();
        boolean wrong = said.kind().followedUp() == FollowedUp.ALWAYS;
        if (before == null || (before.over && !Objects.equals(incident, before.incident))) {
            return incident != null || wrong ? begun(said) : before;
        }
        if (before.over) {
            return wrong ? new Trouble(before.key, incident, before.since, false) : before;
        }
        if (incident == null || incident.equals(before.incident)) {
            return before;
        }
        return before.incident == null ? new Trouble(before.key, incident, before.since, false) : begun(said);
    }

    private static Trouble begun(Announcement said) {
        String incident = said.incident();
        String key = incident != null ? incident : Objects.requireNonNullElse(said.rollout(), said.id());
        return new Trouble(key, incident, said.at(), false);
    }

    /** The same once an announcement is made. */
    Trouble made(Announcement said) {
        return said.kind() == Kind.KNOWN_GOOD ? new Trouble(key, incident, since, true) : this;
    }

    /** No follow-up of it can have been opened before. */
    Instant earliest() {
        return since.minus(key.equals(incident) ? BEFORE : SKEW);
    }
}
