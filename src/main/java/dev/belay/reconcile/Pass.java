package dev.belay.reconcile;

/** One look at one key: observe, plan, apply, report. May start from any state, be cut off anywhere and be run twice. */
@FunctionalInterface
public interface Pass {
    /**
     * Does what can be done now and says when to look again; never waits for the world.
     *
     * @throws dev.belay.model.FailureException counted as {@link Outcome.Failed}
     */
    Outcome run(String key);

    /** The same for one who does more for what is more urgent. */
    default Outcome run(String key, Priority priority) {
        return run(key);
    }
}
