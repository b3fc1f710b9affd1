package dev.belay.rollout;

import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.model.Pin;
import dev.belay.model.RecordKind;
import dev.belay.model.Target;
import dev.belay.publish.Change;
import dev.belay.publish.Proposal;
import dev.belay.publish.Publication;
import dev.belay.publish.PublishRequest;
import dev.belay.publish.Published;
import dev.belay.publish.RecordKey;
import dev.belay.rollout.Admitted.Pending;
import dev.belay.rollout.Admitted.Revised;
import dev.belay.store.Catalog;
import dev.belay.store.Entry;
import dev.belay.store.StoredRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Publishes directories of records for people, each as far as it is theirs, and tells which pins holds will keep back. */
final class PublishDesk {
    private final Publication publication;
    private final StoredRoots roots;
    private final InstantSource clock;
    private final Runnable lookAtRecords;

    PublishDesk(Publication publication, StoredRoots roots, InstantSource clock, Runnable lookAtRecords) {
        this.publication = publication;
        this.roots = roots;
        this.clock = clock;
        this.lookAtRecords = lookAtRecords;
    }

    Reply<PublishReport> publish(PublishRequest request, Expected expected, boolean dryRun, Caller caller) {
        return switch (publication.propose(request, caller.name(), record -> isTheirs(record, caller))) {
            case Proposal.Invalid(List<String> problems) -> new Reply.Invalid<>(problems);
            case Proposal.Refused(List<RecordKey> records) ->
                new Reply.Refused<>(caller.name() + " may not touch "
                        + records.stream().map(RecordKey::toString).collect(Collectors.joining(", ")));
            case Proposal.Ready ready -> publish(ready, expected, dryRun);
        };
    }

    private Reply<PublishReport> publish(Proposal.Ready ready, Expected expected, boolean dryRun) {
        if (!expected.matches(ready.fingerprint())) {
            return new Reply.Moved<>(ready.fingerprint());
        }
        // Told from what is so before the write: right after it, passes begin to change it.
        List<PublishReport.Line> shown = ready.changes().stream()
                .map(change -> new PublishReport.Line(change, false, heldBack(change, ready.after())))
                .toList();
        if (dryRun) {
            return new Reply.Done<>(new PublishReport(shown, ready.fingerprint(), true, null));
        }
        Published published = publication.publish(ready);
        if (!published.written().isEmpty()) {
            lookAtRecords.run();
        }
        Set<RecordKey> written = published.written();
        List<PublishReport.Line> lines = shown.stream()
                .map(line -> new PublishReport.Line(
                        line.change(), written.contains(line.change().key()), line.heldBack()))
                .toList();
        return new Reply.Done<>(new PublishReport(lines, ready.fingerprint(), false, published.stopped()));
    }

    /** A record of a target, or a hold of targets, that the caller may touch. */
    private static boolean isTheirs(StoredRecord record, Caller caller) {
        if (record.kind() != RecordKind.HOLD) {
            return caller.maySee(record.name());
        }
        Hold hold = RecordDesk.hold(record);
        return caller.targets().contains("*") || (hold != null && caller.mayHold(hold));
    }

    /** The hold that keeps a pin back once all is published; null: none, or it is no pin that is as the directory has it. */
    private @Nullable String heldBack(Change change, Catalog after) {
        if (change.key().kind() != RecordKind.PIN) {
            return null;
        }
        return switch (change) {
            case Change.Create create -> heldBack(create.key().name(), after);
            case Change.Update update -> heldBack(update.key().name(), after);
            case Change.Unchanged unchanged -> {
                Pending pending =
                        roots.read(unchanged.key().name()).root().admitted().pending();
                yield pending != null && pending.revision().equals(unchanged.revision()) ? pending.by() : null;
            }
            case Change.Kept kept -> null;
            case Change.Delete delete -> null;
            case Change.Left left -> null;
        };
    }

    private @Nullable String heldBack(String name, Catalog after) {
        Pin pin = pin(after.pin(name));
        if (pin == null) {
            return null;
        }
        Root root = roots.read(name).root();
        return heldBack(root, pin, Records.holding(after, metadata(name, after, root), now()));
    }

    /** Pure; the same decision as {@link Admission}'s. */
    static @Nullable String heldBack(Root root, Pin pin, Holding holding) {
        Revised inForce = root.admitted().pin();
        if (inForce != null && pin.asksTheSameAs(inForce.pin())) {
            return null;
        }
        if (holding.suspends() || (holding.holds() && !KnownGood.passesFreeze(root, pin))) {
            return holding.by();
        }
        Pending pending = root.admitted().pending();
        return pending != null && !holding.holds() && pin.asksTheSameAs(pending.pin()) ? pending.by() : null;
    }

    private Instant now() {
        return clock.instant();
    }

    private static Metadata metadata(String name, Catalog after, Root root) {
        if (after.target(name) instanceof Entry.Valid<Target> valid) {
            return valid.record().metadata();
        }
        Target admitted = root.admitted().target();
        return admitted == null ? Metadata.named(name) : admitted.metadata();
    }

    private static @Nullable Pin pin(@Nullable Entry<Pin> entry) {
        return switch (entry) {
            case null -> null;
            case Entry.Valid<Pin> valid -> valid.record();
            case Entry.Waiting<Pin> waiting -> waiting.record();
            case Entry.Invalid<Pin> invalid -> null;
        };
    }
}
