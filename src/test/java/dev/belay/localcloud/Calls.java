package dev.belay.localcloud;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The calls that were made, oldest first. Keeps the last 100,000. Safe for many threads. */
public final class Calls {
    private static final int KEPT = 100_000;
    private final Deque<Call> calls = new ArrayDeque<>();
    private volatile Consumer<Call> listener = call -> {};

    /** From now on hears of every call, in its own thread, instead of whoever did before: what is kept here has an end. */
    public void listen(Consumer<Call> listener) {
        this.listener = listener;
    }

    void add(Call call) {
        keep(call);
        listener.accept(call);
    }

    private synchronized void keep(Call call) {
        calls.addLast(call);
        if (calls.size() > KEPT) {
            calls.removeFirst();
        }
    }

    public synchronized List<Call> all() {
        return List.copyOf(calls);
    }

    public synchronized List<Call> of(String service, String operation) {
        return calls.stream().filter(call -> call.is(service, operation)).toList();
    }

    public int count(String service, String operation) {
        return of(service, operation).size();
    }

    /** How many calls each {@code service:Operation} got. */
    public synchronized Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        calls.forEach(call -> counts.merge(call.service() + ":" + call.operation(), 1, Integer::sum));
        return counts;
    }

    public synchronized void clear() {
        calls.clear();
    }
}
