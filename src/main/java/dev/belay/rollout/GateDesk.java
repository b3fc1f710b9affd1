package dev.belay.rollout;

import dev.belay.model.Failure;
import dev.belay.model.Pin;
import dev.belay.model.Target;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells pipelines whether a pin that they write now would come into force, as far as holds go. That a record is invalid holds
 * nothing back: what was valid last is still in force.
 */
final class GateDesk {
    private final RecordDesk records;
    private final Records listed;
    private final StoredRoots roots;
    private final StoreHealth health;
    private final InstantSource clock;

    GateDesk(RecordDesk records, Records listed, StoredRoots roots, StoreHealth health, InstantSource clock) {
        this.records = records;
        this.listed = listed;
        this.roots = roots;
        this.health = health;
        this.clock = clock;
    }

    /**
     * Whether a version may be deployed.
     *
     * @param version null: any, so nothing that is known good
     * @throws dev.belay.model.FailureException while the records can't be read: whether a hold is in force can't be told
     */
    Reply<GateAnswer> ask(String name, @Nullable String version) {
        return records.target(name).then(target -> {
            if (!health.fresh()) {
                String trouble = health.trouble() == null ? "they were not read lately" : health.trouble();
                throw new Failure.Unavailable("the records can't be read, so nobody knows what is held: " + trouble)
                        .asException();
            }
            Holding holding = Records.holding(listed.catalog(), target.metadata(), clock.instant());
            return new Reply.Done<>(answer(roots.read(name).root(), target, holding, version));
        });
    }

    /** Pure. */
    static GateAnswer answer(Root root, Target target, Holding holding, @Nullable String version) {
        if (!holding.holds()) {
            String veto = version == null ? null : Vetoes.of(root.history(), pin(target, version));
            return new GateAnswer(true, "no hold is in force" + (veto == null ? "" : "; but " + veto));
        }
        if (holding.suspends()) {
            return new GateAnswer(false, "suspended by " + holding.by());
        }
        if (version == null) {
            return new GateAnswer(false, "frozen by " + holding.by());
        }
        return KnownGood.passesFreeze(root, pin(target, version))
                ? new GateAnswer(true, version + " passes the freeze by " + holding.by())
                : new GateAnswer(
                        false, "frozen by " + holding.by() + "; " + version + " is not known good, so it would wait");
    }

    private static Pin pin(Target target, String version) {
        return new Pin(target.metadata(), version, new LinkedHashMap<>(), false, 0, null, null, null);
    }
}
