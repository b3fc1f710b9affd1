package dev.belay.store;

/**
 * Reads one part of a record, and reports what is wrong with it to the part itself. Given a {@link Sketch}, it says what it would
 * read, and gets nothing.
 */
@FunctionalInterface
interface Reader<T> {
    Read<T> read(Part part);

    /** What should stand there, for when nothing does. */
    default String expected() {
        return "an object";
    }

    /** The same, said better. */
    default Reader<T> expecting(String expected) {
        Reader<T> inner = this;
        return new Reader<>() {
            @Override
            public Read<T> read(Part part) {
                return inner.read(part);
            }

            @Override
            public String expected() {
                return expected;
            }
        };
    }
}
