package dev.belay.simulation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** What happened, call by call: the end of it for people, a hash of all of it to tell runs apart. */
final class Trace {
    private static final int KEPT = Integer.getInteger("belay.trace", 400);

    private final InstantSource clock;
    private final Deque<String> tail = new ArrayDeque<>();
    private long hash = 1125899906842597L;
    private int calls;

    Trace(InstantSource clock) {
        this.clock = clock;
    }

    void add(String daemon, Call call, Fate fate) {
        calls++;
        add(fate instanceof Fate.Fine ? daemon + " " + call : daemon + " " + call + " ! " + fate);
    }

    void add(String line) {
        long millis = Duration.between(Baton.START, clock.instant()).toMillis();
        String stamped = millis / 1000 + "." + (millis % 1000 + 1000 + "").substring(1) + " " + line;
        for (int i = 0; i < stamped.length(); i++) {
            hash = 31 * hash + stamped.charAt(i);
        }
        if (stamped.equals(tail.peekLast())) {
            return;
        }
        tail.addLast(stamped);
        if (tail.size() > KEPT) {
            tail.removeFirst();
        }
    }

    /** Equal where the same happened in the same order at the same times. */
    String hash() {
        return Long.toHexString(hash);
    }

    int calls() {
        return calls;
    }

    @Override
    public String toString() {
        return String.join("\n", tail);
    }
}
