package dev.belay.notify;

import dev.belay.localcloud.VirtualClock;
import java.time.Duration;

class MemoryQueueTest extends NotificationQueueContract {
    private final VirtualClock clock = new VirtualClock();
    private final MemoryQueue queue = new MemoryQueue(clock);

    @Override
    protected NotificationQueue queue() {
        return queue;
    }

    @Override
    protected void send(String body) {
        queue.send(body);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}
