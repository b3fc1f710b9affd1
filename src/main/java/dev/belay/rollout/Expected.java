package dev.belay.rollout;

import org.jspecify.annotations.Nullable;

/** What a caller wants to find before it is replaced. */
public sealed interface Expected {
    /** This revision of it. */
    record Revision(String revision) implements Expected {}

    /** None of that name. */
    record Absent() implements Expected {}

    /** Whatever is there; still written conditionally on what was read just before. */
    record Anything() implements Expected {}

    /**
     * Whether what is found is what was expected.
     *
     * @param revision that is found; null: nothing is
     */
    default boolean matches(@Nullable String revision) {
        return switch (this) {
            case Revision(String wanted) -> wanted.equals(revision);
            case Absent absent -> revision == null;
            case Anything anything -> true;
        };
    }
}
