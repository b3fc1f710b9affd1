package dev.belay.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A record of a listing, decoded but not yet compared with the others.
 *
 * @param tree null: there is none
 */
record Draft<T>(StoredRecord stored, @Nullable Node tree, Decoded<T> decoded) {
    /** The draft of what is still as it was; null: there is none. */
    static <T> @Nullable Draft<T> of(StoredRecord stored, List<Draft<T>> before) {
        for (var draft : before) {
            if (stored.isStill(draft.stored)) {
                return draft;
            }
        }
        return null;
    }

    static <T> Draft<T> of(StoredRecord stored, BiFunction<String, Node, Decoded<T>> decoder) {
        return switch (RecordCodec.tree(stored)) {
            case Decoded.Valid<Node>(Node tree) -> new Draft<>(stored, tree, named(stored, tree, decoder));
            case Decoded.Invalid<Node>(List<Problem> problems) ->
                new Draft<>(stored, null, new Decoded.Invalid<>(problems));
        };
    }

    /** Decodes a tree; the record's name must be that of its file, key or item. */
    private static <T> Decoded<T> named(StoredRecord stored, Node tree, BiFunction<String, Node, Decoded<T>> decoder) {
        var decoded = decoder.apply(stored.place(), tree);
        if (!(Trees.find(tree, "metadata", "name") instanceof Node.Scalar name)
                || !RecordName.isValid(name.text())
                || name.text().equals(stored.name())) {
            return decoded;
        }
        var problems = new ArrayList<>(decoded.problems());
        problems.add(Trees.problem(
                stored.place(),
                tree,
                List.of("metadata", "name"),
                Part.quoted(name.text()),
                Part.quoted(stored.name()) + ", the name of its place",
                null));
        problems.sort(Problem.FROM_THE_TOP);
        return new Decoded.Invalid<>(problems);
    }

    Entry<T> entry(List<Problem> more) {
        return switch (decoded) {
            case Decoded.Valid<T>(T record) ->
                more.isEmpty()
                        ? new Entry.Valid<>(stored.name(), stored.place(), stored.revision(), record)
                        : invalid(more);
            case Decoded.Invalid<T>(List<Problem> problems) -> invalid(problems);
        };
    }

    Entry.Invalid<T> invalid(List<Problem> problems) {
        return new Entry.Invalid<>(stored.name(), stored.place(), stored.revision(), problems);
    }
}
