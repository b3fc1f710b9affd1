package dev.belay.rollout;

import dev.belay.model.Ordered;
import dev.belay.model.PinnedComponent;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback would do.
 *
 * @param version that would be gone back to
 * @param components what each component would be pinned to
 * @param passedOver the newer ones that are not chosen, newest first
 * @param revision of the pin that this was decided on, which the rollback must name; null: there is no pin yet
 * @param beyond why it takes an admin; null: it is known good, an operator may
 * @param waits what would keep it back once it is pinned; null: nothing
 * @param steps what Belay would do, in order
 */
public record RollbackPlan(
        String version,
        SequencedMap<String, PinnedComponent> components,
        List<PassedOver> passedOver,
        @Nullable String revision,
        @Nullable String beyond,
        @Nullable String waits,
        List<PlanStep> steps) {
    public RollbackPlan {
        components = Ordered.copy(components);
        passedOver = List.copyOf(passedOver);
        steps = List.copyOf(steps);
    }
}
