package dev.belay.rollout;

import dev.belay.store.Node;

/**
 * A record as the store has it.
 *
 * @param revision what must be said to replace it unseen by nobody
 * @param tree what stands there, also where it is invalid
 */
public record PlacedRecord(String revision, Node tree) {}
