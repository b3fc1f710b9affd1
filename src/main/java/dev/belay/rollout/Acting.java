package dev.belay.rollout;

import dev.belay.announce.Letter;
import dev.belay.announce.RolloutMarkdown;
import dev.belay.aws.Budgets.Claim;
import dev.belay.ecs.EcsController;
import dev.belay.ecs.ServiceKey;
import dev.belay.ecs.ServiceObserver;
import dev.belay.lease.Tenure;
import dev.belay.model.Rollout;
import dev.belay.model.ServiceAddress;
import dev.belay.model.Target;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Priority;
import dev.belay.rollout.Reconciler.Pace;
import dev.belay.rollout.Reconciler.Ports;
import dev.belay.rollout.Reconciler.Queues;
import dev.belay.site.BuildReader;
import dev.belay.site.SiteController;
import dev.belay.store.Catalog;
import dev.belay.store.Entry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that acts during one tenure, with all that it keeps in memory. A later tenure, of this replica or another, begins with nothing but
 * what is stored, as a restart does: so nothing that is known from before can mislead it.
 */
final class Acting {
    private final Tenure tenure;
    private final ServiceObserver observer;
    private final Components components;
    private final Roots roots;
    private final Preparedness preparedness;
    private final Errands errands;
    private final TargetPass targets;
    private final AtomicBoolean expected = new AtomicBoolean();

    /**
     * What every tenure shares.
     *
     * @param readiness hears whether rollbacks would work, while the tenure is not over
     * @param deliveries hears of every try to deliver a message
     */
    record Common(
            Records records,
            StoreHealth health,
            StoredRoots roots,
            Archive archive,
            Foresight foresight,
            Statuses statuses,
            ReadinessListener readiness,
            DeliveryListener deliveries) {}

    Acting(Tenure tenure, Ports ports, Pace pace, Queues queues, Common common) {
        this.tenure = tenure;
        var ecs = new FencedEcs(ports.ecs(), tenure, pace.call());
        var sites = new FencedSites(ports.sites(), tenure, pace.call());
        Map<ServiceKey, String> owners = new ConcurrentHashMap<>();
        Consumer<String> cameBack = target -> queues.targets().add(target, Priority.CHANGE);
        observer =
                new ServiceObserver(ecs, ports.ecsBudget(), ports.parallel(), ports.clock(), pace.resync(), service -> {
                    String owner = owners.get(service);
                    if (owner != null) {
                        cameBack.accept(owner);
                    }
                });
        observer.wakes(key -> queues.watches().add(key, Priority.CHANGE));
        roots = new Roots(common.roots(), tenure);
        components = new Components(
                new EcsController(ecs, ports.images(), observer, ports.ecsBudget(), ports.clock()),
                observer,
                owners,
                new SiteController(sites, ports.documents(), ports.parallel(), ports.clock()),
                new BuildReader(sites, ports.documents()),
                pace.resync(),
                key -> queues.watches().add(key, Priority.CHANGE));
        preparedness = new Preparedness(
                roots, Foresight.of(ports, observer, Claim.BACKGROUND), ports.clock(), pace.readyVersions(), cameBack);
        preparedness.listen((target, ready) -> {
            if (!tenure.isOver()) {
                common.readiness().looked(target, ready);
            }
        });
        errands = new Errands(
                queues.errands()::addAfter,
                new Diagnoses(ports.diagnose(), cameBack),
                new Post(
                        ports.courier(),
                        ports.parallel(),
                        () -> tenure.lasts(pace.call()),
                        letter -> () -> report(common.archive(), letter),
                        common.deliveries(),
                        cameBack),
                preparedness,
                common.archive());
        targets = new TargetPass(
                tenure,
                common.records(),
                common.health(),
                roots,
                components,
                new Checks(ports.prober(), ports.parallel(), components),
                common.archive(),
                new Bulletin(ports.documents(), ports.statusFormat(), tenure::said),
                common.statuses(),
                errands,
                preparedness,
                ports.clock(),
                pace.resync());
    }

    /** Whether something may begin now. */
    boolean mayBegin() {
        return tenure.lasts(Duration.ZERO);
    }

    Outcome target(String name, Priority priority) {
        return targets.run(name, priority);
    }

    /**
     * Has the services of these targets watched before their passes come to it, so that they are first read together, as few calls as can
     * be; once, with the first listing. Later ones are watched from their first pass on.
     */
    void expect(Catalog catalog) {
        if (!catalog.targets().isEmpty() && expected.compareAndSet(false, true)) {
            catalog.targets().values().stream()
                    .filter(Entry.Valid.class::isInstance)
                    .map(entry -> ((Entry.Valid<Target>) entry).record())
                    .forEach(components::watch);
        }
    }

    Outcome observe(String key) {
        return observer.run(key);
    }

    /** Whether anybody watches the service; it is looked at soon then. */
    boolean mayHaveChanged(ServiceAddress service) {
        return observer.mayHaveChanged(service);
    }

    Outcome errand(String key) {
        return tenure.isOver() ? new Outcome.Gone() : errands.run(key);
    }

    /** Somebody beside the passes wrote a target's root. */
    void rootMoved(String target) {
        roots.moved(target);
    }

    /** The next pass over a target believes nothing that it knows from before. */
    void lookAnew(String target) {
        roots.moved(target);
        components.lookAnew(target);
    }

    @Nullable
    Readiness readiness(String target) {
        return preparedness.of(target);
    }

    /** The report of the rollout that a letter is about, without lines of logs; empty: there is none. */
    private String report(Archive archive, Letter letter) {
        String id = letter.announcement().rollout();
        if (id == null) {
            return "";
        }
        String target = letter.announcement().target();
        Root root = roots.lastKnown(target).root();
        Rollout last = root.history().last();
        Rollout rollout = root.rollout() != null && root.rollout().id().equals(id)
                ? root.rollout()
                : last != null && last.id().equals(id) ? last : archive.rollout(target, id);
        return rollout == null ? "" : RolloutMarkdown.of(rollout, false);
    }
}
