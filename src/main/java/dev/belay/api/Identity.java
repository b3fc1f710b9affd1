package dev.belay.api;

import dev.belay.rollout.Caller;

/** Somebody who was let in. */
record Identity(Caller caller, Role role) {}
