package dev.belay.rollout;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.store.DocumentStore;
import dev.belay.store.DocumentStore.Document;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The roots of all targets as the store holds them: read anew each time, written by compare-and-swap. */
final class StoredRoots {
    /** How often a lost race against a pass is run again. */
    private static final int TRIES = 5;

    private final DocumentStore documents;
    private final RootCodec codec = new RootCodec();

    /**
     * A root as it was last read or written.
     *
     * @param version null: not stored yet
     */
    record Versioned(Root root, @Nullable String version) {}

    StoredRoots(DocumentStore documents) {
        this.documents = documents;
    }

    /**
     * The root of a target; an empty one where nothing is stored.
     *
     * @throws FailureException when it can't be read
     */
    Versioned read(String target) {
        Document document = documents.read(path(target));
        return document == null
                ? new Versioned(Root.empty(target), null)
                : new Versioned(codec.decode(path(target), document.content()), document.version());
    }

    /**
     * Replaces a root by its successor.
     *
     * @throws FailureException with {@link Failure.Conflict} when somebody else wrote it meanwhile
     */
    Versioned write(Versioned before, Root after) {
        return after.equals(before.root())
                ? before
                : new Versioned(after, documents.write(path(after.target()), codec.encode(after), before.version()));
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

    private static String path(String target) {
        return "state/" + target;
    }
}
