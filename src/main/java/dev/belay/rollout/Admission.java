package dev.belay.rollout;

import dev.belay.ecs.EcsState;
import dev.belay.model.Component;
import dev.belay.model.EcsService;
import dev.belay.model.Pin;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Site;
import dev.belay.model.Target;
import dev.belay.rollout.Admitted.Pending;
import dev.belay.rollout.Admitted.Revised;
import dev.belay.site.SiteState;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which records come into force. Pure. What is invalid or held back changes nothing: the last admitted stays in
 * force, which is kept in the root and so over restarts.
 */
final class Admission {
    private Admission() {}

    /** What the store holds for a target's pin. */
    sealed interface Wish {
        /** A valid pin. */
        record Wanted(Revised pin) implements Wish {}

        /** There is no such record. */
        record Absent() implements Wish {}

        /** It is there and invalid or can't be read. */
        record Invalid() implements Wish {}
    }

    /** Puts a valid target in force. Where a component lies somewhere else now, it starts anew. */
    static Root admit(Root root, Target target) {
        if (target.equals(root.admitted().target())) {
            return root;
        }
        Target before = root.admitted().target();
        var services = new LinkedHashMap<String, EcsState>();
        var sites = new LinkedHashMap<String, SiteState>();
        boolean moved = false;
        for (var entry : target.components().entrySet()) {
            String name = entry.getKey();
            Component was = before == null ? null : before.components().get(name);
            boolean same = was != null && samePlace(was, entry.getValue());
            moved |= !same;
            switch (entry.getValue()) {
                case EcsService service -> services.put(name, same ? root.service(name) : EcsState.NONE);
                case Site site -> sites.put(name, same ? root.site(name) : SiteState.NONE);
            }
        }
        Admitted admitted = root.admitted().with(target);
        // A pin that failed is not applied again by itself, elsewhere neither.
        boolean moves = moved && admitted.pin() != null && admitted.course().failed() == null;
        return root.states(services, sites)
                .with(moves ? admitted.due(forces(root) ? Cause.FORCE : Cause.PIN) : admitted);
    }

    /** Whether a new deployment is asked for that was not seen through yet. */
    static boolean forces(Root root) {
        return root.admitted().due() == Cause.FORCE
                || (root.admitted().due() == null
                        && root.rollout() != null
                        && root.rollout().cause() == Cause.FORCE);
    }

    private static boolean samePlace(Component was, Component is) {
        return switch (is) {
            case EcsService now ->
                was instanceof EcsService then
                        && then.aws().equals(now.aws())
                        && then.cluster().equals(now.cluster())
                        && then.service().equals(now.service());
            case Site now ->
                was instanceof Site then
                        && then.aws().equals(now.aws())
                        && then.live().equals(now.live());
        };
    }

    /** Puts a pin in force, keeps it back, or leaves the last one where it was. */
    static Root admit(Root root, Wish wish, Holding holding) {
        Admitted admitted = root.admitted();
        return switch (wish) {
            case Wish.Invalid invalid -> root;
            case Wish.Absent absent -> admitted.pin() == null && admitted.pending() == null ? root : put(root, null);
            case Wish.Wanted wanted -> admit(root, wanted.pin(), holding);
        };
    }

    private static Root admit(Root root, Revised wanted, Holding holding) {
        Admitted admitted = root.admitted();
        Revised inForce = admitted.pin();
        if (inForce != null && wanted.pin().asksTheSameAs(inForce.pin())) {
            boolean known = wanted.equals(inForce) && admitted.pending() == null;
            return known ? root : root.with(admitted.reworded(wanted));
        }
        Pending pending = admitted.pending();
        // A pending pin in other words is the same pin: to pin anew is to ask for something else, or to raise force.
        boolean keptBackBefore = pending != null && wanted.pin().asksTheSameAs(pending.pin());
        boolean heldBack = holding.suspends() || (holding.holds() && !passes(root, wanted));
        if (heldBack || (keptBackBefore && !holding.holds())) {
            String by = heldBack || pending == null ? holding.by() : pending.by();
            var kept = new Pending(wanted.pin(), wanted.revision(), by);
            return kept.equals(pending) ? root : root.with(admitted.pending(kept));
        }
        return put(root, wanted);
    }

    /** Whether a freeze lets a pin through: a move to what is known good, or one that the freeze itself came with. */
    private static boolean passes(Root root, Revised wanted) {
        return wanted.revision().equals(root.admitted().letThrough()) || KnownGood.passesFreeze(root, wanted.pin());
    }

    /** What a person's {@code admit} does: the pending pin comes into force, and drift that arose unseen may be corrected. */
    static Root release(Root root) {
        Pending pending = root.admitted().pending();
        if (pending != null) {
            return put(root, new Revised(pending.pin(), pending.revision()));
        }
        // Due, and not merely no longer unseen: so that a restart right after does not lose the word that was said.
        boolean leftAlone = root.admitted().unseen() || root.corrections().fight();
        return leftAlone && root.rollout() == null
                ? root.with(root.admitted().unseen(false).due(Cause.DRIFT)).with(Corrections.NONE)
                : root;
    }

    private static Root put(Root root, @Nullable Revised pin) {
        Revised before = root.admitted().pin();
        return root.with(root.admitted().pinned(pin, cause(before == null ? null : before.pin(), pin)));
    }

    /** Why a rollout to a pin begins; null: without a pin none does. */
    static @Nullable Cause cause(@Nullable Pin old, @Nullable Revised pin) {
        if (pin == null) {
            return null;
        }
        return old != null && old.force() < pin.pin().force() && old.asksTheSameButForForce(pin.pin())
                ? Cause.FORCE
                : Cause.PIN;
    }
}
