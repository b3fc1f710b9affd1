package dev.belay.rollout;

import dev.belay.aws.Budgets.Claim;
import dev.belay.lease.Tenure;
import dev.belay.model.ComponentReport;
import dev.belay.model.FailureException;
import dev.belay.model.Mandate;
import dev.belay.model.Pin;
import dev.belay.model.Standing;
import dev.belay.model.Status;
import dev.belay.model.Target;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Pass;
import dev.belay.reconcile.Priority;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;

/** One look at one target: admit, observe, plan, apply, verify, report. The key is the target's name. */
public final class TargetPass implements Pass {
    private static final System.Logger LOG = System.getLogger(TargetPass.class.getName());

    private final Tenure tenure;
    private final Records records;
    private final StoreHealth store;
    private final Roots roots;
    private final Components components;
    private final Checks checks;
    private final Archive archive;
    private final Bulletin bulletin;
    private final Statuses statuses;
    private final Errands errands;
    private final Preparedness preparedness;
    private final InstantSource clock;
    private final Rhythm rhythm;
    private final Patience patience = new Patience();

    /** Targets that were looked at without interruption since this daemon started, or were last suspended, and since when. */
    private final Map<String, Instant> watched = new ConcurrentHashMap<>();

    TargetPass(
            Tenure tenure,
            Records records,
            StoreHealth store,
            Roots roots,
            Components components,
            Checks checks,
            Archive archive,
            Bulletin bulletin,
            Statuses statuses,
            Errands errands,
            Preparedness preparedness,
            InstantSource clock,
            Duration resync) {
        this.tenure = tenure;
        this.records = records;
        this.store = store;
        this.roots = roots;
        this.components = components;
        this.checks = checks;
        this.archive = archive;
        this.bulletin = bulletin;
        this.statuses = statuses;
        this.errands = errands;
        this.preparedness = preparedness;
        this.clock = clock;
        this.rhythm = new Rhythm(components, checks, errands, clock, resync);
    }

    @Override
    public Outcome run(String name) {
        return run(name, Priority.CHANGE);
    }

    /** What an operator asked for may make calls that are kept for operators. */
    @Override
    public Outcome run(String name, Priority priority) {
        if (tenure.isOver()) {
            return new Outcome.Gone();
        }
        StoredRoots.Versioned stored;
        try {
            stored = roots.read(name);
        } catch (FailureException e) {
            return lookWithoutRoot(name, e);
        }
        Desired desired = records.desired(name, stored.root().admitted().target(), clock.instant());
        if (!desired.exists()) {
            return forget(stored);
        }
        boolean fresh = store.fresh() && tenure.lasts(Duration.ZERO);
        Session session = new Session(roots, store, clock, stored, claim(priority));
        try {
            return look(desired, session, fresh);
        } catch (StoreTrouble e) {
            // What can't be written down does not begin; what is seen is still said.
            look(desired, session.readOnly(), false);
            return new Outcome.Failed(e.failure());
        }
    }

    private static Claim claim(Priority priority) {
        return switch (priority) {
            case OPERATOR -> Claim.OPERATOR;
            case CHANGE, RESYNC -> Claim.REGULAR;
        };
    }

    /** What can't be read is said to be so, and what was known last is looked at: nothing begins. */
    private Outcome lookWithoutRoot(String name, FailureException why) {
        StoredRoots.Versioned last = roots.lastKnown(name);
        Desired desired = records.desired(name, last.root().admitted().target(), clock.instant());
        if (desired.exists()) {
            LOG.log(Level.WARNING, "the state of {0} can''t be read: {1}", name, why.getMessage());
            look(desired, new Session(roots, store, clock, last, Claim.BACKGROUND).readOnly(), false);
        } else {
            letGo(last.root());
        }
        return new Outcome.Failed(why.failure());
    }

    /** Nothing is written where the root says all that there is to say. */
    private Outcome forget(StoredRoots.Versioned stored) {
        letGo(stored.root());
        Root abandoned = RolloutPlanner.abandon(stored.root(), clock.instant());
        roots.write(stored, archive.finished(abandoned));
        roots.forget(stored.root().target());
        return new Outcome.Gone();
    }

    private void letGo(Root root) {
        watched.remove(root.target());
        statuses.remove(root.target());
        errands.forget(root.target());
        patience.forget(root.target());
        Target target = root.admitted().target();
        if (target != null) {
            components.forget(target);
        }
    }

    private Outcome look(Desired desired, Session session, boolean fresh) {
        String name = desired.metadata().name();
        Root before = session.root();
        var situation = new Situation(clock.instant(), desired.holding(), fresh, watched.get(name), store.readBefore());
        if (fresh) {
            errands.takeDown(session);
            session.save(RolloutPlanner.begin(desired.admitInto(session.root()), situation));
        }
        // A rollout that begins in this pass first takes down where it comes from; it moves from the next one on.
        boolean begun =
                !Rhythm.id(before.rollout()).equals(Rhythm.id(session.root().rollout()));
        SequencedMap<String, ComponentReport> reports = advance(session, situation, begun);
        SequencedMap<String, ComponentReport> shown = patience.shown(name, reports, clock.instant());
        Root concluded = fresh ? conclude(session, begun, reports, shown, situation) : session.root();
        Status status = report(desired, session, concluded, shown, situation);
        // A rollout that has just begun moves at once, and its next pass has more to say: it need not wait for this.
        if (fresh && !begun) {
            bulletin.pay(status);
        }
        if (fresh) {
            errands.sendOut(session, shown);
        }
        keepWatch(name, reports, situation);
        return rhythm.after(before, session.root(), reports, situation);
    }

    private Root conclude(
            Session session,
            boolean begun,
            SequencedMap<String, ComponentReport> reports,
            SequencedMap<String, ComponentReport> shown,
            Situation situation) {
        checks.run(session, situation);
        Situation then = situation.at(clock.instant());
        Root drained = session.drained();
        Root concluded =
                begun ? RolloutPlanner.depart(drained, reports) : RolloutPlanner.conclude(drained, reports, then);
        return Announcing.post(concluded, shown, then);
    }

    private static List<String> order(Target target, Root root) {
        Pin pin = root.admitted().inForce();
        return pin == null
                ? List.copyOf(target.components().sequencedKeySet())
                : Turns.order(target, pin, root.history());
    }

    private SequencedMap<String, ComponentReport> advance(Session session, Situation situation, boolean onlyLook) {
        Target target = session.root().admitted().target();
        var reports = new LinkedHashMap<String, ComponentReport>();
        if (target == null) {
            return reports;
        }
        components.watch(target);
        for (String name : order(target, session.root())) {
            Mandate mandate =
                    onlyLook ? Mandate.OBSERVE : RolloutPlanner.mandate(session.root(), name, reports, situation);
            reports.put(name, components.advance(name, target, mandate, session));
        }
        components.looked(target.name());
        var inOrderOfRecord = new LinkedHashMap<String, ComponentReport>();
        for (String name : target.components().sequencedKeySet()) {
            inOrderOfRecord.put(name, Objects.requireNonNull(reports.get(name)));
        }
        return inOrderOfRecord;
    }

    /** One write for what was concluded and since when it is so: a rollout waits for each. */
    private Status report(
            Desired desired,
            Session session,
            Root concluded,
            SequencedMap<String, ComponentReport> reports,
            Situation situation) {
        var view = new StatusView(
                concluded,
                desired,
                reports,
                situation.at(clock.instant()),
                preparedness.of(desired.metadata().name()));
        Status status = view.status();
        if (situation.storeFresh()) {
            session.save(concluded.since(view.since()));
            session.save(archive.finished(session.root()));
        }
        // What another replica says by now is not overwritten.
        if (!tenure.isOver() && statuses.put(status)) {
            bulletin.owe(status.name());
        }
        return status;
    }

    private void keepWatch(String name, SequencedMap<String, ComponentReport> reports, Situation situation) {
        if (situation.holding().suspends()) {
            watched.remove(name);
        } else if (situation.storeFresh()
                && reports.values().stream().map(ComponentReport::standing).noneMatch(TargetPass::sawNothing)) {
            watched.putIfAbsent(name, situation.now());
        }
    }

    private static boolean sawNothing(Standing standing) {
        return standing instanceof Standing.Unknown || standing instanceof Standing.Hindered;
    }
}
