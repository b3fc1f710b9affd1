package dev.belay.lease;

/**
 * Time as it passes for this process alone, in nanoseconds from an arbitrary start. It never goes back, whatever happens to the
 * clock, and goes on while the process is stopped. Only differences mean anything, and only within this process.
 */
@FunctionalInterface
public interface Ticker {
    long nanos();
}
