package dev.belay.rollout;

/** Hears of every try to deliver a message, in the thread that made it: must be quick. */
public interface DeliveryListener {
    /**
     * A try ended.
     *
     * @param receiver as people name it, without secrets
     * @param delivered whether it was taken; else it is tried again or given up
     */
    void tried(String target, String receiver, boolean delivered);
}
