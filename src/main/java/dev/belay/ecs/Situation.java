package dev.belay.ecs;

import dev.belay.model.EcsService;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import java.time.Duration;
import java.time.Instant;

/**
 * All that a plan is made from.
 *
 * @param fresh whether the sighting was made in this pass, after all that was done in it
 * @param maxAge past this a reading counts for nothing
 */
record Situation(
        EcsService spec,
        PinnedComponent want,
        boolean forced,
        EcsState state,
        Sighting sighting,
        boolean fresh,
        Mandate mandate,
        Instant now,
        Duration maxAge) {
    Situation with(EcsState other) {
        return new Situation(spec, want, forced, other, sighting, fresh, mandate, now, maxAge);
    }

    boolean converging() {
        return mandate == Mandate.CONVERGE;
    }
}
