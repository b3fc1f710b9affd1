package dev.belay.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.ecs.EcsTask;
import dev.belay.ecs.ServiceSnapshot;
import dev.belay.model.AwsScope;
import dev.belay.site.SiteApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What product.md promises, watched at every step. A broken one ends the simulation. */
final class Promises {
    /** For as long, what others changed may not have been noticed: the regular look and some. */
    private static final Duration UNNOTICED = Duration.ofSeconds(50);

    /** A listing may fail three times, then nothing begins; a slice that has begun is finished. */
    private static final Duration UNTIL_SUSPENDED = Duration.ofSeconds(25);

    private final World world;
    private final Map<String, Integer> registrations = new HashMap<>();
    private final Map<String, Set<String>> deployments = new HashMap<>();
    private final Map<String, Integer> invalidations = new HashMap<>();
    private final Set<String> published = new HashSet<>();
    private final Set<String> touchedByOthers = new HashSet<>();

    /** When each key was copied last. */
    private final Map<String, Instant> copied = new HashMap<>();

    private final Letters letters;
    private final Proofs proofs;
    private RootView root = RootView.NONE;
    private boolean whole = true;
    private Instant othersAt = Instant.MIN;
    private @Nullable Instant suspendedAt;
    private @Nullable String holder;
    private int effects;

    /** A call that was sent when this was written down; late: nobody waits for it any more. */
    record Begun(RootView root, boolean late) {}

    /** What there was right before a call's effect. */
    record Before(String primary, int invalidations) {}

    Promises(World world) {
        this.world = world;
        this.letters = new Letters(world);
        this.proofs = new Proofs(world);
    }

    Letters letters() {
        return letters;
    }

    Proofs proofs() {
        return proofs;
    }

    RootView root() {
        return root;
    }

    /** Calls so far that change something in AWS. */
    int effects() {
        return effects;
    }

    /** Keys that were changed by others, so that nobody knows what should become of them. */
    Set<String> touchedByOthers() {
        return touchedByOthers;
    }

    /** Somebody other than Belay changed something, or a call of Belay's landed that it gave up on. */
    void others() {
        othersAt = world.baton().instant();
        lookAtSite();
    }

    void others(String key) {
        touchedByOthers.add(key);
        others();
    }

    /** It happened, and nobody was told: as with what is copied when a daemon dies. */
    void unheardOf(Call call) {
        if (world.site().encrypts() && call.is("site.copy")) {
            touchedByOthers.add(call.<SiteApi.Copy>argument(1).toKey());
        }
    }

    /**
     * A daemon dies. What it copied just before, and may not have taken down, nothing explains any more where copies have ETags of their own:
     * it is foreign, and stays.
     */
    void died() {
        Instant lately = world.baton().instant().minus(UNNOTICED);
        copied.forEach((key, at) -> {
            if (world.site().encrypts() && at.isAfter(lately)) {
                touchedByOthers.add(key);
            }
        });
    }

    void suspended(boolean isSo) {
        suspendedAt = isSo ? world.baton().instant() : null;
    }

    /** Before and after a call that lands when nobody waits for it any more. */
    void outOfTurn(Call call) {
        if (call.port().equals("site") || call.port().equals("ecs")) {
            if (call.is("site.copy")) {
                touchedByOthers.add(call.<SiteApi.Copy>argument(1).toKey());
            }
            others();
        }
    }

    /** Of several daemons only the one that has the lease begins anything: this is looked up where it is stored, whatever they believe. */
    void mayBegin(String daemon, Call call) {
        if (changesAws(call)) {
            String holder = world.leaseHolder();
            require(
                    holder == null || holder.equals(daemon),
                    call + " is begun by " + daemon + ", and " + holder + " acts");
        }
    }

    Begun begins(Call call, boolean late) {
        if (call.is("couriers.deliver")) {
            letters.sends(call.argument(0), root);
        }
        if (!changesAws(call)) {
            return new Begun(root, late);
        }
        effects++;
        require(
                suspendedAt == null || world.baton().instant().isBefore(suspendedAt.plus(UNTIL_SUSPENDED)),
                call + " begins though the target is suspended");
        switch (call.method()) {
            case "register" -> registers(call);
            case "update" -> updates(call);
            case "copy" -> copies(call);
            case "delete" -> deletes(call);
            default -> invalidates(call);
        }
        return new Begun(root, late);
    }

    /** Right before a call's effect, be it late. */
    Before before(Call call) {
        return changesAws(call)
                ? new Before(
                        primary(),
                        world.site().invalidations(World.DISTRIBUTION).size())
                : new Before("", 0);
    }

    private static boolean changesAws(Call call) {
        return call.kind() == Call.Kind.WRITE
                && (call.port().equals("ecs") || call.port().equals("site"));
    }

    private String primary() {
        return world.serviceNow().primary().map(ServiceSnapshot.Deployment::id).orElse("");
    }

    private void registers(Call call) {
        ObjectNode content = call.argument(1);
        running(call);
        require(root.service().hasNonNull("registering"), call + " is not written down");
        require(
                Call.image(content).equals(Builds.image(root.inForce())),
                call + " is not for what is in force, " + root.inForce());
    }

    private void updates(Call call) {
        String to = call.argument(3);
        running(call);
        require(root.service().path("updating").path("to").asText().equals(to), call + " is not written down");
        require(
                world.image(to).equals(Builds.image(root.inForce())),
                call + " is not for what is in force, " + root.inForce());
    }

    private void copies(Call call) {
        SiteApi.Copy copy = call.argument(1);
        running(call);
        require(
                copy.fromKey().startsWith(Builds.prefix(root.inForce())),
                call + " is not for what is in force, " + root.inForce());
        require(root.site().path("dirty").asBoolean(), call + " is not written down");
        published.add(copy.toKey());
    }

    private void invalidates(Call call) {
        running(call);
        require(root.intendsInvalidation(call.argument(2)), call + " is not written down");
    }

    private void running(Call call) {
        require(!root.rollout().isEmpty(), call + " belongs to no rollout");
    }

    /** Only once all of the build is live, and only what earlier builds of ours had. */
    private void deletes(Call call) {
        List<String> keys = call.argument(2);
        var build = Builds.of(root.inForce());
        if (!recentlyTouched()) {
            List<String> missing = missing(root.inForce());
            require(missing.isEmpty(), call + " though the build is not all live: " + missing);
        }
        for (String key : keys) {
            require(!build.containsKey(key), call + " deletes what is of the build");
            require(published.contains(key), call + " deletes what Belay did not publish: " + key);
        }
    }

    void happened(Call call, Begun begun, Before before) {
        switch (call.port() + "." + call.method()) {
            case "ecs.register" -> registered(call);
            case "ecs.update" -> updated(call, begun, before);
            case "site.createInvalidation" -> invalidated(call, begun, before);
            case "site.copy" -> {
                copied.put(call.<SiteApi.Copy>argument(1).toKey(), world.baton().instant());
                lookAtSite(call);
            }
            case "site.delete" -> lookAtSite(call);
            case "documents.write" -> written(call);
            default -> {}
        }
    }

    private void registered(Call call) {
        int times = registrations.merge(call.argument(1).toString(), 1, Integer::sum);
        require(times == 1, call + " registers the same content again");
    }

    private void updated(Call call, Begun begun, Before before) {
        String primary = primary();
        if (!primary.equals(before.primary())) {
            var its = deployments.computeIfAbsent(begun.root().rollout(), rollout -> new HashSet<>());
            // ECS may have given the first one up before a late call lands: nothing can tell ECS not to start once
            // more.
            boolean givenUp = begun.late() && !its.contains(before.primary());
            its.add(primary);
            require(
                    its.size() == 1 || givenUp,
                    call + " makes one more deployment of rollout "
                            + begun.root().rollout());
        }
    }

    private void invalidated(Call call, Begun begun, Before before) {
        if (world.site().invalidations(World.DISTRIBUTION).size() > before.invalidations()) {
            String round = begun.root().rollout() + " " + begun.root().site().path("round");
            int times = invalidations.merge(round, 1, Integer::sum);
            require(times == 1, call + " makes one more invalidation of " + round);
        }
    }

    private void written(Call call) {
        if (call.<String>argument(0).equals("lease/leader")) {
            String now = world.leaseHolder();
            if (!Objects.equals(holder, now)) {
                proofs.begins();
            }
            holder = now;
        }
        if (!call.<String>argument(0).equals("state/" + World.TARGET)) {
            return;
        }
        RootView before = root;
        root = RootView.of(call.argument(1));
        require(
                root.pinRevision() >= before.pinRevision() || root.inForce().isEmpty(),
                "an older pin came into force: " + root.pinRevision() + " after " + before.pinRevision());
        require(root.inForce().isEmpty() || Builds.ALL.contains(root.inForce()), "an invalid pin came into force");
        letters.written(before, root);
        proofs.written(before, root);
        if (!root.last().equals(before.last()) && root.lastOutcome().equals("SUCCEEDED") && !recentlyTouched()) {
            List<String> differences = differences(root.inForce());
            require(
                    differences.isEmpty(),
                    "rollout " + root.last() + " to " + root.inForce() + " is called Succeeded, but " + differences);
        }
    }

    private boolean recentlyTouched() {
        return othersAt.isAfter(world.baton().instant().minus(UNNOTICED));
    }

    /** Takes over whether every live page has what it names. */
    void lookAtSite() {
        whole = dangling().isEmpty();
    }

    private void lookAtSite(Call call) {
        List<String> dangling = dangling();
        require(!whole || dangling.isEmpty() || recentlyTouched(), call + " leaves live pages without " + dangling);
        whole = dangling.isEmpty();
    }

    private List<String> dangling() {
        var live = world.site().texts(World.LIVE);
        return live.entrySet().stream()
                .filter(page -> page.getKey().endsWith(".html"))
                .flatMap(page -> Builds.assets(page.getValue()).stream()
                        .filter(asset -> !live.containsKey(asset))
                        .map(asset -> asset + " of " + page.getKey()))
                .toList();
    }

    /** Objects of a version's build that are not live as built. */
    private List<String> missing(String version) {
        var live = world.site().texts(World.LIVE);
        var missing = new ArrayList<String>();
        Builds.of(version).forEach((key, file) -> {
            if (!file.body().equals(live.get(key))) {
                missing.add(key + " is " + live.get(key));
            } else if (!world.site().headers(World.LIVE, key).values().equals(file.headers())) {
                missing.add(key + " has " + world.site().headers(World.LIVE, key));
            }
        });
        return missing;
    }

    /** What is not as it is when a version is wholly in force, for its users and behind their backs. */
    List<String> differences(String version) {
        var all = missing(version);
        ServiceSnapshot service = world.serviceNow();
        service.primary().ifPresent(primary -> {
            if (!world.image(primary.taskDefinition()).equals(Builds.image(version))) {
                all.add("PRIMARY is " + world.image(primary.taskDefinition()));
            }
            if (!primary.rolledOut() || service.deployments().size() > 1) {
                all.add("deployments are " + service.deployments());
            }
            for (EcsTask task : world.ecs().tasks(AwsScope.DEFAULT, World.CLUSTER, World.SERVICE)) {
                if (!task.stopped() && !primary.id().equals(task.startedBy())) {
                    all.add("an older task is " + task.lastStatus());
                }
            }
        });
        world.ecsSimulator().servers(SimulatedEcs.SCOPE, World.CLUSTER, World.SERVICE).stream()
                .filter(server -> server.answers().health() != 200)
                .forEach(server -> all.add("a task answers " + server.answers()));
        Builds.of(version).forEach((key, file) -> {
            String served = world.edge().get(key);
            if (!file.body().equals(served)) {
                all.add("users get of " + key + ": " + served);
            }
        });
        return all;
    }

    /** The loop would take what is thrown for a failure of the pass, and try again: the driver is told. */
    void require(boolean kept, String otherwise) {
        if (!kept) {
            var broken = new Broken(otherwise);
            world.baton().fail(broken);
            throw broken;
        }
    }

    /** A promise was broken. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        Broken(String how) {
            super(how);
        }
    }
}
