package dev.belay.rollout;

import dev.belay.model.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time for which a combination that is in place is watched before it counts as known good.
 *
 * @param rollout that put it in place
 * @param from since when it has been wholly live, and looked at; null: it is not
 */
record Soak(String rollout, @Nullable Instant from, List<CheckResult> checks) {
    Soak {
        checks = List.copyOf(checks);
    }

    /** When it is over, if nothing comes between; {@link Instant#MAX}: it does not run. */
    Instant end(Duration soak) {
        return from == null ? Instant.MAX : from.plus(soak);
    }

    Soak from(Instant now) {
        return new Soak(rollout, now, checks);
    }

    Soak interrupted() {
        return new Soak(rollout, null, checks);
    }

    Soak checks(List<CheckResult> results) {
        return new Soak(rollout, from, results);
    }
}
