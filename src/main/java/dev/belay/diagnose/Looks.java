package dev.belay.diagnose;

import dev.belay.model.Failure;
import dev.belay.reconcile.Parallel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at many things side by side, until a time. What has begun by then ends by its own timeout. */
final class Looks {
    private static final int AT_ONCE = 16;

    private final Parallel parallel;
    private final InstantSource clock;
    private final Instant until;
    private final List<Look<?>> waiting = new ArrayList<>();
    private final List<Look<?>> done = new ArrayList<>();

    Looks(Parallel parallel, InstantSource clock, Instant until) {
        this.parallel = parallel;
        this.clock = clock;
        this.until = until;
    }

    /** Will be looked at by {@link #together}. */
    <T> Look<T> at(String what, Supplier<? extends @Nullable T> read) {
        var look = new Look<T>(what, read);
        waiting.add(look);
        return look;
    }

    /** Looks at all that waits, and returns when that is done. */
    void together() {
        var now = List.copyOf(waiting);
        waiting.clear();
        done.addAll(parallel.<Look<?>, Look<?>>map(now, AT_ONCE, this::look));
    }

    private Look<?> look(Look<?> look) {
        if (clock.instant().isAfter(until)) {
            look.tooLate();
        } else {
            look.read();
        }
        return look;
    }

    /** What could not be read and why, a sentence each. */
    List<String> unread() {
        var sentences = new ArrayList<String>();
        for (Look<?> look : done) {
            Failure failure = look.failure();
            if (failure != null) {
                sentences.add(Redaction.line(look.what() + " can't be read: " + failure.message()));
            }
        }
        return sentences.stream().distinct().toList();
    }
}
