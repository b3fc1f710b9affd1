package dev.belay.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A queue in memory. It does not wait: who asks it asks again a moment later. */
public final class MemoryQueue implements NotificationQueue {
    private record Stored(String body, Instant visibleAt) {}

    private final Map<String, Stored> messages = new LinkedHashMap<>();
    private final InstantSource clock;
    private int numbers;

    public MemoryQueue(InstantSource clock) {
        this.clock = clock;
    }

    /** Somebody sends a message. */
    public synchronized void send(String body) {
        messages.put(Integer.toString(++numbers), new Stored(body, clock.instant()));
    }

    public synchronized int size() {
        return messages.size();
    }

    @Override
    public synchronized List<Message> receive(Duration wait) {
        Instant now = clock.instant();
        var taken = new ArrayList<Message>();
        messages.replaceAll((receipt, stored) -> {
            if (taken.size() == BATCH || stored.visibleAt().isAfter(now)) {
                return stored;
            }
            taken.add(new Message(receipt, stored.body()));
            return new Stored(stored.body(), now.plusSeconds(30));
        });
        return taken;
    }

    @Override
    public synchronized void delete(List<Message> taken) {
        taken.forEach(message -> messages.remove(message.receipt()));
    }
}
