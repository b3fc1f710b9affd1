package dev.belay.store;

import java.util.List;

/**
 * A record of a listing, by what it is good for.
 *
 * <p>{@code name} is the file's, key's or item's; {@code revision} the store's, also of a record that is invalid.
 */
public sealed interface Entry<T> {
    String name();

    String place();

    String revision();

    /** In order, and fits the other records. */
    record Valid<T>(String name, String place, String revision, T record) implements Entry<T> {}

    /**
     * A pin that is in order itself, of a target whose own record is invalid now: whether it fits is to be asked of the target
     * that was admitted last, by {@link Catalog#fitted}.
     */
    record Waiting<T>(String name, String place, String revision, T record, Node tree) implements Entry<T> {}

    /**
     * Changes nothing.
     *
     * @param problems at least one, from the top
     */
    record Invalid<T>(String name, String place, String revision, List<Problem> problems) implements Entry<T> {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** All problems; none when it is not invalid. */
    default List<Problem> problems() {
        return switch (this) {
            case Valid<T> valid -> List.of();
            case Waiting<T> waiting -> List.of();
            case Invalid<T> invalid -> invalid.problems();
        };
    }
}
