package dev.belay.announce;

/** Delivers letters. A port, so that tests answer for the world. */
@FunctionalInterface
public interface Courier {
    /** One try, bounded in time. Never throws for what the world does, nor for what {@code evidence} throws. */
    Delivery deliver(Letter letter, Evidence evidence);
}
