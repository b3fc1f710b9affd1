package dev.belay.console;

import dev.belay.console.RolloutPage.Stage;
import dev.belay.model.Phases;
import dev.belay.model.Rollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a rollout's way: which are behind it, which one it is in. */
final class Stages {
    private static final List<String> WAY = List.of("apply", "stabilise", "invalidate", "verify");

    private Stages() {}

    static List<Stage> of(Rollout rollout) {
        var phases = Phases.of(rollout);
        var stages = new ArrayList<Stage>();
        boolean reached = false;
        for (String name : WAY) {
            Duration took = phases.get(name);
            boolean behind = took != null || passed(rollout, name);
            String state = behind ? "done" : reached ? "open" : rollout.finished() ? "failed" : "now";
            reached = reached || !behind;
            stages.add(new Stage(name, last(rollout, name, state), took == null ? null : Times.took(took)));
        }
        return stages;
    }

    /** What is verified last has an end in any case: well or not. */
    private static String last(Rollout rollout, String name, String state) {
        return state.equals("done") && name.equals("verify") && rollout.outcome() != Rollout.Outcome.SUCCEEDED
                ? "failed"
                : state;
    }

    private static boolean passed(Rollout rollout, String name) {
        Rollout.Mark mark = mark(name);
        return mark == null
                ? rollout.outcome() == Rollout.Outcome.SUCCEEDED
                : rollout.marks().containsKey(mark) || rollout.phase() == Rollout.Phase.VERIFY;
    }

    private static Rollout.@Nullable Mark mark(String name) {
        return switch (name) {
            case "apply" -> Rollout.Mark.APPLIED;
            case "stabilise" -> Rollout.Mark.STABLE;
            case "invalidate" -> Rollout.Mark.INVALIDATED;
            default -> null;
        };
    }
}
