package dev.belay.app;

import dev.belay.model.Status;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Pass;
import dev.belay.reconcile.Priority;
import dev.belay.rollout.Statuses;
import java.util.function.UnaryOperator;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** A pass whose lines in the log carry the fields {@code target} and {@code rollout}, the one that runs, beside their text. */
final class Labelled implements Pass {
    private static final String TARGET = "target";
    private static final String ROLLOUT = "rollout";

    private final Pass pass;
    private final UnaryOperator<String> target;
    private final Statuses statuses;

    /** @param target the one that a key of the pass is about */
    Labelled(Pass pass, UnaryOperator<String> target, Statuses statuses) {
        this.pass = pass;
        this.target = target;
        this.statuses = statuses;
    }

    @Override
    public Outcome run(String key) {
        return run(key, Priority.CHANGE);
    }

    @Override
    public Outcome run(String key, Priority priority) {
        String name = target.apply(key);
        Status status = statuses.of(name);
        label(
                name,
                status == null || status.rollout() == null
                        ? null
                        : status.rollout().id());
        return pass.run(key, priority);
    }

    /**
     * Labels what this thread logs from now on. Nobody takes that back: each pass has a thread of its own, and what its loop says of a
     * pass that broke is labelled too.
     */
    static void label(String target, @Nullable String rollout) {
        MDC.put(TARGET, target);
        if (rollout == null) {
            MDC.remove(ROLLOUT);
        } else {
            MDC.put(ROLLOUT, rollout);
        }
    }
}
