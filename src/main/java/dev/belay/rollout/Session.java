package dev.belay.rollout;

import dev.belay.aws.Budgets.Claim;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Rollout;
import dev.belay.reconcile.Journal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A target's root during one pass, and the journals through which its components write into it. */
final class Session {
    private final Roots roots;
    private final StoreHealth store;
    private final InstantSource clock;
    private final boolean writes;
    private final Claim claim;
    private final List<Rollout.Step> unsaved = new ArrayList<>();
    private StoredRoots.Versioned current;

    /** @param claim how urgent its calls are */
    Session(Roots roots, StoreHealth store, InstantSource clock, StoredRoots.Versioned current, Claim claim) {
        this(roots, store, clock, current, true, claim);
    }

    private Session(
            Roots roots,
            StoreHealth store,
            InstantSource clock,
            StoredRoots.Versioned current,
            boolean writes,
            Claim claim) {
        this.roots = roots;
        this.store = store;
        this.clock = clock;
        this.current = current;
        this.writes = writes;
        this.claim = claim;
    }

    /** The same root, for looking only: what would be saved is not. */
    Session readOnly() {
        return new Session(roots, store, clock, current, false, claim);
    }

    Root root() {
        return current.root();
    }

    Claim claim() {
        return claim;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Stores a root, with every step recorded since the last time.
     *
     * @throws StoreTrouble when it could not be stored
     */
    void save(Root next) {
        if (!writes) {
            return;
        }
        try {
            current = roots.write(current, withSteps(next));
            unsaved.clear();
        } catch (FailureException e) {
            if (!(e.failure() instanceof Failure.Conflict)) {
                store.failed(e.failure().message());
            }
            throw new StoreTrouble(e.failure(), e);
        }
    }

    /** The root with every step recorded so far, for drawing the conclusion of the pass. */
    Root drained() {
        Root drained = withSteps(root());
        unsaved.clear();
        return drained;
    }

    private Root withSteps(Root next) {
        Rollout rollout = next.rollout();
        if (rollout == null || unsaved.isEmpty()) {
            return next;
        }
        var draft = new RolloutDraft(rollout);
        unsaved.forEach(step -> draft.step(step.at(), step.component(), step.what()));
        return next.with(draft.rollout());
    }

    void step(@Nullable String component, String what) {
        unsaved.add(new Rollout.Step(clock.instant(), component, what));
    }

    /** The journal of one component. */
    <S> Journal<S> journal(String component, BiFunction<Root, S, Root> put) {
        return new Journal<>() {
            @Override
            public void save(S state) {
                Session.this.save(put.apply(root(), state));
            }

            @Override
            public void record(String what) {
                step(component, what);
            }
        };
    }
}
