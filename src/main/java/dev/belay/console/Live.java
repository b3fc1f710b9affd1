package dev.belay.console;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks a few times a second whether there is something new for a watcher, however much happened in between. A watcher
 * that is too slow is looked at less often; nothing piles up for it.
 */
final class Live {
    private static final Duration PACE = Duration.ofMillis(300);

    /** So many looks apart a watcher is told that there is somebody at the other end: 10 s. */
    private static final int BEAT = 33;

    private Live() {}

    /** What a watcher has not seen yet. Called by one thread at a time. */
    interface Watch {
        /** Whether nothing more is to be waited for. */
        boolean over();

        /** Whether what the watcher saw before can't be told, so that it has to ask for the whole again. */
        boolean lost();

        /** Name of the event that {@link #next} makes. */
        String event();

        /**
         * What is new since the call before.
         *
         * @param all whether to look at more than what was announced
         * @return as elements to be put in their places; null: nothing
         */
        @Nullable
        String next(boolean all);
    }

    static Multi<OutboundSseEvent> of(Sse sse, Watch watch) {
        // Said at once, so that the watcher knows that from here on it misses nothing.
        var hello = sse.newEvent(watch.lost() ? "again" : "beat", "-");
        var news = Multi.createFrom()
                .ticks()
                .every(PACE)
                .onOverflow()
                .drop()
                .select()
                .first(tick -> !watch.over())
                .onItem()
                .transformToIterable(tick -> events(sse, watch, tick % BEAT == BEAT - 1));
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(hello), news);
    }

    private static List<OutboundSseEvent> events(Sse sse, Watch watch, boolean beat) {
        var events = new ArrayList<OutboundSseEvent>();
        String news = watch.next(beat);
        if (news != null) {
            events.add(sse.newEvent(watch.event(), news));
        }
        if (beat) {
            events.add(sse.newEvent("beat", "-"));
        }
        return events;
    }
}
