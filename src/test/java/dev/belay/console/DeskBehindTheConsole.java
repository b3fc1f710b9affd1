package dev.belay.console;

import dev.belay.model.CheckResult;
import dev.belay.model.Condition;
import dev.belay.model.Diagnosis;
import dev.belay.model.Failure;
import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.model.Summary;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import dev.belay.rollout.Expected;
import dev.belay.rollout.KnownVersion;
import dev.belay.rollout.PassedOver;
import dev.belay.rollout.PlacedHold;
import dev.belay.rollout.PlanStep;
import dev.belay.rollout.Reply;
import dev.belay.rollout.RollbackPlan;
import dev.belay.rollout.RolledBack;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A desk with three targets, whose words try to be more than words. Remembers what was asked of it. */
final class DeskBehindTheConsole {
    static final Instant AT = Instant.parse("2026-11-20T14:52:10Z");
    static final String EVIL = "<script>alert(1)</script>\"'&";

    volatile String last = "";
    volatile @Nullable Failure failing;

    static Status status(String name, Summary summary, String difference) {
        var components = new LinkedHashMap<String, Status.ComponentStatus>();
        Boolean synced = summary == Summary.SYNCED ? Boolean.TRUE : summary == Summary.UNKNOWN ? null : false;
        components.put(
                "api",
                new Status.ComponentStatus(
                        "ecs",
                        "shop-api:123",
                        "shop-api:123",
                        synced == null ? null : "shop-api:124",
                        synced,
                        AT,
                        difference,
                        summary == Summary.PROGRESSING ? "2 of 4 tasks on shop-api:123" : null,
                        null));
        return new Status(
                new Metadata(name, new TreeMap<>(Map.of("team", name.startsWith("shop") ? "shop" : "web"))),
                summary,
                AT,
                new Status.PinStatus("rev-1", "v1", "INC-482 " + EVIL, "alice", null),
                components,
                List.of(new Condition(
                        Condition.Type.SYNCED,
                        synced == null ? Condition.Truth.UNKNOWN : Condition.Truth.FALSE,
                        "Drifted",
                        difference,
                        AT)),
                List.of(),
                null,
                rollout());
    }

    static Rollout rollout() {
        var cause = new Diagnosis.Cause(
                "Crashed",
                "api",
                "its container crashes " + EVIL,
                List.of("exit code 1"),
                "roll back",
                List.of("secret log"));
        return new Rollout(
                "20261120T145107.000Z",
                "shop-production",
                Rollout.Cause.PIN,
                "INC-482",
                "alice",
                AT.minusSeconds(63),
                AT,
                Rollout.Phase.DONE,
                new TreeMap<>(Map.of("api", "shop-api:124")),
                new TreeMap<>(Map.of("api", "shop-api:123")),
                new TreeMap<>(Map.of(Rollout.Mark.APPLIED, AT)),
                List.of(new Rollout.Step(AT, "api", "updated to shop-api:123")),
                new TreeMap<>(Map.of("api deployment", "ecs-svc/1")),
                List.of(new CheckResult("health", false, CheckResult.State.FAILED, 3, 3, AT, AT, AT, "answered 500")),
                null,
                new Diagnosis(AT, List.of(cause), List.of()),
                List.of(new Rollout.Told(AT, "slack", "failed", "m1", true, "ok")),
                Rollout.Outcome.FAILED,
                "health failed");
    }

    public List<Status> statuses() {
        if (failing != null) {
            throw failing.asException();
        }
        return List.of(
                status("blog", Summary.SYNCED, "nothing"),
                status("shop-production", Summary.DRIFTED, "runs shop-api:124 " + EVIL),
                status("shop-staging", Summary.UNKNOWN, "access is denied"));
    }

    public @Nullable Status status(String target) {
        return statuses().stream()
                .filter(status -> status.name().equals(target))
                .findFirst()
                .orElse(null);
    }

    public Reply<List<PlanStep>> plan(String target, @Nullable String version) {
        return new Reply.Done<>(List.of(new PlanStep("api", "update to " + version)));
    }

    public Reply<List<KnownVersion>> versions(String target) {
        return new Reply.Done<>(List.of(
                new KnownVersion("v2", KnownVersion.State.KNOWN_GOOD, true, List.of(), AT, null, null, AT, null),
                new KnownVersion(
                        "v1",
                        KnownVersion.State.VETOED,
                        false,
                        List.of("The build is gone."),
                        AT,
                        AT,
                        null,
                        null,
                        null)));
    }

    public Reply<List<Rollout>> rollouts(String target) {
        return new Reply.Done<>(List.of(rollout()));
    }

    public Reply<Rollout> rollout(String target, String id) {
        return id.equals(rollout().id()) ? new Reply.Done<>(rollout()) : new Reply.NotFound<>("rollout " + id);
    }

    public Reply<RollbackPlan> planRollback(String target, @Nullable String request, Caller caller) {
        var components = new LinkedHashMap<String, PinnedComponent>();
        components.put("api", new PinnedComponent.TaskDefinition("shop-api:122"));
        return new Reply.Done<>(new RollbackPlan(
                "v2",
                components,
                List.of(new PassedOver("v3", "it is vetoed")),
                "rev-1",
                null,
                null,
                List.of(new PlanStep("api", "update shop-api to shop-api:122"))));
    }

    public Reply<RolledBack> rollback(
            String target, String request, Expected expected, Caller caller, boolean anywhere) {
        last = "rollback " + target + " " + request + " " + expected + " by " + caller.name() + " anywhere " + anywhere;
        if (request.contains("nowhere")) {
            return new Reply.Impossible<>("there is nothing to go back to");
        }
        return expected.matches("rev-1")
                ? new Reply.Done<>(new RolledBack(
                        "v2", new LinkedHashMap<>(), List.of(), "rev-2", "rollback-" + target, "v2 is pinned"))
                : new Reply.Moved<>("rev-2");
    }

    public Reply<String> putPin(String target, String record, Expected expected, Caller caller) {
        last = "pin " + target + " " + record + " " + expected + " by " + caller.name();
        return new Reply.Invalid<>(List.of("spec.version: expected a version"));
    }

    public Reply<String> reconcile(String target, Caller caller) {
        last = "reconcile " + target;
        return new Reply.Done<>("looked at now");
    }

    public Reply<String> admit(String target, String revision, Caller caller) {
        return new Reply.Impossible<>("nothing is pending");
    }

    public List<PlacedHold> holds(Caller caller) {
        var hold = new Hold(
                Metadata.named("inc-482"),
                List.of("shop-*"),
                new TreeMap<>(),
                Hold.Mode.FREEZE,
                "INC-482 " + EVIL,
                "bob",
                null);
        var elsewhere = new Hold(
                Metadata.named("elsewhere"), List.of("blog"), new TreeMap<>(), Hold.Mode.FREEZE, null, null, null);
        return List.of(
                new PlacedHold("elsewhere", "8", elsewhere, true, List.of()),
                new PlacedHold("inc-482", "7", hold, true, List.of()));
    }

    public Reply<String> putHold(String name, String record, Expected expected, Caller caller) {
        last = "hold " + name + " " + record + " " + expected;
        return new Reply.Done<>("rev-9");
    }

    public Reply<String> deleteHold(String name, Expected expected, Caller caller) {
        last = "lift " + name + " " + expected;
        return new Reply.Refused<>("the hold " + name + " names targets that are not yours");
    }

    /** What the console does not ask is not answered. */
    Desk desk() {
        return (Desk) Proxy.newProxyInstance(
                Desk.class.getClassLoader(), new Class<?>[] {Desk.class}, (proxy, asked, with) -> {
                    Method answer = getClass().getMethod(asked.getName(), asked.getParameterTypes());
                    try {
                        return answer.invoke(this, with);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
