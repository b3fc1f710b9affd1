package dev.belay.rollout;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Hold;
import dev.belay.model.Pin;
import dev.belay.model.RecordKind;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.model.Target;
import dev.belay.reconcile.Priority;
import dev.belay.rollout.Admitted.Pending;
import dev.belay.rollout.Admitted.Revised;
import dev.belay.store.Catalog;
import dev.belay.store.Decoded;
import dev.belay.store.Entry;
import dev.belay.store.Node;
import dev.belay.store.Problem;
import dev.belay.store.RecordCodec;
import dev.belay.store.RecordStore;
import dev.belay.store.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Answers people and their programs. Writes records and roots; the loop does the rest. */
final class Operations implements Desk {
    /** How many finished rollouts a list shows. */
    private static final int SHOWN = 50;

    private final RecordStore store;
    private final Records records;
    private final Roots roots;
    private final Components components;
    private final Archive archive;
    private final Statuses statuses;
    private final BiConsumer<String, Priority> queue;
    private final Runnable lookAtRecords;

    Operations(
            RecordStore store,
            Records records,
            Roots roots,
            Components components,
            Archive archive,
            Statuses statuses,
            BiConsumer<String, Priority> queue,
            Runnable lookAtRecords) {
        this.store = store;
        this.records = records;
        this.roots = roots;
        this.components = components;
        this.archive = archive;
        this.statuses = statuses;
        this.queue = queue;
        this.lookAtRecords = lookAtRecords;
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
                : new Reply.Done<>(components.preview(spec, root, pin));
    }

    private static @Nullable Pin pinOf(Root root, @Nullable String version, Target target) {
        if (version != null) {
            return new Pin(target.metadata(), version, new LinkedHashMap<>(), 0, null, null, null);
        }
        Pending pending = root.admitted().pending();
        Revised inForce = root.admitted().pin();
        return pending != null ? pending.pin() : inForce == null ? null : inForce.pin();
    }

    @Override
    public Reply<List<KnownVersion>> versions(String target) {
        Status status = statuses.of(target);
        return status == null
                ? missing(target)
                : new Reply.Done<>(KnownVersions.of(roots.read(target).root(), status));
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
        all.addAll(archive.rollouts(target, SHOWN));
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
        Target spec = inForce(target);
        if (spec == null) {
            return missing(target);
        }
        return switch (Submission.read(RecordKind.PIN, target, record)) {
            case Decoded.Invalid<Node>(List<Problem> problems) -> invalid(problems);
            case Decoded.Valid<Node>(Node tree) ->
                switch (RecordCodec.pin(Submission.PLACE, tree)) {
                    case Decoded.Invalid<Pin>(List<Problem> problems) -> invalid(problems);
                    case Decoded.Valid<Pin>(Pin pin) -> putPin(spec, pin, tree, expected);
                };
        };
    }

    private Reply<String> putPin(Target target, Pin pin, Node tree, Expected expected) {
        if (!pin.name().equals(target.name())) {
            return otherName(pin.name(), target.name());
        }
        var entry = new Entry.Waiting<>(pin.name(), Submission.PLACE, "", pin, tree);
        List<Problem> problems = Catalog.fitted(entry, target).problems();
        return problems.isEmpty() && tree instanceof Node.Mapping mapping
                ? write(RecordKind.PIN, pin.name(), mapping, expected)
                : invalid(problems);
    }

    @Override
    public Reply<String> admit(String target, String revision, Caller caller) {
        if (statuses.of(target) == null) {
            return missing(target);
        }
        Roots.Versioned current = roots.read(target);
        Admitted admitted = current.root().admitted();
        Pending pending = admitted.pending();
        Revised pin = admitted.pin();
        String now = pending != null ? pending.revision() : pin == null ? null : pin.revision();
        if (!revision.equals(now)) {
            return new Reply.Moved<>(now);
        }
        Root released = Admission.release(current.root());
        if (released.equals(current.root())) {
            return new Reply.Impossible<>("no pin is pending, and no drift arose unseen");
        }
        roots.write(current, released);
        queue.accept(target, Priority.OPERATOR);
        return new Reply.Done<>(
                pending != null ? Wording.ask(pending.pin()) + " is in force" : "what drifted unseen is corrected now");
    }

    @Override
    public Reply<String> reconcile(String target, Caller caller) {
        if (statuses.of(target) == null) {
            return missing(target);
        }
        components.lookAnew(target);
        lookAtRecords.run();
        queue.accept(target, Priority.OPERATOR);
        return new Reply.Done<>(target + " is looked at now");
    }

    @Override
    public Reply<String> putHold(String name, String record, Expected expected, Caller caller) {
        Reply<String> refused = refusal(name, caller);
        if (refused != null) {
            return refused;
        }
        return switch (Submission.read(RecordKind.HOLD, name, record)) {
            case Decoded.Invalid<Node>(List<Problem> problems) -> invalid(problems);
            case Decoded.Valid<Node>(Node tree) ->
                switch (RecordCodec.hold(Submission.PLACE, tree)) {
                    case Decoded.Invalid<Hold>(List<Problem> problems) -> invalid(problems);
                    case Decoded.Valid<Hold>(Hold hold) -> putHold(name, hold, tree, expected, caller);
                };
        };
    }

    private Reply<String> putHold(String name, Hold hold, Node tree, Expected expected, Caller caller) {
        if (!hold.name().equals(name)) {
            return otherName(hold.name(), name);
        }
        if (!caller.mayHold(hold)) {
            return new Reply.Refused<>("the hold names targets that are not yours");
        }
        return write(RecordKind.HOLD, name, (Node.Mapping) tree, expected);
    }

    @Override
    public Reply<String> deleteHold(String name, Expected expected, Caller caller) {
        Reply<String> refused = refusal(name, caller);
        if (refused != null) {
            return refused;
        }
        StoredRecord current = store.read(RecordKind.HOLD, name);
        if (current == null) {
            return new Reply.NotFound<>("hold " + name);
        }
        if (!matches(expected, current.revision())) {
            return new Reply.Moved<>(current.revision());
        }
        try {
            store.delete(RecordKind.HOLD, name, current.revision());
        } catch (FailureException e) {
            return moved(RecordKind.HOLD, name, e);
        }
        lookAtRecords.run();
        return new Reply.Done<>("hold " + name
                + " is lifted; a pin that it kept back stays pending until it is admitted or pinned anew");
    }

    /** Why a caller may not touch the hold of a name that is there already; null: it may. */
    private @Nullable Reply<String> refusal(String name, Caller caller) {
        Entry<Hold> known = records.catalog().holds().get(name);
        boolean theirs = switch (known) {
            case null -> true;
            case Entry.Valid<Hold> valid -> caller.mayHold(valid.record());
            case Entry.Waiting<Hold> waiting -> caller.mayHold(waiting.record());
            case Entry.Invalid<Hold> invalid -> caller.targets().equals(Caller.ALL);
        };
        return theirs ? null : new Reply.Refused<>("the hold " + name + " names targets that are not yours");
    }

    /** Writes a record if it is as the caller saw it, and has the records looked at. */
    private Reply<String> write(RecordKind kind, String name, Node.Mapping tree, Expected expected) {
        StoredRecord current = store.read(kind, name);
        String revision = current == null ? null : current.revision();
        if (!matches(expected, revision)) {
            return new Reply.Moved<>(revision);
        }
        try {
            String written = store.write(kind, name, tree, revision);
            lookAtRecords.run();
            return new Reply.Done<>(written);
        } catch (FailureException e) {
            return moved(kind, name, e);
        }
    }

    private Reply<String> moved(RecordKind kind, String name, FailureException e) {
        if (!(e.failure() instanceof Failure.Conflict)) {
            throw e;
        }
        StoredRecord now = store.read(kind, name);
        return new Reply.Moved<>(now == null ? null : now.revision());
    }

    private static boolean matches(Expected expected, @Nullable String revision) {
        return switch (expected) {
            case Expected.Revision(String wanted) -> wanted.equals(revision);
            case Expected.Absent absent -> revision == null;
            case Expected.Anything anything -> true;
        };
    }

    private static <T> Reply<T> invalid(List<Problem> problems) {
        return new Reply.Invalid<>(problems.stream().map(Problem::toString).toList());
    }

    private static <T> Reply<T> otherName(String found, String expected) {
        return new Reply.Invalid<>(
                List.of("metadata.name: " + found + "; expected " + expected + ", as in the address"));
    }

    private @Nullable Target inForce(String target) {
        Entry<Target> entry = records.catalog().target(target);
        return entry instanceof Entry.Valid<Target> valid
                ? valid.record()
                : roots.read(target).root().admitted().target();
    }

    private static <T> Reply<T> missing(String target) {
        return new Reply.NotFound<>("target " + target);
    }
}
