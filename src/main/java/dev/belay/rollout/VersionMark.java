package dev.belay.rollout;

/** What people can say of a version. */
public enum VersionMark {
    KNOWN_GOOD,
    VETOED
}
