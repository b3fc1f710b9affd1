package dev.belay.reconcile;

/** Who goes first, the most urgent first. */
public enum Priority {
    /** A changed pin, an operator's request. */
    OPERATOR,
    /** Something was seen to differ, or a rollout goes on. */
    CHANGE,
    /** The regular look. */
    RESYNC
}
