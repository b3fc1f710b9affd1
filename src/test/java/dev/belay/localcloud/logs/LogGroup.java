package dev.belay.localcloud.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One log group: streams by name. */
final class LogGroup {
    private static final int KEPT = 2_000;

    /**
     * One line.
     *
     * @param number of the line within its stream, from 0, never used twice
     */
    record Line(String stream, long number, Instant at, String text) {
        String id() {
            return "%020d%012d%08x".formatted(at.toEpochMilli(), number, stream.hashCode());
        }
    }

    /** One stream: its lines in the order of writing. */
    static final class Stream {
        final String name;
        final Instant createdAt;
        final List<Line> lines = new ArrayList<>();
        private long written;

        Stream(String name, Instant createdAt) {
            this.name = name;
            this.createdAt = createdAt;
        }
    }

    final String arn;
    final Map<String, Stream> streams = new TreeMap<>();

    LogGroup(String arn) {
        this.arn = arn;
    }

    void write(String name, Instant at, String text) {
        Stream stream = streams.computeIfAbsent(name, n -> new Stream(n, at));
        stream.lines.add(new Line(name, stream.written++, at, text));
        if (stream.lines.size() > KEPT) {
            stream.lines.removeFirst();
        }
    }

    ObjectNode state() {
        ObjectNode state = Json.object();
        streams.forEach((name, stream) -> state.put(
                name,
                stream.lines.size() + " lines, the last: "
                        + stream.lines.getLast().text()));
        return state;
    }
}
