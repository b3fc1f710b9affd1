package dev.belay.reconcile;

/**
 * How a component's controller writes into its target's root, the one durable document of a target: an intent is saved
 * here before its effect begins.
 *
 * @param <S> the component's state
 */
public interface Journal<S> {
    /**
     * Durably replaces the component's state, together with everything recorded since the last save.
     *
     * @throws dev.belay.model.FailureException when it could not be stored, or the root moved under another writer: the effect must not begin
     */
    void save(S state);

    /** Adds a step to the rollout's timeline, stored with the next save or at the end of the pass. */
    void record(String what);
}
