package dev.belay.api;

import dev.belay.adopt.AdoptRequest;
import dev.belay.adopt.Adopted;
import dev.belay.model.CheckResult;
import dev.belay.model.Condition;
import dev.belay.model.Diagnosis;
import dev.belay.model.Failure;
import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.RecordKind;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.model.Summary;
import dev.belay.publish.Change;
import dev.belay.publish.PublishRequest;
import dev.belay.publish.RecordKey;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import dev.belay.rollout.Expected;
import dev.belay.rollout.GateAnswer;
import dev.belay.rollout.KnownVersion;
import dev.belay.rollout.PassedOver;
import dev.belay.rollout.PlacedHold;
import dev.belay.rollout.PlacedRecord;
import dev.belay.rollout.PlanStep;
import dev.belay.rollout.PublishReport;
import dev.belay.rollout.Reply;
import dev.belay.rollout.RollbackPlan;
import dev.belay.rollout.RolledBack;
import dev.belay.rollout.VersionMark;
import dev.belay.store.Decoded;
import dev.belay.store.Node;
import dev.belay.store.RecordCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Knows shop-production (verifying), shop-staging (drifted), blog (synced, unpinned component) and remembers what was asked of it. */
final class FakeDesk implements Desk {
    static final String REVISION = "rev-1";
    static final Instant AT = Instant.parse("2026-11-20T14:52:10Z");

    volatile String last = "";
    volatile Runnable meanwhile = () -> {};
    volatile @Nullable Failure failing;

    static Rollout rollout(Rollout.@Nullable Outcome outcome) {
        var cause = new Diagnosis.Cause(
                "Crashed", "api", "its container crashes", List.of("exit code 1"), "roll back", List.of("last words"));
        var diagnosis = new Diagnosis(AT, List.of(cause), List.of());
        return new Rollout(
                "20261120T145107Z-1",
                "shop-production",
                Rollout.Cause.PIN,
                "INC-482: login | fails",
                "alice",
                AT.minusSeconds(63),
                outcome == null ? null : AT,
                outcome == null ? Rollout.Phase.VERIFY : Rollout.Phase.DONE,
                new TreeMap<>(Map.of("api", "shop-api:124")),
                new TreeMap<>(Map.of("api", "shop-api:123")),
                new TreeMap<>(Map.of(Rollout.Mark.APPLIED, AT)),
                List.of(new Rollout.Step(AT, "api", "updated to shop-api:123")),
                new TreeMap<>(Map.of("api deployment", "ecs-svc/1")),
                List.of(new CheckResult("health", false, CheckResult.State.PASSED, 1, 0, AT, AT, AT, "answered 200")),
                new Pin.Incident("INC-482", "5xx on /login", null),
                diagnosis,
                List.of(new Rollout.Told(AT, "slack", "started", "m1", true, "ok")),
                outcome,
                outcome == null ? null : "done");
    }

    static Status status(String name, String team, Summary summary) {
        var components = new LinkedHashMap<String, Status.ComponentStatus>();
        components.put(
                "api",
                new Status.ComponentStatus(
                        "ecs",
                        "shop-api:123",
                        "shop-api:123",
                        "shop-api:124",
                        false,
                        AT,
                        "runs shop-api:124",
                        null,
                        null));
        components.put("web", new Status.ComponentStatus("site", "v1", null, null, null, null, null, null, 3));
        return new Status(
                new Metadata(name, new TreeMap<>(Map.of("team", team))),
                summary,
                AT,
                name.equals("blog") ? null : new Status.PinStatus(REVISION, "v1", "INC-482", "alice", null),
                components,
                List.of(new Condition(Condition.Type.SYNCED, Condition.Truth.FALSE, "RollingOut", "moving", AT)),
                List.of(),
                rollout(null),
                rollout(Rollout.Outcome.ROLLED_BACK_BY_ECS));
    }

    @Override
    public List<Status> statuses() {
        Failure failure = failing;
        if (failure != null) {
            throw failure.asException();
        }
        return List.of(
                status("blog", "web", Summary.SYNCED),
                status("shop-production", "shop", Summary.VERIFYING),
                status("shop-staging", "shop", Summary.DRIFTED));
    }

    @Override
    public @Nullable Status status(String target) {
        if (target.equals("broken")) {
            throw new IllegalStateException("internal words");
        }
        return statuses().stream()
                .filter(status -> status.name().equals(target))
                .findFirst()
                .orElse(null);
    }

    private <T> Reply<T> known(String target, T value) {
        return status(target) == null ? new Reply.NotFound<>("target " + target) : new Reply.Done<>(value);
    }

    @Override
    public Reply<List<PlanStep>> plan(String target, @Nullable String version) {
        return known(target, List.of(new PlanStep("api", "update to " + version), new PlanStep(null, "verify")));
    }

    @Override
    public Reply<List<KnownVersion>> versions(String target) {
        return known(
                target,
                List.of(
                        new KnownVersion("v2", KnownVersion.State.RUNNING, true, List.of(), AT, null, null, null, null),
                        new KnownVersion(
                                "v1",
                                KnownVersion.State.VETOED,
                                false,
                                List.of("The build is gone."),
                                AT.minusSeconds(60),
                                AT,
                                "replaced by v2",
                                AT.minusSeconds(30),
                                new KnownVersion.Word(VersionMark.VETOED, "bob", "leaks", AT))));
    }

    @Override
    public Reply<List<Rollout>> rollouts(String target) {
        return known(target, List.of(rollout(null), rollout(Rollout.Outcome.SUCCEEDED)));
    }

    @Override
    public Reply<Rollout> rollout(String target, String id) {
        Rollout rollout = rollout(null);
        return id.equals(rollout.id()) ? known(target, rollout) : new Reply.NotFound<>("rollout " + id);
    }

    @Override
    public Reply<String> putPin(String target, String record, Expected expected, Caller caller) {
        last = "pin " + target + " " + record + " " + expected + " by " + caller.name();
        if (record.contains("versoin")) {
            return new Reply.Invalid<>(List.of("line 1: spec.versoin: unknown field, did you mean version?"));
        }
        return written(expected);
    }

    private static Reply<String> written(Expected expected) {
        return switch (expected) {
            case Expected.Revision(String revision) ->
                revision.equals(REVISION) ? new Reply.Done<>("rev-2") : new Reply.Moved<>(REVISION);
            case Expected.Absent absent -> new Reply.Moved<>(REVISION);
            case Expected.Anything anything -> new Reply.Done<>("rev-2");
        };
    }

    @Override
    public Reply<RolledBack> rollback(
            String target, String request, Expected expected, Caller caller, boolean anywhere) {
        last = "rollback " + target + " " + request + " " + expected + " by " + caller.name() + " anywhere " + anywhere;
        if (request.contains("nowhere")) {
            return new Reply.Impossible<>(
                    "there is nothing to go back to: v2: it is vetoed", List.of("v2: it is vetoed"));
        } else if (request.contains("v0") && !anywhere) {
            return new Reply.Refused<>("it is not known good");
        }
        var components = new LinkedHashMap<String, PinnedComponent>();
        components.put("api", new PinnedComponent.TaskDefinition("shop-api:122"));
        components.put("web", new PinnedComponent.Version("v1"));
        components.put("docs", new PinnedComponent.Leave());
        components.put(
                "job",
                new PinnedComponent.Images(
                        new TreeMap<>(Map.of("app", "r/job:v1")), new PinnedComponent.Base.Running()));
        return written(expected)
                .then(revision -> new Reply.Done<>(new RolledBack(
                        "v1",
                        components,
                        List.of(new PassedOver("v2", "it is vetoed")),
                        revision,
                        "rollback-" + target,
                        "v1 is pinned")));
    }

    @Override
    public Reply<RollbackPlan> planRollback(String target, @Nullable String request, Caller caller) {
        last = "plan rollback " + target + " " + request + " by " + caller.name();
        return new Reply.Done<>(new RollbackPlan(
                "20261119-0900",
                new LinkedHashMap<>(Map.of("api", new PinnedComponent.TaskDefinition("shop-api:123"))),
                List.of(),
                "7",
                null,
                null,
                List.of(new PlanStep("api", "update shop-api to shop-api:123"))));
    }

    @Override
    public Reply<GateAnswer> gate(String target, @Nullable String version) {
        return known(target, new GateAnswer("v1".equals(version), "frozen by hold inc-482"));
    }

    @Override
    public Reply<String> mark(String target, String version, VersionMark mark, String request, Caller caller) {
        last = "mark " + target + " [" + version + "] " + mark + " " + request + " by " + caller.name();
        return version.equals("v9") ? new Reply.NotFound<>("version v9") : known(target, "marked");
    }

    @Override
    public Reply<String> unmark(
            String target, String version, VersionMark mark, @Nullable String request, Caller caller) {
        last = "unmark " + target + " [" + version + "] " + mark + " " + request + " by " + caller.name();
        return known(target, "unmarked");
    }

    @Override
    public Reply<String> admit(String target, String revision, Caller caller) {
        last = "admit " + target + " " + revision + " by " + caller.name();
        if (target.equals("blog")) {
            return new Reply.Impossible<>("nothing is pending");
        }
        return revision.equals(REVISION) ? known(target, "the pin is in force") : new Reply.Moved<>(null);
    }

    @Override
    public Reply<String> reconcile(String target, Caller caller) {
        last = "reconcile " + target + " by " + caller.name();
        meanwhile.run();
        return known(target, "looked at now");
    }

    @Override
    public Reply<List<PlanStep>> planPin(String target, String record) {
        last = "plan pin " + target + " " + record;
        return new Reply.Done<>(List.of(new PlanStep("api", "update shop-api to shop-api:123")));
    }

    @Override
    public Reply<PlacedRecord> pin(String target) {
        return RecordCodec.parse("pin", "{spec: {version: 20261120, barrier: true}}")
                        instanceof Decoded.Valid<Node>(var tree)
                ? known(target, new PlacedRecord(REVISION, tree))
                : new Reply.Impossible<>("it is");
    }

    @Override
    public List<PlacedHold> holds(Caller caller) {
        var freeze = new Hold(
                Metadata.named("freeze"),
                List.of("shop-*"),
                new TreeMap<>(),
                Hold.Mode.SUSPEND,
                "INC-482",
                "alice",
                AT);
        var holds = new ArrayList<>(List.of(new PlacedHold("freeze", "8", freeze, false, List.of())));
        if (caller.targets().equals(Caller.ALL)) {
            holds.add(new PlacedHold("inc-482", "7", null, true, List.of("targets/x.yaml: not a record")));
        }
        return holds;
    }

    @Override
    public Reply<PublishReport> publish(PublishRequest request, Expected expected, boolean dryRun, Caller caller) {
        last = "publish " + request + " " + expected + " dry " + dryRun + " by " + caller.name();
        var key = new RecordKey(RecordKind.PIN, "shop-production");
        var kept = new PublishReport.Line(
                new Change.Kept(key, "pins/shop-production.yaml", "by alice", List.of("spec.version: v1 → v2")),
                false,
                null);
        var left = new PublishReport.Line(new Change.Left(key, "s3://x"), false, "hold freeze");
        var deleted = new PublishReport.Line(new Change.Delete(key, "s3://x", "1"), !dryRun, null);
        Failure stopped = request.prune() ? new Failure.Conflict("Pin x was changed meanwhile") : null;
        return written(expected)
                .then(revision ->
                        new Reply.Done<>(new PublishReport(List.of(kept, left, deleted), "f-1", dryRun, stopped)));
    }

    @Override
    public Reply<Adopted> adopt(AdoptRequest request, Caller caller) {
        last = "adopt " + request + " by " + caller.name();
        return new Reply.Done<>(new Adopted("kind: Target\n", "kind: Pin\n", List.of("A note.")));
    }

    @Override
    public Reply<String> putHold(String name, String record, Expected expected, Caller caller) {
        last = "hold " + name + " " + record + " " + expected + " by " + caller.name() + " " + caller.targets();
        return caller.targets().equals(Caller.ALL) ? written(expected) : new Reply.Refused<>("it names other targets");
    }

    @Override
    public Reply<String> deleteHold(String name, Expected expected, Caller caller) {
        last = "lift " + name + " " + expected + " by " + caller.name();
        return name.equals("inc-482") ? new Reply.Done<>("lifted") : new Reply.NotFound<>("hold " + name);
    }
}
