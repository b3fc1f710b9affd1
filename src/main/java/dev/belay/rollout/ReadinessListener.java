package dev.belay.rollout;

import java.util.SequencedMap;

/** Hears whether rollbacks would work, whenever that was looked into, in the thread that did: must be quick. */
public interface ReadinessListener {
    /**
     * It was looked into.
     *
     * @param ready by version, every one that is kept checked; empty: the target is no longer looked at
     */
    void looked(String target, SequencedMap<String, Boolean> ready);
}
