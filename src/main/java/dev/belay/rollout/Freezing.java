package dev.belay.rollout;

import dev.belay.model.FailureException;
import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.store.StoredRecord;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds deploys back after a rollback, by a hold that has its name from the target. */
final class Freezing {
    /** What came of no wish. */
    static final Freeze NOT_ASKED = new Freeze(null, "");

    /** How often a lost race is run again. */
    private static final int TRIES = 3;

    private static final int LONGEST_NAME = 63;

    private final RecordDesk records;
    private final StoredRoots roots;
    private final Consumer<String> changed;
    private final InstantSource clock;

    /** @param changed hears of a target whose root was written */
    Freezing(RecordDesk records, StoredRoots roots, Consumer<String> changed, InstantSource clock) {
        this.records = records;
        this.roots = roots;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param hold null: none is in force
     * @param words to be added to those about the rollback
     */
    record Freeze(@Nullable String hold, String words) {}

    /** A DNS label; long names share one, which then names each of their targets. */
    static String name(String target) {
        String whole = "rollback-" + target;
        return whole.substring(0, Math.min(whole.length(), LONGEST_NAME)).replaceAll("-+$", "");
    }

    /**
     * Writes the hold, or renews it. What goes wrong is told, not thrown: the rollback stands.
     *
     * @param revision of the pin that this freeze comes with
     * @param settled whether that pin needs no help to get past it, or is kept back by another hold anyway
     */
    Freeze freeze(String target, String reason, String revision, boolean settled, Caller caller) {
        String name = name(target);
        String why;
        try {
            if (!settled) {
                // Before the hold: no pass shall find the one without the other.
                roots.change(target, root -> root.with(root.admitted().letThrough(revision)));
                changed.accept(target);
            }
            why = refusal(write(name, target, reason, caller));
        } catch (FailureException e) {
            why = e.failure().message();
        }
        return why == null
                ? new Freeze(name, "; deploys wait until the hold " + name + " is lifted")
                : new Freeze(null, "; deploys are NOT frozen: the hold " + name + " could not be written: " + why);
    }

    private Reply<String> write(String name, String target, String reason, Caller caller) {
        Reply<String> reply = new Reply.Moved<>(null);
        for (int i = 0; i < TRIES && reply instanceof Reply.Moved; i++) {
            StoredRecord stored = records.storedHold(name);
            Hold before = stored == null ? null : RecordDesk.hold(stored);
            if (stored != null && before != null && suspends(before, target)) {
                return new Reply.Done<>(stored.revision()); // holds back more than we would
            }
            if (before != null && !before.labels().isEmpty()) {
                return new Reply.Refused<>("there is one of that name, which goes by labels");
            }
            var targets = new LinkedHashSet<>(List.of(target));
            targets.addAll(before == null ? List.of() : before.targets());
            var hold = new Hold(
                    Metadata.named(name),
                    List.copyOf(targets),
                    new TreeMap<>(),
                    Hold.Mode.FREEZE,
                    reason,
                    caller.name(),
                    null);
            Expected seen = stored == null ? new Expected.Absent() : new Expected.Revision(stored.revision());
            reply = records.putHold(hold, seen, caller);
        }
        return reply;
    }

    private boolean suspends(Hold hold, String target) {
        return hold.mode() == Hold.Mode.SUSPEND && hold.holds(Metadata.named(target), clock.instant());
    }

    private static @Nullable String refusal(Reply<String> reply) {
        return switch (reply) {
            case Reply.Done<String> done -> null;
            case Reply.Refused<String>(String why) -> why;
            case Reply.Invalid<String>(List<String> problems) -> String.join("; ", problems);
            case Reply.Moved<String> moved -> "somebody else writes it again and again";
            case Reply.Impossible<String> impossible -> impossible.why();
            case Reply.NotFound<String>(String what) -> "there is no " + what;
        };
    }
}
