package dev.belay.rollout;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Hold;
import dev.belay.model.Pin;
import dev.belay.model.RecordKind;
import dev.belay.model.Target;
import dev.belay.store.Catalog;
import dev.belay.store.Decoded;
import dev.belay.store.Entry;
import dev.belay.store.Node;
import dev.belay.store.Problem;
import dev.belay.store.RecordCodec;
import dev.belay.store.RecordStore;
import dev.belay.store.StoredRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes records for people, each on what they saw, and has them looked at. */
final class RecordDesk {
    private final RecordStore store;
    private final Records records;
    private final StoredRoots roots;
    private final Runnable lookAtRecords;

    RecordDesk(RecordStore store, Records records, StoredRoots roots, Runnable lookAtRecords) {
        this.store = store;
        this.records = records;
        this.roots = roots;
        this.lookAtRecords = lookAtRecords;
    }

    /** The pin as the store holds it. */
    record Recorded(@Nullable String revision, @Nullable Pin pin) {}

    /**
     * The pin of a target.
     *
     * @return with nulls where there is none, and for a pin that can't be read
     */
    Recorded pin(String target) {
        StoredRecord stored = store.read(RecordKind.PIN, target);
        if (stored == null) {
            return new Recorded(null, null);
        }
        return RecordCodec.tree(stored).then(tree -> RecordCodec.pin(stored.place(), tree))
                        instanceof Decoded.Valid<Pin>(Pin pin)
                ? new Recorded(stored.revision(), pin)
                : new Recorded(stored.revision(), null);
    }

    /** The pin of a target, to be shown. */
    Reply<PlacedRecord> placedPin(String target) {
        StoredRecord stored = store.read(RecordKind.PIN, target);
        if (stored == null) {
            return new Reply.NotFound<>("pin " + target);
        }
        return switch (RecordCodec.tree(stored)) {
            case Decoded.Valid<Node>(Node tree) -> new Reply.Done<>(new PlacedRecord(stored.revision(), tree));
            case Decoded.Invalid<Node>(List<Problem> problems) ->
                new Reply.Impossible<>(
                        "the pin can't be read",
                        problems.stream().map(Problem::toString).toList());
        };
    }

    /** The target that a pin of that name must fit. */
    Reply<Target> target(String name) {
        Entry<Target> known = records.catalog().target(name);
        if (known == null) {
            return new Reply.NotFound<>("target " + name);
        }
        Target target = known instanceof Entry.Valid<Target> valid
                ? valid.record()
                : roots.read(name).root().admitted().target();
        return target == null
                ? new Reply.Impossible<>("the target was never valid, so no pin can fit it")
                : new Reply.Done<>(target);
    }

    Reply<String> putPin(String name, String record, Expected expected, Caller caller) {
        return target(name).then(target -> switch (Submission.read(RecordKind.PIN, name, record)) {
            case Decoded.Invalid<Node>(List<Problem> problems) -> invalid(problems);
            case Decoded.Valid<Node>(Node tree) -> putPin(target, Submission.signed(tree, caller), expected);
        });
    }

    /** Writes a pin of our own making. */
    Reply<String> putPin(Target target, Pin pin, Expected expected) {
        return putPin(target, RecordCodec.encode(pin), expected);
    }

    private Reply<String> putPin(Target target, Node tree, Expected expected) {
        return switch (RecordCodec.pin(Submission.PLACE, tree)) {
            case Decoded.Invalid<Pin>(List<Problem> problems) -> invalid(problems);
            case Decoded.Valid<Pin>(Pin pin) -> putPin(target, pin, tree, expected);
        };
    }

    private Reply<String> putPin(Target target, Pin pin, Node tree, Expected expected) {
        return fitting(target, pin, tree)
                .then(fitting -> write(
                        RecordKind.PIN,
                        (Node.Mapping) tree,
                        expected,
                        store.read(RecordKind.PIN, pin.name()),
                        pin.name()));
    }

    /** A pin and the target that it fits. */
    record Fitting(Target target, Pin pin) {}

    /** A pin that was sent and is not to be written. */
    Reply<Fitting> fitting(Target target, String record) {
        return switch (Submission.read(RecordKind.PIN, target.name(), record)) {
            case Decoded.Invalid<Node>(List<Problem> problems) -> invalid(problems);
            case Decoded.Valid<Node>(Node tree) ->
                switch (RecordCodec.pin(Submission.PLACE, tree)) {
                    case Decoded.Invalid<Pin>(List<Problem> problems) -> invalid(problems);
                    case Decoded.Valid<Pin>(Pin pin) -> fitting(target, pin, tree);
                };
        };
    }

    private static Reply<Fitting> fitting(Target target, Pin pin, Node tree) {
        if (!pin.name().equals(target.name())) {
            return otherName(pin.name(), target.name());
        }
        var entry = new Entry.Waiting<>(pin.name(), Submission.PLACE, "", pin, tree);
        List<Problem> problems = Catalog.fitted(entry, target).problems();
        return problems.isEmpty() ? new Reply.Done<>(new Fitting(target, pin)) : invalid(problems);
    }

    /** The hold as the store holds it; null: there is none. */
    @Nullable
    StoredRecord storedHold(String name) {
        return store.read(RecordKind.HOLD, name);
    }

    /** Writes a hold of our own making. */
    Reply<String> putHold(Hold hold, Expected expected, Caller caller) {
        return putHold(hold.name(), hold, RecordCodec.encode(hold), expected, caller);
    }

    /** A stored hold as a record; null: it can't be read. */
    static @Nullable Hold hold(StoredRecord stored) {
        return RecordCodec.tree(stored).then(tree -> RecordCodec.hold(stored.place(), tree))
                        instanceof Decoded.Valid<Hold>(Hold hold)
                ? hold
                : null;
    }

    Reply<String> putHold(String name, String record, Expected expected, Caller caller) {
        return switch (Submission.read(RecordKind.HOLD, name, record)) {
            case Decoded.Invalid<Node>(List<Problem> problems) -> invalid(problems);
            case Decoded.Valid<Node>(Node sent) -> {
                Node tree = Submission.signed(sent, caller);
                yield switch (RecordCodec.hold(Submission.PLACE, tree)) {
                    case Decoded.Invalid<Hold>(List<Problem> problems) -> invalid(problems);
                    case Decoded.Valid<Hold>(Hold hold) -> putHold(name, hold, tree, expected, caller);
                };
            }
        };
    }

    private Reply<String> putHold(String name, Hold hold, Node tree, Expected expected, Caller caller) {
        if (!hold.name().equals(name)) {
            return otherName(hold.name(), name);
        }
        StoredRecord current = store.read(RecordKind.HOLD, name);
        if (!caller.mayHold(hold) || !mayReplace(current, caller)) {
            return notTheirs(name);
        }
        return write(RecordKind.HOLD, (Node.Mapping) tree, expected, current, name);
    }

    Reply<String> deleteHold(String name, Expected expected, Caller caller) {
        StoredRecord current = store.read(RecordKind.HOLD, name);
        if (current == null) {
            return new Reply.NotFound<>("hold " + name);
        }
        if (!mayReplace(current, caller)) {
            return notTheirs(name);
        }
        if (!expected.matches(current.revision())) {
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

    /** Whether a caller may touch a hold as it is stored now, which is what the write is conditional on. */
    private static boolean mayReplace(@Nullable StoredRecord current, Caller caller) {
        if (current == null || caller.targets().contains("*")) {
            return true;
        }
        Hold hold = hold(current);
        return hold != null && caller.mayHold(hold);
    }

    /** Writes a record if it is as the caller saw it, and has the records looked at. */
    private Reply<String> write(
            RecordKind kind, Node.Mapping tree, Expected expected, @Nullable StoredRecord current, String name) {
        String revision = current == null ? null : current.revision();
        if (!expected.matches(revision)) {
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

    static <T> Reply<T> invalid(List<Problem> problems) {
        return new Reply.Invalid<>(problems.stream().map(Problem::toString).toList());
    }

    private static <T> Reply<T> otherName(String found, String expected) {
        return new Reply.Invalid<>(
                List.of("metadata.name: " + found + "; expected " + expected + ", as in the address"));
    }

    private static <T> Reply<T> notTheirs(String hold) {
        return new Reply.Refused<>("the hold " + hold + " names targets that are not yours");
    }
}
