package dev.belay.rollout;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Target;
import dev.belay.store.DocumentStore;
import dev.belay.store.DocumentStore.Document;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The roots of all targets: read once, kept, written by compare-and-swap. After a write that lost, the root is read anew
 * at the next use.
 */
final class Roots {
    private final DocumentStore documents;
    private final RootCodec codec = new RootCodec();
    private final Map<String, Versioned> known = new ConcurrentHashMap<>();

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
        Versioned cached = known.get(target);
        if (cached != null) {
            return cached;
        }
        Document document = documents.read(path(target));
        Versioned read = document == null
                ? new Versioned(Root.empty(target), null)
                : new Versioned(codec.decode(path(target), document.content()), document.version());
        known.put(target, read);
        return read;
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
            known.put(after.target(), written);
            return written;
        } catch (FailureException e) {
            known.remove(after.target());
            throw e;
        }
    }

    /** Lets go of a target that is no longer reconciled, and returns what was in force. Its root stays stored. */
    @Nullable
    Target forget(String target) {
        Versioned removed = known.remove(target);
        return removed == null ? null : removed.root().admitted().target();
    }

    private static String path(String target) {
        return "state/" + target;
    }
}
