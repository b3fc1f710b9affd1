package dev.belay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon tells as it happens, read on a thread of its own. When the connection is lost it is opened again, and {@link
 * Connected} says that something may have been missed. Whoever reads it must ask now and then as well: it may never come to life.
 */
final class Events implements AutoCloseable {
    /** A connection on which nothing came for so long may be dead without our knowing. */
    private static final Duration QUIET = Duration.ofSeconds(60);

    private static final long PAUSE_SECONDS = 2;

    private final Api api;
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable InputStream open;

    private Events(Api api) {
        this.api = api;
    }

    /** Something from the daemon. */
    sealed interface Event {}

    /** From here on nothing is missed; what was before must be asked for. */
    record Connected() implements Event {}

    /** The connection is gone, and it is tried again. */
    record Lost(String why, boolean forGood) implements Event {}

    /** A status that changed, or a rollout's step. */
    record Told(String name, JsonNode data) implements Event {}

    static Events of(Api api) {
        var events = new Events(api);
        Thread.ofVirtual().name("events").start(events::read);
        return events;
    }

    /** The next one; null: none came in that time. */
    @Nullable
    Event next(Duration patience) {
        try {
            return queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble(Exit.INTERRUPTED, "Interrupted.");
        }
    }

    /** Those that came meanwhile need no look of their own. */
    void drain() {
        queue.clear();
    }

    private void read() {
        try {
            do {
                Lost lost = once();
                queue.add(lost);
                if (lost.forGood()) {
                    return;
                }
            } while (!closed.await(PAUSE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Lost once() {
        try (InputStream in = api.stream(Route.of("events"), QUIET)) {
            open = in;
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            String name = "";
            var data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    queue.add(new Connected());
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                } else if (line.isEmpty() && !data.isEmpty()) {
                    queue.add(new Told(name, Json.read(data.toString())));
                    data.setLength(0);
                }
            }
            return new Lost("the daemon ended the connection", false);
        } catch (JsonProcessingException e) {
            return new Lost("what came is no JSON", false);
        } catch (IOException e) {
            return new Lost(String.valueOf(e.getMessage()), false);
        } catch (Trouble e) {
            return new Lost(String.valueOf(e.getMessage()), !e.passing());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        InputStream in = open;
        if (in != null) {
            // Closing would wait for what is being read; the process ends anyway, and a virtual thread holds nothing
            // up.
            Thread.ofVirtual().start(() -> {
                try {
                    in.close();
                } catch (IOException e) {
                    // It is gone.
                }
            });
        }
    }
}
