package dev.belay.rollout;

import dev.belay.lease.Tenure;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.rollout.StoredRoots.Versioned;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The roots of the targets that passes of one tenure act on: read once, claimed by the tenure's epoch, kept. After a write that lost,
 * and when others say that they wrote it, a root is read anew at the next use.
 */
final class Roots {
    private final StoredRoots stored;
    private final Tenure tenure;
    private final Map<String, Kept> known = new ConcurrentHashMap<>();

    /** How often others wrote something: a call that was under way meanwhile may not have seen it. */
    private final AtomicLong moves = new AtomicLong();

    /**
     * A root in memory.
     *
     * @param current whether the store is known to hold it, or to have held it last
     */
    private record Kept(Versioned root, boolean current) {}

    Roots(StoredRoots stored, Tenure tenure) {
        this.stored = stored;
        this.tenure = tenure;
    }

    /**
     * The root of a target; an empty one where nothing is stored. Nobody of an earlier term can write it any more.
     *
     * @throws FailureException when it can't be read or claimed; {@link Failure.Conflict} when it is of a later term
     */
    Versioned read(String target) {
        Kept kept = known.get(target);
        if (kept != null && kept.current()) {
            return kept.root();
        }
        long before = moves.get();
        Versioned read = stored.read(target);
        if (read.root().epoch() > tenure.term()) {
            tenure.outdone(read.root().epoch());
            throw new Failure.Conflict(target + " is another replica's now").asException();
        }
        if (read.root().epoch() == tenure.term()) {
            known.put(target, new Kept(read, before == moves.get()));
            return read;
        }
        known.put(target, new Kept(read, false));
        return tenure.lasts(Duration.ZERO) ? write(read, read.root().claimed(tenure.term())) : read;
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
        long moved = moves.get();
        try {
            Versioned written = stored.write(before, after);
            known.put(after.target(), new Kept(written, moved == moves.get()));
            return written;
        } catch (FailureException e) {
            moved(after.target());
            throw e;
        }
    }

    /** Somebody else may have written it. */
    void moved(String target) {
        moves.incrementAndGet();
        known.computeIfPresent(target, (name, kept) -> new Kept(kept.root(), false));
    }

    /** Lets go of a target that is no longer reconciled. Its root stays stored. */
    void forget(String target) {
        known.remove(target);
    }
}
