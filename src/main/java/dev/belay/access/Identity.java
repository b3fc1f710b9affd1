package dev.belay.access;

import dev.belay.rollout.Caller;

/** Somebody who was let in. */
public record Identity(Caller caller, Role role, Means means) {}
