package dev.belay.rollout;

/** What a caller wants to find before it is replaced. */
public sealed interface Expected {
    /** This revision of it. */
    record Revision(String revision) implements Expected {}

    /** None of that name. */
    record Absent() implements Expected {}

    /** Whatever is there; still written conditionally on what was read just before. */
    record Anything() implements Expected {}
}
