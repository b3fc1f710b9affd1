package dev.belay.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record as a tree that knows where each part stands: the one form that YAML, JSON and items of a table are read into. */
public sealed interface Node {
    /** Where it stands; null: the source has no positions. */
    @Nullable
    Position at();

    /** Line and column, both counted from 1. */
    record Position(int line, int column) {}

    /** An object; entries in the order of the source, duplicate keys kept for the decoder to refuse. */
    record Mapping(@Nullable Position at, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /** One field of an object. */
    record Entry(@Nullable Position at, String key, Node value) {}

    /** A list. */
    record Sequence(@Nullable Position at, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * A scalar as written: {@code 20261120} is the text, not a number.
     *
     * @param quoted whether it was quoted, so that {@code "true"} can be told from {@code true}
     */
    record Scalar(@Nullable Position at, String text, boolean quoted) implements Node {}

    /** An explicit null. */
    record Null(@Nullable Position at) implements Node {}
}
