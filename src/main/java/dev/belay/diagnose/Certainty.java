package dev.belay.diagnose;

/** How well a cause is founded, the best first. */
enum Certainty {
    /** Said by one who acted, and confirmed by one who keeps; or a plain fact that admits nothing else. */
    PROVEN,
    /** Said in words by the service that failed, and nothing is known that speaks against it. */
    TOLD,
    /** Concluded from a setting that explains what is seen. */
    LIKELY,
    /** A setting or a difference that may have nothing to do with it. */
    POSSIBLE,
    /** What is seen, rather than why. */
    SYMPTOM
}
