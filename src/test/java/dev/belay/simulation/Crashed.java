package dev.belay.simulation;

/** The process is gone: unwinds a thread of it, past everything that handles exceptions. */
final class Crashed extends Error {
    private static final long serialVersionUID = 1L;

    Crashed() {
        super("the process is gone", null, false, false);
    }
}
