package dev.belay.rollout;

import dev.belay.adopt.AdoptRequest;
import dev.belay.adopt.Adopted;
import dev.belay.adopt.Adoption;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Pin;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Status;
import dev.belay.model.Target;
import dev.belay.publish.Publication;
import dev.belay.publish.PublishRequest;
import dev.belay.rollout.Admitted.Pending;
import dev.belay.rollout.Admitted.Revised;
import dev.belay.rollout.Reconciler.Ports;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers people and their programs. Writes records and roots; the loop does the rest. */
final class Operations implements Desk {
    /** How many finished rollouts a list shows. */
    private static final int SHOWN = 50;

    /** How often a lost race against a pass is run again. */
    private static final int TRIES = 5;

    private final RecordDesk submissions;
    private final PlacedHolds holds;
    private final PublishDesk publishing;
    private final AdoptDesk adopting;
    private final RollbackDesk rollbacks;
    private final GateDesk gate;
    private final MarkDesk marks;
    private final StoredRoots roots;
    private final Foresight foresight;
    private final Archive archive;
    private final Statuses statuses;
    private final Attention attention;
    private final Function<Root, @Nullable Readiness> readiness;

    /** @param readiness what rollbacks would meet, as it was looked into last; null: not yet */
    Operations(Ports ports, Acting.Common common, Attention attention, Function<Root, @Nullable Readiness> readiness) {
        var clock = ports.clock();
        Records records = common.records();
        this.roots = common.roots();
        this.foresight = common.foresight();
        this.archive = common.archive();
        this.statuses = common.statuses();
        this.attention = attention;
        this.readiness = readiness;
        submissions = new RecordDesk(ports.records(), records, roots, attention::records);
        holds = new PlacedHolds(records, clock);
        publishing =
                new PublishDesk(new Publication(ports.records(), ports.documents()), roots, clock, attention::records);
        adopting = new AdoptDesk(new Adoption(ports.ecs(), ports.sites()));
        rollbacks = new RollbackDesk(submissions, records, roots, foresight, readiness, attention::root, clock);
        gate = new GateDesk(submissions, records, roots, common.health(), clock);
        marks = new MarkDesk(roots, attention::root, clock);
    }

    @Override
    public List<Status> statuses() {
        return statuses.all();
    }

    @Override
    public @Nullable Status status(String target) {
        return statuses.of(target);
    }

    @Override
    public Reply<List<PlanStep>> plan(String target, @Nullable String version) {
        if (statuses.of(target) == null) {
            return missing(target);
        }
        Root root = roots.read(target).root();
        Target spec = root.admitted().target();
        if (spec == null) {
            return new Reply.Impossible<>("the target was never valid");
        }
        Pin pin = pinOf(root, version, spec);
        return pin == null
                ? new Reply.Impossible<>("nothing is pinned; say which version: ?version=V")
                : new Reply.Done<>(plan(root, spec, pin, forced(root, version)));
    }

    @Override
    public Reply<List<PlanStep>> planPin(String target, String record) {
        return submissions
                .target(target)
                .then(spec -> submissions.fitting(spec, record))
                .then(fitting -> {
                    Root root = roots.read(target).root();
                    Revised inForce = root.admitted().pin();
                    boolean forced = Admission.cause(
                                    inForce == null ? null : inForce.pin(), new Revised(fitting.pin(), "not written"))
                            == Cause.FORCE;
                    return new Reply.Done<>(plan(root, fitting.target(), fitting.pin(), forced));
                });
    }

    private List<PlanStep> plan(Root root, Target target, Pin pin, boolean forced) {
        var steps = new ArrayList<PlanStep>();
        String veto = Vetoes.of(root.history(), pin);
        if (veto != null) {
            steps.add(new PlanStep(null, veto));
        }
        steps.addAll(foresight.preview(target, root, pin, forced));
        return steps;
    }

    private static @Nullable Pin pinOf(Root root, @Nullable String version, Target target) {
        if (version != null) {
            return new Pin(target.metadata(), version, new LinkedHashMap<>(), false, 0, null, null, null);
        }
        Pending pending = root.admitted().pending();
        return pending != null ? pending.pin() : root.admitted().inForce();
    }

    private static boolean forced(Root root, @Nullable String version) {
        Pending pending = root.admitted().pending();
        Revised inForce = root.admitted().pin();
        if (version != null) {
            return false;
        }
        return pending == null
                ? Admission.forces(root)
                : Admission.cause(
                                inForce == null ? null : inForce.pin(), new Revised(pending.pin(), pending.revision()))
                        == Cause.FORCE;
    }

    @Override
    public Reply<List<KnownVersion>> versions(String target) {
        Status status = statuses.of(target);
        if (status == null) {
            return missing(target);
        }
        Root root = roots.read(target).root();
        return new Reply.Done<>(KnownVersions.of(root, status, readiness.apply(root)));
    }

    @Override
    public Reply<List<Rollout>> rollouts(String target) {
        if (statuses.of(target) == null) {
            return missing(target);
        }
        var all = new ArrayList<Rollout>();
        Root root = roots.read(target).root();
        if (root.rollout() != null) {
            all.add(root.rollout());
        }
        Rollout last = root.history().last();
        if (last != null && !root.history().archived()) {
            all.add(last);
        }
        archive.rollouts(target, SHOWN).stream()
                .filter(kept -> all.stream().noneMatch(known -> known.id().equals(kept.id())))
                .forEach(all::add);
        return new Reply.Done<>(all);
    }

    @Override
    public Reply<Rollout> rollout(String target, String id) {
        if (statuses.of(target) == null) {
            return missing(target);
        }
        Root root = roots.read(target).root();
        for (Rollout known : new Rollout[] {root.rollout(), root.history().last()}) {
            if (known != null && known.id().equals(id)) {
                return new Reply.Done<>(known);
            }
        }
        Rollout kept = archive.rollout(target, id);
        return kept == null ? new Reply.NotFound<>("rollout " + id + " of " + target) : new Reply.Done<>(kept);
    }

    @Override
    public Reply<String> putPin(String target, String record, Expected expected, Caller caller) {
        return submissions.putPin(target, record, expected, caller);
    }

    @Override
    public Reply<RolledBack> rollback(
            String target, String request, Expected expected, Caller caller, boolean anywhere) {
        return rollbacks.rollback(target, request, expected, caller, anywhere);
    }

    @Override
    public Reply<RollbackPlan> planRollback(String target, @Nullable String request, Caller caller) {
        return rollbacks
                .plan(target, request, caller)
                .then(going -> new Reply.Done<>(new RollbackPlan(
                        going.chosen().version(),
                        going.chosen().pin().components(),
                        going.chosen().passedOver(),
                        going.recorded().revision(),
                        going.chosen().beyond(),
                        going.waits() ? going.holding().by() : null,
                        plan(going.root(), going.target(), going.chosen().pin(), false))));
    }

    @Override
    public Reply<GateAnswer> gate(String target, @Nullable String version) {
        return gate.ask(target, version);
    }

    @Override
    public Reply<String> mark(String target, String version, VersionMark mark, String request, Caller caller) {
        return statuses.of(target) == null ? missing(target) : marks.mark(target, version, mark, request, caller);
    }

    @Override
    public Reply<String> unmark(
            String target, String version, VersionMark mark, @Nullable String request, Caller caller) {
        return statuses.of(target) == null ? missing(target) : marks.unmark(target, version, mark, request);
    }

    @Override
    public Reply<String> admit(String target, String revision, Caller caller) {
        if (statuses.of(target) == null) {
            return missing(target);
        }
        for (int i = 1; ; i++) {
            try {
                return admit(target, revision);
            } catch (FailureException e) {
                // A pass wrote the root meanwhile. What the caller saw is the pin's revision, and that is looked at
                // anew.
                if (!(e.failure() instanceof Failure.Conflict) || i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Reply<String> admit(String target, String revision) {
        StoredRoots.Versioned current = roots.read(target);
        Admitted admitted = current.root().admitted();
        Pending pending = admitted.pending();
        Revised pin = admitted.pin();
        String now = pending != null ? pending.revision() : pin == null ? null : pin.revision();
        if (!revision.equals(now)) {
            return new Reply.Moved<>(now);
        }
        Root released = Admission.release(current.root());
        if (released.equals(current.root())) {
            return new Reply.Impossible<>("no pin is pending, no drift arose unseen, and nobody is fought");
        }
        roots.write(current, released);
        attention.root(target);
        return new Reply.Done<>(
                pending != null
                        ? Wording.ask(pending.pin()) + " is in force"
                        : "what was left as it is, is corrected now");
    }

    @Override
    public Reply<String> reconcile(String target, Caller caller) {
        if (statuses.of(target) == null) {
            return missing(target);
        }
        attention.target(target);
        return new Reply.Done<>(target + " is looked at now");
    }

    @Override
    public Reply<PlacedRecord> pin(String target) {
        return submissions.placedPin(target);
    }

    @Override
    public List<PlacedHold> holds(Caller caller) {
        return holds.seenBy(caller);
    }

    @Override
    public Reply<PublishReport> publish(PublishRequest request, Expected expected, boolean dryRun, Caller caller) {
        return publishing.publish(request, expected, dryRun, caller);
    }

    @Override
    public Reply<Adopted> adopt(AdoptRequest request, Caller caller) {
        return adopting.adopt(request, caller);
    }

    @Override
    public Reply<String> putHold(String name, String record, Expected expected, Caller caller) {
        return submissions.putHold(name, record, expected, caller);
    }

    @Override
    public Reply<String> deleteHold(String name, Expected expected, Caller caller) {
        return submissions.deleteHold(name, expected, caller);
    }

    private static <T> Reply<T> missing(String target) {
        return new Reply.NotFound<>("target " + target);
    }
}
