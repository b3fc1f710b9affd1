package dev.belay.rollout;

import dev.belay.adopt.Adoption;
import dev.belay.announce.Courier;
import dev.belay.announce.Letter;
import dev.belay.announce.RolloutMarkdown;
import dev.belay.diagnose.Subject;
import dev.belay.ecs.CallBudget;
import dev.belay.ecs.EcsApi;
import dev.belay.ecs.EcsController;
import dev.belay.ecs.ImageRegistry;
import dev.belay.ecs.ServiceKey;
import dev.belay.ecs.ServiceObserver;
import dev.belay.ecs.ServiceReadiness;
import dev.belay.ecs.Surroundings;
import dev.belay.model.Diagnosis;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.publish.Publication;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Parallel;
import dev.belay.reconcile.Pass;
import dev.belay.reconcile.Priority;
import dev.belay.reconcile.WorkQueue;
import dev.belay.site.BuildReader;
import dev.belay.site.SiteApi;
import dev.belay.site.SiteController;
import dev.belay.site.SiteReadiness;
import dev.belay.store.DocumentStore;
import dev.belay.store.RecordStore;
import dev.belay.verify.Prober;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All of Belay between its ports: what is to be run over which queue, and where people ask. The daemon and the simulations
 * make it from the same parts.
 *
 * <p>There are three queues. The one of targets is for passes over targets. The other is for what keeps watch for them, so
 * that slow passes never keep Belay from noticing: its keys are {@link #RECORDS}, and those of the service observers. The third is for errands, which may take seconds.
 */
public final class Reconciler {
    /** The key under which the records are looked at; to be queued once at the start. */
    public static final String RECORDS = RecordsPass.KEY;

    /** A listing may fail this many times before Belay holds its hands still. */
    private static final int POLLS_MISSED = 3;

    /**
     * What is outside.
     *
     * @param diagnose looks into a failure; bounded in time, never throws for what the world does
     * @param statusText a status as the API shows it, for the store
     */
    public record Ports(
            RecordStore records,
            DocumentStore documents,
            EcsApi ecs,
            ImageRegistry images,
            Surroundings surroundings,
            CallBudget ecsBudget,
            SiteApi sites,
            Prober prober,
            Function<Subject, Diagnosis> diagnose,
            Courier courier,
            Parallel parallel,
            InstantSource clock,
            Function<Status, String> statusText) {}

    /**
     * How often things are looked at.
     *
     * @param poll the records
     * @param resync the actual state
     * @param readyVersions how many known-good combinations are kept checked for a rollback
     */
    public record Pace(Duration poll, Duration resync, int readyVersions) {}

    private final Statuses statuses = new Statuses();
    private final Feed feed = new Feed();
    private final Records records = new Records();
    private final StoreHealth health;
    private final TargetPass targetPass;
    private final RecordsPass recordsPass;
    private final ServiceObserver observer;
    private final Operations desk;
    private final Errands errands;
    private final Preparedness preparedness;

    /** Assembles it. Nothing runs yet, and nothing is called. */
    public Reconciler(Ports ports, Pace pace, WorkQueue targets, WorkQueue watches, WorkQueue errandQueue) {
        Map<ServiceKey, String> owners = new ConcurrentHashMap<>();
        observer = new ServiceObserver(
                ports.ecs(), ports.ecsBudget(), ports.parallel(), ports.clock(), pace.resync(), service -> {
                    String owner = owners.get(service);
                    if (owner != null) {
                        targets.add(owner, Priority.CHANGE);
                    }
                });
        observer.wakes(key -> watches.add(key, Priority.CHANGE));
        health = new StoreHealth(ports.clock(), pace.poll().multipliedBy(POLLS_MISSED));
        var roots = new Roots(ports.documents());
        var components = new Components(
                new EcsController(ports.ecs(), ports.images(), observer, ports.ecsBudget(), ports.clock()),
                observer,
                owners,
                new SiteController(ports.sites(), ports.documents(), ports.parallel(), ports.clock()),
                new BuildReader(ports.sites(), ports.documents()),
                new ServiceReadiness(ports.ecs(), ports.images(), ports.surroundings(), ports.ecsBudget()),
                new SiteReadiness(ports.sites(), ports.documents()),
                pace.resync(),
                key -> watches.add(key, Priority.CHANGE));
        var archive = new Archive(ports.documents(), ports.statusText());
        var checks = new Checks(ports.prober(), ports.parallel(), components);
        Consumer<String> cameBack = target -> targets.add(target, Priority.CHANGE);
        preparedness = new Preparedness(roots, components, ports.clock(), pace.readyVersions(), cameBack);
        errands = new Errands(
                errandQueue::add,
                new Diagnoses(ports.diagnose(), cameBack),
                new Post(ports.courier(), ports.parallel(), letter -> () -> report(roots, archive, letter), cameBack),
                preparedness,
                archive);
        targetPass = new TargetPass(
                records,
                health,
                roots,
                components,
                checks,
                archive,
                statuses,
                errands,
                preparedness,
                ports.clock(),
                pace.resync());
        statuses.listen(new Publisher(feed));
        recordsPass = new RecordsPass(ports.records(), records, health, ports.clock(), pace.poll(), targets::add);
        Runnable lookAtRecords = () -> watches.add(RECORDS, Priority.OPERATOR);
        var recordDesk = new RecordDesk(ports.records(), records, roots, lookAtRecords);
        desk = new Operations(
                recordDesk,
                new PlacedHolds(records, ports.clock()),
                new PublishDesk(
                        new Publication(ports.records(), ports.documents()), roots, ports.clock(), lookAtRecords),
                new AdoptDesk(new Adoption(ports.ecs(), ports.sites())),
                new RollbackDesk(recordDesk, records, roots, preparedness, ports.clock()),
                new GateDesk(recordDesk, records, roots, health, ports.clock()),
                new MarkDesk(roots, targets::add, ports.clock()),
                roots,
                components,
                archive,
                statuses,
                preparedness,
                targets::add,
                lookAtRecords);
    }

    /** One look at one target, whose name is the key. */
    public Pass targets() {
        return targetPass;
    }

    /** One look at the records, or at the services of one account and region, as the key says. */
    public Pass watches() {
        return this::watch;
    }

    /** What is done for targets beside their passes: diagnoses, announcements, and whether rollbacks would work. */
    public Pass errands() {
        return errands;
    }

    /** The report of the rollout that a letter is about, without lines of logs; empty: there is none. */
    private static String report(Roots roots, Archive archive, Letter letter) {
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

    private Outcome watch(String key) {
        return key.equals(RECORDS) ? recordsPass.run(key) : observer.run(key);
    }

    /** Where people and their programs ask. */
    public Desk desk() {
        return desk;
    }

    /** What is said of each target. */
    public Statuses statuses() {
        return statuses;
    }

    /** What happens, as it happens. */
    public Feed feed() {
        return feed;
    }

    /** What was listed last. */
    public Records records() {
        return records;
    }

    /** Tells whether rollbacks would work, from now on. */
    public void listen(ReadinessListener listener) {
        preparedness.listen(listener);
    }

    /** Whether the store can be read and written. */
    public StoreHealth storeHealth() {
        return health;
    }
}
