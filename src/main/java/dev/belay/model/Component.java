package dev.belay.model;

/** One part of a target that has a version of its own. A third kind is one more case here: the compiler shows the rest. */
public sealed interface Component permits EcsService, Site {
    /** Where it lives, with the target's own settings already filled in. */
    AwsScope aws();

    /** The word that a record and a status use for this kind. */
    String kind();

    /** What a pin says to hold it to exactly what it ran once: a revision's ARN or label, or a build's version. */
    PinnedComponent pinnedTo(String exact);
}
