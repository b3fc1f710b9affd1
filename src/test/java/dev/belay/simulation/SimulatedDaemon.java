package dev.belay.simulation;

import dev.belay.announce.Courier;
import dev.belay.announce.Delivery;
import dev.belay.api.StatusText;
import dev.belay.diagnose.Subject;
import dev.belay.ecs.AllThere;
import dev.belay.ecs.EcsApi;
import dev.belay.model.Check;
import dev.belay.model.Diagnosis;
import dev.belay.model.FailureException;
import dev.belay.model.ServiceAddress;
import dev.belay.model.Status;
import dev.belay.notify.Intake;
import dev.belay.notify.NotificationQueue;
import dev.belay.notify.Reader;
import dev.belay.notify.RecordPlace;
import dev.belay.reconcile.Backoff;
import dev.belay.reconcile.Loop;
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
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One life of the daemon: everything of ours between the ports, with all that it only has in memory. */
final class SimulatedDaemon {
    private static final int PASSES_AT_ONCE = 4;

    /** Nobody waits longer for a call. */
    private static final Duration CALL = Duration.ofSeconds(5);

    private static final Duration LEASE = Duration.ofSeconds(15);

    /** In microseconds. */
    private static final long LONGEST_DIAGNOSIS = 20_000_000;

    /** The queue of the simulation does not wait for messages. */
    private static final Duration BETWEEN_TURNS = Duration.ofMillis(500);

    private final World world;
    private final String name;
    private final RandomGenerator random;
    private final Gate gate;
    private final Reconciler reconciler;
    private final Loop targets;
    private final Loop watches;
    private final Loop errands;
    private final Loop lease;
    private final InstantSource clock;
    private Duration skew = Duration.ZERO;
    private boolean dead;
    private boolean dispatching;
    private Instant nextLook = Instant.MAX;

    /**
     * Starts it.
     *
     * @param alone whether no other is over the same store
     * @param crash what the process's end by itself leads to
     */
    SimulatedDaemon(World world, String name, boolean alone, Runnable crash) {
        this.world = world;
        this.name = name;
        this.random = world.random();
        this.gate = new Gate(world, name, crash);
        this.clock = () -> world.baton().instant().plus(skew);
        if (alone) {
            world.promises().proofs().begins();
        }
        var targetQueue = new WorkQueue(clock);
        var watchQueue = new WorkQueue(clock);
        var errandQueue = new WorkQueue(clock);
        var leaseQueue = new WorkQueue(clock);
        reconciler = new Reconciler(
                ports(),
                new Reconciler.Pace(world.poll(), world.poll().multipliedBy(6), CALL, 3),
                new Reconciler.Queues(targetQueue, watchQueue, errandQueue, leaseQueue),
                alone
                        ? null
                        : new Reconciler.Candidacy(
                                name,
                                LEASE,
                                () -> Duration.between(
                                                Baton.START, world.baton().instant())
                                        .toNanos()));
        targets = loop(reconciler.targets(), targetQueue);
        watches = loop(reconciler.watches(), watchQueue);
        errands = loop(reconciler.errands(), errandQueue);
        lease = loop(reconciler.lease(), leaseQueue);
        targets.wakes(this::wake);
        watches.wakes(this::wake);
        errands.wakes(this::wake);
        lease.wakes(this::wake);
        reconciler.begin();
        takeNotifications();
    }

    /** From now on, where the world has a queue for it. */
    void takeNotifications() {
        Mail mail = world.mail();
        if (mail == null) {
            return;
        }
        var intake = new Intake(
                gate.guard("queue", NotificationQueue.class, mail.queue()),
                new Reader(new RecordPlace.Objects(Mail.BUCKET, "")),
                lookout(),
                reconciler::acts,
                random,
                clock,
                new Unheard());
        world.baton().execute(() -> {
            while (!dead) {
                Duration rest = intake.turn();
                world.baton().pause(rest.isPositive() ? rest : BETWEEN_TURNS);
            }
        });
    }

    private Intake.Lookout lookout() {
        return new Intake.Lookout() {
            @Override
            public void recordsChanged() {
                reconciler.recordsMayHaveChanged();
            }

            @Override
            public boolean serviceChanged(ServiceAddress service) {
                return reconciler.mayHaveChanged(service);
            }
        };
    }

    /** Nobody counts here. */
    private static final class Unheard implements Intake.Listener {
        @Override
        public void begins(boolean takes) {}

        @Override
        public void answered() {}

        @Override
        public void received(Intake.Kind kind) {}
    }

    private Reconciler.Ports ports() {
        return new Reconciler.Ports(
                gate.guard("records", RecordStore.class, world.store()),
                gate.guard("documents", DocumentStore.class, world.store()),
                gate.guard("ecs", EcsApi.class, world.ecs()),
                (scope, repository, id) -> null,
                new AllThere(),
                (scope, operation, claim) -> true,
                gate.guard("site", SiteApi.class, world.site()),
                gate.guard("users", Prober.class, this::probe),
                this::diagnose,
                courier(),
                new Side(world.baton()),
                clock,
                new StatusText());
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
                if (isAnothers()) {
                    return new Delivery.Failed("no answer, and another replica acts by now");
                }
            }
            try {
                return guarded.deliver(letter, evidence);
            } catch (FailureException e) {
                return new Delivery.Failed(e.failure().message());
            }
        };
    }

    private boolean isAnothers() {
        String holder = world.leaseHolder();
        return holder != null && !holder.equals(name);
    }

    private Loop loop(dev.belay.reconcile.Pass pass, WorkQueue queue) {
        return new Loop(
                pass,
                queue,
                new Backoff(random),
                world.baton(),
                PASSES_AT_ONCE,
                clock,
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
        if (gate.stopped().isPositive()) {
            dispatching = true;
            world.baton().in(gate.stopped(), this::dispatch);
            return;
        }
        Instant next =
                sooner(sooner(targets.dispatch(), watches.dispatch()), sooner(errands.dispatch(), lease.dispatch()));
        if (next == null) {
            return;
        }
        Duration wait = Duration.between(clock.instant(), next);
        Instant now = world.baton().instant();
        Instant at = now.plus(wait);
        if (at.isBefore(nextLook) || !nextLook.isAfter(now)) {
            nextLook = at;
            world.baton().in(wait, this::dispatch);
        }
    }

    private static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isBefore(other) ? one : other;
    }

    /** The process is stopped for a while, and does not notice. */
    void stop(Duration time) {
        gate.stop(time);
    }

    /** The store can't be reached from here for a while. */
    void cutOff(Duration time) {
        gate.cutOff(time);
    }

    /** This machine's clock goes before or after the true one by so much, from now on. */
    void skew(Duration by) {
        skew = by;
        wake();
    }

    boolean acts() {
        return !dead && reconciler.acts();
    }

    /** The process ends as it should: what is in flight has come to its end, and the lease is given back. */
    void end() {
        for (Loop loop : loops()) {
            loop.stop();
        }
        endOnceQuiet();
    }

    private List<Loop> loops() {
        return List.of(targets, watches, errands, lease);
    }

    private void endOnceQuiet() {
        if (dead) {
            return;
        }
        if (loops().stream().anyMatch(loop -> loop.inFlight() > 0)) {
            world.baton().in(Duration.ofMillis(100), this::endOnceQuiet);
        } else {
            world.baton().execute(() -> {
                reconciler.giveBack();
                die();
            });
        }
    }

    /** The process is gone; whatever it is in the middle of ends there. */
    void die() {
        world.promises().died();
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
