package dev.belay.rollout;

import dev.belay.lease.Election;
import dev.belay.model.FailureException;
import dev.belay.reconcile.Priority;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has looked at what people wrote or asked for, at once, by the replica that acts: this one, or the other one, which hears a knock at its
 * next beat. A knock that fails is logged: the other one finds what was written at its next look.
 */
final class Attention {
    private static final System.Logger LOG = System.getLogger(Attention.class.getName());

    private final Reconciler.Queues queues;
    private final Supplier<@Nullable Acting> acting;
    private final Supplier<@Nullable Election> election;

    /**
     * @param acting what acts here; null: another replica does
     * @param election null: there is no other replica, ever
     */
    Attention(Reconciler.Queues queues, Supplier<@Nullable Acting> acting, Supplier<@Nullable Election> election) {
        this.queues = queues;
        this.acting = acting;
        this.election = election;
    }

    /** The records may be others. */
    void records() {
        queues.watches().add(Reconciler.RECORDS, Priority.OPERATOR);
        if (acting.get() == null) {
            knock("");
        }
    }

    /** A target's root was written, beside the passes. */
    void root(String target) {
        Acting here = acting.get();
        if (here == null) {
            knock(target);
        } else {
            here.rootMoved(target);
            queues.targets().add(target, Priority.OPERATOR);
        }
    }

    /** Somebody wants a target looked at, and nothing believed that is known of it. */
    void target(String target) {
        Acting here = acting.get();
        if (here == null) {
            knock(target);
        } else {
            here.lookAnew(target);
            queues.watches().add(Reconciler.RECORDS, Priority.OPERATOR);
            queues.targets().add(target, Priority.OPERATOR);
        }
    }

    private void knock(String target) {
        Election others = election.get();
        try {
            if (others != null) {
                others.knock(target);
            }
        } catch (FailureException e) {
            LOG.log(
                    Level.WARNING,
                    "the replica that acts could not be told of {0}, and finds it at its next look: {1}",
                    target.isEmpty() ? "the records" : target,
                    e.getMessage());
        }
    }
}
