package dev.belay.rollout;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.store.DocumentStore;
import dev.belay.store.DocumentStore.Document;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The roots of all targets: read once, kept, written by compare-and-swap. After a write that lost, the root is read anew
 * at the next use.
 */
final class Roots {
    /** How often a lost race against a pass is run again. */
    private static final int TRIES = 5;

    private final DocumentStore documents;
    private final RootCodec codec = new RootCodec();
    private final Map<String, Kept> known = new ConcurrentHashMap<>();

    /**
     * A root in memory.
     *
     * @param current whether the store is known to hold it, or to have held it last
     */
    private record Kept(Versioned root, boolean current) {}

    /**
     * A root as it was last read or written.
     *
     * @param version null: not stored yet
     */
    record Versioned(Root root, @Nullable String version) {}

    Roots(DocumentStore documents) {
        this.documents = documents;
    }

    /**
     * The root of a target; an empty one where nothing is stored.
     *
     * @throws FailureException when it can't be read
     */
    Versioned read(String target) {
        Kept kept = known.get(target);
        if (kept != null && kept.current()) {
            return kept.root();
        }
        Document document = documents.read(path(target));
        Versioned read = document == null
                ? new Versioned(Root.empty(target), null)
                : new Versioned(codec.decode(path(target), document.content()), document.version());
        known.put(target, new Kept(read, true));
        return read;
    }

    /** What was known of it last, be it long ago or nothing: to look with while it can't be read, and to write nothing upon. */
    Versioned lastKnown(String target) {
        Kept kept = known.get(target);
        return kept == null ? new Versioned(Root.empty(target), null) : kept.root();
    }

    /**
     * Replaces a root by its successor.
     *
     * @throws FailureException with {@link Failure.Conflict} when somebody else wrote it meanwhile
     */
    Versioned write(Versioned before, Root after) {
        if (after.equals(before.root())) {
            return before;
        }
        try {
            String version = documents.write(path(after.target()), codec.encode(after), before.version());
            var written = new Versioned(after, version);
            known.put(after.target(), new Kept(written, true));
            return written;
        } catch (FailureException e) {
            known.computeIfPresent(after.target(), (target, kept) -> new Kept(kept.root(), false));
            throw e;
        }
    }

    /**
     * Changes a root by a person's word, against passes that may write it at the same time: the change is made anew on what
     * they wrote.
     *
     * @throws FailureException when it can't be read or written, or others are quicker again and again
     */
    Root change(String target, UnaryOperator<Root> change) {
        for (int i = 1; ; i++) {
            Versioned current = read(target);
            try {
                return write(current, change.apply(current.root())).root();
            } catch (FailureException e) {
                if (!(e.failure() instanceof Failure.Conflict) || i == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Lets go of a target that is no longer reconciled. Its root stays stored. */
    void forget(String target) {
        known.remove(target);
    }

    private static String path(String target) {
        return "state/" + target;
    }
}
