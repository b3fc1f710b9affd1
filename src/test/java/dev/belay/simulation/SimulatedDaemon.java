package dev.belay.simulation;

import dev.belay.announce.Courier;
import dev.belay.announce.Delivery;
import dev.belay.diagnose.Subject;
import dev.belay.ecs.AllThere;
import dev.belay.ecs.EcsApi;
import dev.belay.model.Check;
import dev.belay.model.Diagnosis;
import dev.belay.model.FailureException;
import dev.belay.model.Status;
import dev.belay.reconcile.Backoff;
import dev.belay.reconcile.Loop;
import dev.belay.reconcile.Priority;
import dev.belay.reconcile.WorkQueue;
import dev.belay.rollout.Desk;
import dev.belay.rollout.Reconciler;
import dev.belay.site.SiteApi;
import dev.belay.store.DocumentStore;
import dev.belay.store.RecordStore;
import dev.belay.verify.Answer;
import dev.belay.verify.BuildFile;
import dev.belay.verify.BuildFiles;
import dev.belay.verify.Prober;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One life of the daemon: everything of ours between the ports, with all that it only has in memory. */
final class SimulatedDaemon {
    private static final int PASSES_AT_ONCE = 4;

    /** In microseconds. */
    private static final long LONGEST_DIAGNOSIS = 20_000_000;

    private final World world;
    private final RandomGenerator random;
    private final Gate gate;
    private final Reconciler reconciler;
    private final Loop targets;
    private final Loop watches;
    private final Loop errands;
    private boolean dead;
    private boolean dispatching;
    private Instant nextLook = Instant.MAX;

    /**
     * Starts it.
     *
     * @param crash what the process's end by itself leads to
     */
    SimulatedDaemon(World world, String name, Runnable crash) {
        this.world = world;
        this.random = world.random();
        this.gate = new Gate(world, name, crash);
        world.promises().proofs().begins();
        var targetQueue = new WorkQueue(world.baton());
        var watchQueue = new WorkQueue(world.baton());
        var errandQueue = new WorkQueue(world.baton());
        reconciler = new Reconciler(
                ports(),
                new Reconciler.Pace(world.poll(), world.poll().multipliedBy(6), 3),
                targetQueue,
                watchQueue,
                errandQueue);
        targets = loop(reconciler.targets(), targetQueue);
        watches = loop(reconciler.watches(), watchQueue);
        errands = loop(reconciler.errands(), errandQueue);
        targets.wakes(this::wake);
        watches.wakes(this::wake);
        errands.wakes(this::wake);
        watchQueue.add(Reconciler.RECORDS, Priority.OPERATOR);
    }

    private Reconciler.Ports ports() {
        return new Reconciler.Ports(
                gate.guard("records", RecordStore.class, world.store()),
                gate.guard("documents", DocumentStore.class, world.store()),
                gate.guard("ecs", EcsApi.class, world.ecs()),
                (scope, repository, id) -> null,
                new AllThere(),
                (scope, operation, reserve) -> true,
                gate.guard("site", SiteApi.class, world.site()),
                gate.guard("users", Prober.class, this::probe),
                this::diagnose,
                courier(),
                new Side(world.baton()),
                world.baton(),
                status -> status.summary().word());
    }

    /** Takes about as long as others wait for it. */
    private Diagnosis diagnose(Subject subject) {
        world.baton().pause(random.nextLong(LONGEST_DIAGNOSIS));
        return new Diagnosis(world.baton().instant(), List.of(), List.of());
    }

    private Courier courier() {
        Courier guarded = gate.guard("couriers", Courier.class, world.receivers());
        return (letter, evidence) -> {
            if (world.receivers().hangs(letter)) {
                world.baton().pause(Receivers.HANGING);
            }
            try {
                return guarded.deliver(letter, evidence);
            } catch (FailureException e) {
                return new Delivery.Failed(e.failure().message());
            }
        };
    }

    private Loop loop(dev.belay.reconcile.Pass pass, WorkQueue queue) {
        return new Loop(
                pass,
                queue,
                new Backoff(random),
                world.baton(),
                PASSES_AT_ONCE,
                world.baton(),
                (item, outcome, took) -> world.trace().add("  " + item.key() + ": " + outcome));
    }

    private void wake() {
        if (!dead && !dispatching) {
            dispatching = true;
            world.baton().in(Duration.ZERO, this::dispatch);
        }
    }

    private void dispatch() {
        dispatching = false;
        if (dead) {
            return;
        }
        Instant next = sooner(sooner(targets.dispatch(), watches.dispatch()), errands.dispatch());
        Instant now = world.baton().instant();
        if (next != null && (next.isBefore(nextLook) || !nextLook.isAfter(now))) {
            nextLook = next;
            world.baton().in(Duration.between(now, next), this::dispatch);
        }
    }

    private static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isBefore(other) ? one : other;
    }

    /** The process is gone; whatever it is in the middle of ends there. */
    void die() {
        dead = true;
        gate.close();
    }

    @Nullable
    Status status() {
        return reconciler.statuses().of(World.TARGET);
    }

    Desk desk() {
        return reconciler.desk();
    }

    /** Answers for the users, from what the world is. */
    private Answer probe(Check check, Prober.Context context) {
        Answer answer = answer(check, context);
        world.promises().proofs().tried(check.name(), answer);
        return answer;
    }

    private Answer answer(Check check, Prober.Context context) {
        try {
            return switch (check.probe()) {
                case Check.Http http -> world.health().get(http.status());
                case Check.Served served -> served(context.build(served.component()));
                case Check.Flow flow -> Answer.open("the simulation has no flows");
                case Check.TargetHealth health -> Answer.open("the simulation has no target groups");
                case Check.Alarm alarm -> Answer.open("the simulation has no alarms");
            };
        } catch (FailureException e) {
            return Answer.failed(e.failure().message());
        }
    }

    private Answer served(@Nullable BuildFiles build) {
        if (build == null) {
            return Answer.failed("nothing to compare with");
        }
        String page = world.edge().get("index.html");
        String problem = problem("index.html", page, build);
        for (String asset : page == null ? List.<String>of() : Builds.assets(page)) {
            problem = problem == null ? problem(asset, world.edge().get(asset), build) : problem;
        }
        return problem == null ? Answer.passed("as built") : Answer.failed(problem);
    }

    private static @Nullable String problem(String key, @Nullable String served, BuildFiles build) {
        BuildFile file = build.read(key);
        boolean same = served != null
                && file != null
                && file.sha256().equals(BuildFile.sha256(served.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return same ? null : key + " is not served as built: " + served;
    }
}
