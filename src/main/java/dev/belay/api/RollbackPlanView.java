package dev.belay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.rollout.PassedOver;
import dev.belay.rollout.PlanStep;
import dev.belay.rollout.RollbackPlan;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback would do; components as a pin writes them.
 *
 * @param revision for {@code If-Match}; null: there is no pin, so {@code If-None-Match: *}
 * @param beyond why it takes an admin; null: an operator may
 */
record RollbackPlanView(
        String target,
        String version,
        SequencedMap<String, Map<String, Object>> components,
        List<PassedOver> passedOver,
        @JsonInclude @Nullable String revision,
        @JsonInclude @Nullable String beyond,
        @JsonInclude @Nullable String waits,
        List<PlanStep> steps) {
    static Response response(String target, RollbackPlan plan) {
        var view = new RollbackPlanView(
                target,
                plan.version(),
                RolledBackView.components(plan.components()),
                plan.passedOver(),
                plan.revision(),
                plan.beyond(),
                plan.waits(),
                plan.steps());
        var response = Response.ok(view);
        return plan.revision() == null
                ? response.build()
                : response.header("ETag", Preconditions.tag(plan.revision())).build();
    }
}
