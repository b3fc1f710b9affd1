package dev.belay.rollout;

import dev.belay.model.ComponentReport;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Phase;
import dev.belay.model.Standing;
import dev.belay.model.Status;
import dev.belay.model.Status.ComponentStatus;
import dev.belay.model.Status.PinStatus;
import dev.belay.model.Summary;
import dev.belay.rollout.Admitted.Pending;
import dev.belay.rollout.Admitted.Revised;
import dev.belay.rollout.Root.Since;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says what a pass saw, as a status. Pure: a projection of root, records and reports. */
final class StatusView {
    private final Root root;
    private final Desired desired;
    private final SequencedMap<String, ComponentReport> reports;
    private final Situation situation;
    private final @Nullable Readiness readiness;
    private final SortedMap<String, Since> since = new TreeMap<>();

    /** @param readiness what a rollback would meet now; null: not looked into yet */
    StatusView(
            Root root,
            Desired desired,
            SequencedMap<String, ComponentReport> reports,
            Situation situation,
            @Nullable Readiness readiness) {
        this.root = root;
        this.desired = desired;
        this.reports = reports;
        this.situation = situation;
        this.readiness = readiness;
    }

    Status status() {
        var components = new LinkedHashMap<String, ComponentStatus>();
        reports.forEach((name, report) -> components.put(name, component(name, report)));
        return new Status(
                desired.metadata(),
                summary(),
                situation.now(),
                pin(),
                components,
                new Conditions(root, reports, situation, this::since, readiness).all(unhealthy()),
                desired.problems(),
                root.rollout(),
                root.history().last());
    }

    /** Since when what {@link #status()} said has been so; to be kept in the root. Call it after. */
    SortedMap<String, Since> since() {
        return since;
    }

    private Instant since(String what, String value) {
        Since known = root.since().get(what);
        Since now = known != null && known.value().equals(value) ? known : new Since(value, situation.now());
        since.put(what, now);
        return now.at();
    }

    /** While nothing is known, what was so before is remembered and not said. */
    private @Nullable Instant unknown(String what) {
        Since known = root.since().get(what);
        if (known != null) {
            since.put(what, known);
        }
        return null;
    }

    private @Nullable PinStatus pin() {
        Revised inForce = root.admitted().pin();
        Pending pending = root.admitted().pending();
        if (inForce == null && pending == null) {
            return null;
        }
        String waiting = pending == null ? null : Wording.ask(pending.pin()) + ", kept back by " + pending.by();
        if (inForce == null) {
            return new PinStatus(pending == null ? "" : pending.revision(), null, null, null, waiting);
        }
        var pin = inForce.pin();
        String revision = pending == null ? inForce.revision() : pending.revision();
        return new PinStatus(revision, pin.version(), pin.reason(), pin.by(), waiting);
    }

    private ComponentStatus component(String name, ComponentReport report) {
        Boolean synced = synced(report.standing());
        var target = root.admitted().target();
        var spec = target == null ? null : target.components().get(name);
        Revised pin = root.admitted().pin();
        Pending pending = root.admitted().pending();
        String asked = pending != null
                ? pending.pin().of(name).toString()
                : pin == null ? null : pin.pin().of(name).toString();
        boolean resolved = pending == null
                && report.inForce() != null
                && root.admitted().course().instead() == null;
        return new ComponentStatus(
                spec == null ? "" : spec.kind(),
                resolved ? report.inForce() : asked,
                report.inForce(),
                report.running(),
                synced,
                synced == null ? unknown("component." + name) : since("component." + name, synced.toString()),
                report.difference(),
                progress(report.standing()),
                report.foreign());
    }

    private static @Nullable Boolean synced(Standing standing) {
        return switch (standing) {
            case Standing.Synced s -> true;
            case Standing.Unknown u -> null;
            case Standing.Differs d -> false;
            case Standing.Moving m -> false;
            case Standing.Hindered h -> false;
            case Standing.Stalled s -> false;
            case Standing.Ended e -> false;
        };
    }

    private static @Nullable String progress(Standing standing) {
        return switch (standing) {
            case Standing.Moving moving -> moving.progress();
            case Standing.Hindered hindered -> "held up: " + hindered.failure().message();
            case Standing.Stalled stalled -> stalled.message();
            case Standing.Ended ended -> ended.message();
            case Standing.Unknown unknown -> unknown.failure().message();
            case Standing.Synced synced -> null;
            case Standing.Differs differs -> null;
        };
    }

    private Summary summary() {
        Admitted admitted = root.admitted();
        Rollout rollout = root.rollout();
        if (!desired.problems().isEmpty()) {
            return Summary.INVALID;
        } else if (any(Standing.Unknown.class) || reports.isEmpty()) {
            return Summary.UNKNOWN;
        } else if (admitted.pin() == null && admitted.pending() == null) {
            return Summary.UNPINNED;
        } else if (any(Standing.Stalled.class) || fight() || Conditions.untold(root, situation.now()) != null) {
            return Summary.STALLED;
        } else if (unhealthy() != null) {
            return Summary.DEGRADED;
        } else if (heldBack()) {
            return Summary.HELD;
        } else if (rollout == null) {
            return any(Standing.Differs.class) ? Summary.DRIFTED : !allSynced() ? Summary.PROGRESSING : rested();
        }
        return rollout.phase() == Phase.VERIFY ? Summary.VERIFYING : Summary.PROGRESSING;
    }

    private Summary rested() {
        return root.soak() == null ? Summary.SYNCED : Summary.SOAKING;
    }

    /** Drift that somebody brings back again and again. */
    private boolean fight() {
        return root.rollout() == null && root.corrections().fight() && any(Standing.Differs.class);
    }

    private boolean any(Class<? extends Standing> kind) {
        return reports.values().stream().anyMatch(report -> kind.isInstance(report.standing()));
    }

    private boolean allSynced() {
        return reports.values().stream().allMatch(report -> report.standing() instanceof Standing.Synced);
    }

    private boolean heldBack() {
        boolean due = root.admitted().due() != null || root.rollout() != null;
        return root.admitted().pending() != null || (situation.holding().suspends() && (!allSynced() || due));
    }

    private boolean leaves(String component) {
        Pin pin = root.admitted().inForce();
        return pin != null && pin.of(component) instanceof PinnedComponent.Leave;
    }

    /** Why the target is not well; null: it is, as far as is known. */
    private @Nullable String unhealthy() {
        String failed = failed(root.admitted().course());
        if (failed != null) {
            return failed;
        }
        for (var entry : reports.entrySet()) {
            if (entry.getValue().standing() instanceof Standing.Ended ended) {
                return entry.getKey() + ": " + ended.message();
            }
            if (!leaves(entry.getKey())
                    && "0".equals(entry.getValue().evidence().get("desiredCount"))) {
                return entry.getKey() + ": the desired count is 0, so nothing runs";
            }
        }
        return null;
    }

    private static @Nullable String failed(Course course) {
        Course.Instead instead = course.instead();
        if (course.failed() == null || instead == null) {
            return course.broken();
        }
        String reverted = "what is pinned failed and is vetoed ("
                + course.failed().message() + "); " + instead.version() + " is in force instead";
        return instead.failed() == null ? reverted : reverted + ", and failed as well: " + instead.failed();
    }
}
