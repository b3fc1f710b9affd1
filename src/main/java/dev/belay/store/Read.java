package dev.belay.store;

import org.jspecify.annotations.Nullable;

/**
 * What reading one part of a record gave: a value, or none, because it is absent or because its problems were reported.
 * {@link Fields#done} builds a record only when nothing was reported, so {@link #get} is safe there.
 */
final class Read<T> {
    private final @Nullable T value;

    private Read(@Nullable T value) {
        this.value = value;
    }

    static <T> Read<T> of(T value) {
        return new Read<>(value);
    }

    static <T> Read<T> nothing() {
        return new Read<>(null);
    }

    boolean isPresent() {
        return value != null;
    }

    T get() {
        if (value == null) {
            throw new IllegalStateException("read before its problems were looked at");
        }
        return value;
    }

    @Nullable
    T orNull() {
        return value;
    }

    T or(T fallback) {
        return value == null ? fallback : value;
    }
}
