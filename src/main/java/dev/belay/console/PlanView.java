package dev.belay.console;

import dev.belay.rollout.PlanStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Belay would do. */
record PlanView(String of, List<Step> steps) {
    record Step(@Nullable String component, String what) {}

    static PlanView of(String of, List<PlanStep> steps) {
        return new PlanView(of, steps(steps));
    }

    static List<Step> steps(List<PlanStep> steps) {
        return steps.stream()
                .map(step -> new Step(step.component(), step.what()))
                .toList();
    }
}
