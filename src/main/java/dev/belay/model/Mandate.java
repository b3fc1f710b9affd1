package dev.belay.model;

/** How much a component's controller may do in a pass. */
public enum Mandate {
    /** Look and report. */
    OBSERVE,
    /** Also finish what a rollout that succeeded left due, such as pruning. */
    TEND,
    /** Bring the world to the pin. */
    CONVERGE
}
