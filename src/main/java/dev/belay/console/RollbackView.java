package dev.belay.console;

import dev.belay.rollout.RollbackPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rollback as it would be.
 *
 * @param revision that it was decided on; empty: there is no pin yet
 * @param beyond why it takes an admin; null: it does not
 */
record RollbackView(
        String version,
        List<String> components,
        List<String> passedOver,
        String revision,
        @Nullable String beyond,
        @Nullable String waits,
        List<PlanView.Step> steps) {
    static RollbackView of(RollbackPlan plan) {
        return new RollbackView(
                plan.version(),
                plan.components().entrySet().stream()
                        .map(pinned -> pinned.getKey() + " " + pinned.getValue())
                        .toList(),
                plan.passedOver().stream().map(Object::toString).toList(),
                plan.revision() == null ? "" : plan.revision(),
                plan.beyond(),
                plan.waits(),
                PlanView.steps(plan.steps()));
    }
}
