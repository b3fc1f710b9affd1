package dev.belay.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.model.FailureException;
import dev.belay.model.RecordKind;
import dev.belay.model.Status;
import dev.belay.model.Summary;
import dev.belay.rollout.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * One run: a world, a daemon in it that may crash and come back, and a script of what people do. The script runs on the
 * driving thread and says how time passes.
 */
final class Simulation {
    /** For so long files of earlier builds stay. */
    static final Duration KEEP_OLD = Duration.ofMinutes(2);

    /** Backing off takes five minutes at most, and passes rarely fail more than a few times in a row once all is calm. */
    private static final Duration PATIENCE = Duration.ofMinutes(40);

    /** What people do, and how time passes. */
    @FunctionalInterface
    interface Script {
        void play(Simulation simulation);
    }

    /** What a run came to. */
    record Result(String hash, int calls, int effects) {}

    private final World world;
    private final RandomGenerator random;
    private final List<SimulatedDaemon> daemons = new ArrayList<>();
    private int lives;
    private Duration downFor = Duration.ofSeconds(3);
    private int pins;

    private Simulation(long seed, int replicas) {
        world = new World(seed);
        random = world.random();
        target("");
        for (int i = 0; i < replicas; i++) {
            daemons.add(daemon(i, replicas == 1));
        }
    }

    private SimulatedDaemon daemon(int place, boolean alone) {
        return new SimulatedDaemon(world, "d" + ++lives, alone, () -> crash(place));
    }

    /** Runs a script with one daemon that is alone; a failure names the seed, and shows what happened last. */
    static Result run(long seed, Script script) {
        return run(seed, 1, script);
    }

    /** Runs a script with so many daemons over one store. */
    static Result run(long seed, int replicas, Script script) {
        var result = new ArrayList<Supplier<Result>>();
        try {
            Thread.ofVirtual()
                    .start(() -> result.add(attempt(seed, replicas, script)))
                    .join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return result.getFirst().get();
    }

    // Whatever goes wrong is told with its seed.
    @SuppressWarnings("CatchThrowable")
    private static Supplier<Result> attempt(long seed, int replicas, Script script) {
        Simulation simulation = null;
        try {
            simulation = new Simulation(seed, replicas);
            script.play(simulation);
            var trace = simulation.world.trace();
            var result = new Result(
                    trace.hash(), trace.calls(), simulation.world.promises().effects());
            simulation.close();
            return () -> result;
        } catch (Throwable e) {
            Throwable cause = e instanceof Baton.Broken ? e.getCause() : e;
            String tail = simulation == null ? "" : simulation.world.trace().toString();
            var failure = new AssertionError(
                    "seed " + seed + " (replays with -Dbelay.seed=" + seed + "): " + cause + "\n" + tail, cause);
            if (simulation != null) {
                simulation.close();
            }
            return () -> {
                throw failure;
            };
        }
    }

    private void close() {
        daemons.forEach(SimulatedDaemon::die);
        world.baton().close();
    }

    World world() {
        return world;
    }

    RandomGenerator random() {
        return random;
    }

    /** What the daemon says that acts; of several of which none does, nothing. */
    Status status() {
        return acting() == null ? null : acting().status();
    }

    /** Everyone else's status of the target. */
    List<Status> statusesOfOthers() {
        return daemons.stream()
                .filter(daemon -> daemon != acting())
                .map(SimulatedDaemon::status)
                .toList();
    }

    private SimulatedDaemon acting() {
        return daemons.stream().filter(SimulatedDaemon::acts).findFirst().orElse(null);
    }

    SimulatedDaemon any() {
        return daemons.get(random.nextInt(daemons.size()));
    }

    /** What the target's root says. */
    RootView root() {
        return world.promises().root();
    }

    void pass(Duration time) {
        world.baton().pause(time);
    }

    // What people do.

    /** The target's record. */
    void target(String more) {
        target("PT10S", more);
    }

    /** The target's record, with a soak of its own. */
    void target(String soak, String more) {
        record(RecordKind.TARGET, World.TARGET, """
                apiVersion: belay.dev/v1
                kind: Target
                metadata: {name: shop}
                spec:
                  aws: {region: eu-north-1}
                  soak: %s
                  components:
                    api:
                      ecs:
                        cluster: prod
                        service: api
                        images: {app: "registry.example/api:{version}"}
                        stableWithin: PT3M
                    web:
                      site:
                        bucket: live
                        build: s3://builds/dist-{version}/
                        keep: ["uploads/**"]
                        distributions: [E1SHOP]
                        keepOld: PT2M
                  verify:
                    - name: health
                      http: {url: "https://api.shop.example/health"}
                      within: PT30S
                      every: PT5S
                      failures: 2
                    - name: what users get
                      served: web
                      url: https://shop.example/
                      within: PT2M
                      every: PT5S
                      failures: 2
                """.formatted(soak) + more);
    }

    /** The same target, which goes back by itself and tells everybody. */
    void telling(String onFailure) {
        target("""
                  onFailure: %s
                  announce:
                    - slack: https://hooks.slack.example/services/T0
                    - webhook: https://hooks.shop.example/belay
                    - sns: arn:aws:sns:eu-north-1:123456789012:deploys
                  followUp:
                    github: {repository: shop/shop, token: "${env:BELAY_RECORD_TOKEN}"}
                """.formatted(onFailure));
    }

    /** Pins a version. */
    void pin(String version) {
        pin(version, 0);
    }

    /** Pins a version with a {@code force} of its own, so that it asks for another move than any pin before. */
    void pinAnew(String version) {
        pin(version, ++pins);
    }

    /** Pins a version past which nothing goes back by itself. */
    void pinBarrier(String version) {
        pin(version, 0, ", barrier: true");
    }

    private void pin(String version, int force) {
        pin(version, force, "");
    }

    private void pin(String version, int force, String more) {
        people("pin " + version + " force " + force + more);
        record(RecordKind.PIN, World.TARGET, """
                apiVersion: belay.dev/v1
                kind: Pin
                metadata: {name: shop}
                spec: {version: "%s", force: %d, by: alice%s}
                """.formatted(version, force, more));
    }

    /** Writes something that is no pin. */
    void spoilPin() {
        people("spoils the pin");
        record(RecordKind.PIN, World.TARGET, """
                apiVersion: belay.dev/v1
                kind: Pin
                metadata: {name: shop}
                spec: {verison: "v9"}
                """);
    }

    void record(RecordKind kind, String name, String text) {
        world.store().edit(kind, name, text);
        Mail mail = world.mail();
        if (mail != null) {
            mail.edited(kind, name);
        }
    }

    /** From now on a queue tells Belay of changes. */
    void notified(boolean prompt) {
        world.mail(new Mail(world, prompt));
        daemons.forEach(SimulatedDaemon::takeNotifications);
    }

    void suspend() {
        people("suspends");
        record(RecordKind.HOLD, "stop", """
                apiVersion: belay.dev/v1
                kind: Hold
                metadata: {name: stop}
                spec: {targets: [shop], mode: suspend, reason: "hands off"}
                """);
        world.promises().suspended(true);
    }

    void freeze() {
        people("freezes");
        record(RecordKind.HOLD, "freeze", """
                apiVersion: belay.dev/v1
                kind: Hold
                metadata: {name: freeze}
                spec: {targets: [shop], mode: freeze, reason: "INC-482"}
                """);
        world.promises().proofs().frozen(true);
    }

    void lift() {
        people("lifts");
        world.store().remove(RecordKind.HOLD, "stop");
        world.store().remove(RecordKind.HOLD, "freeze");
        world.promises().proofs().frozen(false);
        world.promises().suspended(false);
    }

    /** Says that what is kept back, or drifted unseen, may go on. Whether that could be said. */
    boolean admit() {
        people("admits");
        var pin = root().json().path("admitted");
        String revision = pin.path(pin.hasNonNull("pending") ? "pending" : "pin")
                .path("revision")
                .asText();
        var waiting = world.baton().waiting();
        var done = new ArrayList<Boolean>();
        var desk = any().desk();
        world.baton().execute(() -> {
            try {
                var reply = desk.admit(World.TARGET, revision, new Caller("alice", Caller.ALL));
                world.trace().add("admit: " + reply);
                done.add(true);
            } catch (FailureException | Crashed e) {
                done.add(false);
            } finally {
                waiting.over();
            }
        });
        waiting.await();
        return done.getFirst();
    }

    /** Somebody updates the service by hand. */
    void moveService(String version) {
        people("moves the service to " + version);
        String arn = revision(version);
        ObjectNode update = Json.object().put("cluster", World.CLUSTER).put("service", World.SERVICE);
        world.ecs().ask("UpdateService", update.put("taskDefinition", arn));
        world.promises().others();
    }

    private String revision(String version) {
        for (String arn : world.ecs()
                .revisions(dev.belay.model.AwsScope.DEFAULT, "api", null)
                .arns()) {
            if (world.image(arn).equals(Builds.image(version))) {
                return arn;
            }
        }
        return world.register(version);
    }

    /** An autoscaler at work. */
    void scale(int tasks) {
        people("scales to " + tasks);
        world.ecsSimulator().scale(SimulatedEcs.SCOPE, World.CLUSTER, World.SERVICE, tasks);
    }

    /** There is room for so many tasks. */
    void capacity(int tasks) {
        people("makes room for " + tasks);
        world.ecsSimulator().capacity(SimulatedEcs.SCOPE, World.CLUSTER, World.SERVICE, tasks);
    }

    /** Somebody copies a build to the live bucket by hand, deletes what is not of it, and invalidates. */
    void moveSite(String version) {
        people("copies the build of " + version);
        var build = Builds.of(version);
        build.forEach((key, file) -> world.site().put(World.LIVE, key, file.body(), file.headers()));
        Builds.of(root().inForce()).keySet().stream()
                .filter(key -> !build.containsKey(key))
                .forEach(key -> world.site().remove(World.LIVE, key));
        world.edge().forgets();
        world.promises().others();
    }

    void overwrite(String key) {
        people("overwrites " + key);
        world.site().put(World.LIVE, key, "by hand " + random.nextInt(1000), Builds.headers("content-type", "x/y"));
        world.promises().others(key);
    }

    void remove(String key) {
        people("removes " + key);
        world.site().remove(World.LIVE, key);
        world.promises().others(key);
    }

    /** A process ends, and comes back a while later. */
    void crash() {
        crash(random.nextInt(daemons.size()));
    }

    /** A process that is alone ends and is there again at once. */
    void restarts() {
        var dead = daemons.getFirst();
        dead.die();
        restart(0, dead);
    }

    private void crash(int place) {
        world.trace().add("-- crash --");
        var dead = daemons.get(place);
        dead.die();
        world.baton().in(downFor, () -> restart(place, dead));
    }

    private void restart(int place, SimulatedDaemon dead) {
        if (dead == daemons.get(place)) {
            world.trace().add("-- restart --");
            daemons.set(place, daemon(place, daemons.size() == 1));
        }
    }

    void crashActing() {
        crash(daemons.indexOf(acting()));
    }

    void stop(Duration time) {
        stop(any(), time);
    }

    void stopActing(Duration time) {
        stop(acting(), time);
    }

    private void stop(SimulatedDaemon daemon, Duration time) {
        people("stops " + daemons.indexOf(daemon) + " for " + time);
        daemon.stop(time);
    }

    void cutOff(Duration time) {
        cutOff(any(), time);
    }

    void cutOffActing(Duration time) {
        cutOff(acting(), time);
    }

    void cutOffOthers(Duration time) {
        var acting = acting();
        daemons.stream().filter(daemon -> daemon != acting).forEach(daemon -> cutOff(daemon, time));
    }

    private void cutOff(SimulatedDaemon daemon, Duration time) {
        people("cuts " + daemons.indexOf(daemon) + " off from the store for " + time);
        daemon.cutOff(time);
    }

    /** One machine's clock goes wrong. */
    void skew(Duration by) {
        people("sets a clock " + by + " off");
        any().skew(by);
    }

    /** A rolling upgrade: one after the other ends as it should, and is followed by another. */
    void upgrade(Duration between) {
        for (int place = 0; place < daemons.size(); place++) {
            people("upgrades " + place);
            var old = daemons.get(place);
            old.end();
            pass(between);
            old.die();
            restart(place, old);
            pass(between);
        }
    }

    void staysDownFor(Duration time) {
        downFor = time;
    }

    private void people(String what) {
        world.trace().add("people: " + what);
    }

    // What is expected.

    /** How the rollouts ended that are kept, the oldest first. */
    List<String> outcomes() {
        var outcomes = new ArrayList<String>();
        for (String path : world.store().list("rollouts/" + World.TARGET)) {
            outcomes.add(Json.parse(world.store().read(path).content())
                    .path("outcome")
                    .asText());
        }
        return outcomes;
    }

    /** The rollouts that are kept, as they are. */
    String evidence() {
        return world.store().list("rollouts/" + World.TARGET).stream()
                .map(path -> world.store().read(path).content())
                .collect(Collectors.joining());
    }

    /** How many rollouts there were for a cause. */
    long rollouts(String cause) {
        return world.store().list("rollouts/" + World.TARGET).stream()
                .map(path -> Json.parse(world.store().read(path).content()))
                .filter(rollout -> rollout.path("cause").asText().equals(cause))
                .count();
    }

    /** Waits until a version is known good, and in force. */
    void provesGood(String version) {
        comesInForce(version);
        await(version + " known good", () -> isProved() ? List.of() : List.of("not proved: " + root().ran()));
    }

    /** Whether what runs was seen to be good. */
    boolean isProved() {
        var ran = root().ran();
        return !ran.isEmpty() && ran.path(ran.size() - 1).hasNonNull("provedAt");
    }

    /** Waits until a version is in force. */
    void comesInForce(String version) {
        await(version + " in force", () -> difference(version));
    }

    /** Waits until a version is in force and what was before is pruned; from then on nothing more is done. */
    void converges(String version) {
        comesInForce(version);
        pass(KEEP_OLD.plusSeconds(50));
        await(version + " still in force, and nothing old left", () -> {
            var left = difference(version);
            left.addAll(leftOver(version));
            return left;
        });
        int before = world.promises().effects();
        pass(Duration.ofMinutes(2));
        if (world.promises().effects() > before) {
            throw new AssertionError("something is still being done though all is as pinned");
        }
    }

    /** Waits until everybody was told everything that is to be told. */
    void everybodyIsTold() {
        await("all told", world.promises().letters()::waiting);
    }

    /** Waits until a word is the summary. */
    void comesTo(Summary summary) {
        await("called " + summary, () -> {
            Status status = status();
            return status != null && status.summary() == summary
                    ? List.of()
                    : List.of(status == null ? "unknown" : status.summary() + " " + status.conditions());
        });
    }

    /** Waits until nothing is left of a list. */
    void await(String what, Supplier<List<String>> left) {
        for (Duration waited = Duration.ZERO; !left.get().isEmpty(); waited = waited.plusSeconds(5)) {
            if (waited.compareTo(PATIENCE) > 0) {
                throw new AssertionError("not " + what + ", but " + left.get());
            }
            pass(Duration.ofSeconds(5));
        }
    }

    /** What speaks against a version being in force, and said to be. */
    List<String> difference(String version) {
        Status status = status();
        if (status == null || status.summary() != Summary.SYNCED) {
            return new ArrayList<>(
                    List.of("status " + (status == null ? "unknown" : status.summary() + " " + status.conditions())));
        }
        var left = new ArrayList<>(world.promises().differences(version));
        if (!root().inForce().equals(version)) {
            left.add(root().inForce() + " is in force");
        }
        if (!root().rollout().isEmpty()) {
            left.add("rollout " + root().rollout() + " runs");
        }
        return left;
    }

    /** What Belay published before and should have pruned. */
    private List<String> leftOver(String version) {
        var left = new ArrayList<>(world.site().texts(World.LIVE).keySet());
        left.removeAll(Builds.of(version).keySet());
        left.removeAll(Builds.of(Builds.FIRST).keySet());
        left.removeAll(List.of("uploads/photo.png", "landing.txt"));
        left.removeAll(world.promises().touchedByOthers());
        return left;
    }
}
