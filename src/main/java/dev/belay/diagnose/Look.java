package dev.belay.diagnose;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One thing that is looked at, and what came of it. */
final class Look<T> {
    private final String what;
    private final Supplier<? extends @Nullable T> read;
    private @Nullable T value;
    private @Nullable Failure failure;

    Look(String what, Supplier<? extends @Nullable T> read) {
        this.what = what;
        this.read = read;
    }

    void read() {
        try {
            value = read.get();
        } catch (FailureException e) {
            failure = e.failure();
        }
    }

    void tooLate() {
        failure = new Failure.Unavailable("the time for the diagnosis was over");
    }

    /** Null: it is not there, or could not be read. */
    @Nullable
    T value() {
        return value;
    }

    T or(T otherwise) {
        T seen = value;
        return seen == null ? otherwise : seen;
    }

    /** Whether it was read; what was read may be that there is nothing. */
    boolean seen() {
        return failure == null;
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    String what() {
        return what;
    }
}
