package dev.belay.store;

import java.util.List;
import java.util.regex.Pattern;
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
    record Scalar(@Nullable Position at, String text, boolean quoted) implements Node {
        private static final Pattern EXACT_NUMBER =
                Pattern.compile("0|-?[1-9][0-9]{0,14}|-?(0|[1-9][0-9]{0,14})\\.[0-9]{0,5}[1-9]");

        /** Whether it is a number that every store gives back as it was written; {@code 1.10} may come back as {@code 1.1}. */
        public boolean isExactNumber() {
            return !quoted && EXACT_NUMBER.matcher(text).matches();
        }
    }

    /** An explicit null. */
    record Null(@Nullable Position at) implements Node {}
}
