package dev.belay.rollout;

import dev.belay.announce.Courier;
import dev.belay.aws.Budgets.Claim;
import dev.belay.diagnose.Subject;
import dev.belay.ecs.CallBudget;
import dev.belay.ecs.EcsApi;
import dev.belay.ecs.ImageRegistry;
import dev.belay.ecs.ServiceObserver;
import dev.belay.ecs.Surroundings;
import dev.belay.lease.Election;
import dev.belay.lease.Replica;
import dev.belay.lease.Tenure;
import dev.belay.lease.Ticker;
import dev.belay.model.Diagnosis;
import dev.belay.model.ServiceAddress;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Parallel;
import dev.belay.reconcile.Pass;
import dev.belay.reconcile.Priority;
import dev.belay.reconcile.WorkQueue;
import dev.belay.site.SiteApi;
import dev.belay.store.DocumentStore;
import dev.belay.store.RecordStore;
import dev.belay.verify.Prober;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All of Belay between its ports: what is to be run over which queue, and where people ask. The daemon and the simulations
 * make it from the same parts.
 *
 * <p>There are four queues. The one of targets is for passes over targets. That of watches is for what keeps watch for them, so
 * that slow passes never keep Belay from noticing. The third is for errands, which may take seconds. The fourth is for the lease, whose
 * renewal waits for nothing.
 *
 * <p>Of several replicas over one store one acts ({@link Acting}), and the others stand by ({@link Standby}): they show what it says, and
 * take what people write.
 */
public final class Reconciler {
    /** The key under which the records are looked at. */
    public static final String RECORDS = RecordsPass.KEY;

    /** A listing may fail this many times before Belay holds its hands still. */
    private static final int POLLS_MISSED = 3;

    /**
     * What is outside.
     *
     * @param diagnose looks into a failure; bounded in time, never throws for what the world does
     * @param statusFormat a status as the API shows it, for the store
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
            StatusFormat statusFormat) {}

    /**
     * How often things are looked at.
     *
     * @param poll the records
     * @param resync the actual state
     * @param call how long a call that changes something may take: none begins that could outlast the lease
     * @param readyVersions how many known-good combinations are kept checked for a rollback
     */
    public record Pace(Duration poll, Duration resync, Duration call, int readyVersions) {}

    /** What is due. Each queue has a loop of its own. */
    public record Queues(WorkQueue targets, WorkQueue watches, WorkQueue errands, WorkQueue lease) {}

    /**
     * That other replicas may be over the same store.
     *
     * @param id of this one, unique to this start
     * @param lease for how long a replica that is not heard of keeps the lease
     */
    public record Candidacy(String id, Duration lease, Ticker ticker) {}

    private final Ports ports;
    private final Pace pace;
    private final Queues queues;
    private final Statuses statuses = new Statuses();
    private final Feed feed = new Feed();
    private final Records records = new Records();
    private final StoreHealth health;
    private final RecordsPass recordsPass;
    private final Standby standby;
    private final Acting.Common common;
    private final Attention attention;
    private final Desk desk;
    private final @Nullable Election election;
    private final List<ReadinessListener> readinessListeners = new CopyOnWriteArrayList<>();
    private final List<DeliveryListener> deliveryListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Boolean>> roleListeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Acting acting;

    /**
     * Assembles it. Nothing runs yet, and nothing is called.
     *
     * @param candidacy null: this daemon is alone, and acts
     */
    public Reconciler(Ports ports, Pace pace, Queues queues, @Nullable Candidacy candidacy) {
        this.ports = ports;
        this.pace = pace;
        this.queues = queues;
        health = new StoreHealth(ports.clock(), pace.poll().multipliedBy(POLLS_MISSED));
        recordsPass =
                new RecordsPass(ports.records(), records, health, ports.clock(), pace.poll(), queues.targets()::add);
        var roots = new StoredRoots(ports.documents());
        standby = new Standby(
                ports.documents(),
                roots,
                ports.statusFormat(),
                records,
                statuses,
                health,
                ports.parallel(),
                ports.clock(),
                pace.poll(),
                () -> acting == null);
        common = new Acting.Common(
                records,
                health,
                roots,
                new Archive(ports.documents()),
                foresight(),
                statuses,
                this::looked,
                this::tried);
        statuses.listen(new Publisher(feed));
        records.listen(catalog -> {
            Acting now = acting;
            if (now != null) {
                now.expect(catalog);
            }
        });
        attention = new Attention(queues, () -> acting, () -> election());
        desk = new Operations(ports, common, attention, this::readiness);
        if (candidacy == null) {
            election = null;
            acting = new Acting(Tenure.sole(), ports, pace, queues, common);
        } else {
            election =
                    new Election(ports.documents(), candidacy.id(), candidacy.lease(), candidacy.ticker(), new Role());
        }
    }

    private @Nullable Election election() {
        return election;
    }

    /** For people, with an observer that watches nothing: what they are told is looked up then. */
    private Foresight foresight() {
        return Foresight.of(
                ports,
                new ServiceObserver(
                        ports.ecs(), ports.ecsBudget(), ports.parallel(), ports.clock(), pace.resync(), service -> {}),
                Claim.OPERATOR);
    }

    /** Has the work begin: to be called once, when the loops run. */
    public void begin() {
        queues.watches().add(RECORDS, Priority.OPERATOR);
        if (election != null) {
            queues.lease().add(Election.KEY, Priority.OPERATOR);
        }
    }

    /** What becomes of this replica. */
    private final class Role implements Replica {
        @Override
        public void appointed(Tenure tenure) {
            var begun = new Acting(tenure, ports, pace, queues, common);
            acting = begun;
            begun.expect(records.catalog());
            queues.watches().add(RECORDS, Priority.OPERATOR);
            records.catalog()
                    .targets()
                    .keySet()
                    .forEach(name -> queues.targets().add(name, Priority.CHANGE));
            roleListeners.forEach(listener -> listener.accept(true));
        }

        @Override
        public void dismissed(Tenure tenure) {
            acting = null;
            standby.begin();
            roleListeners.forEach(listener -> listener.accept(false));
            queues.watches().add(Standby.KEY, Priority.CHANGE);
        }

        @Override
        public void heard() {
            queues.watches().add(Standby.KEY, Priority.CHANGE);
        }

        @Override
        public void knocked(SortedSet<String> targets) {
            targets.stream().filter(target -> !target.isEmpty()).forEach(attention::target);
            attention.records();
        }
    }

    /** One look at one target, whose name is the key. */
    public Pass targets() {
        return new Pass() {
            @Override
            public Outcome run(String name) {
                return run(name, Priority.CHANGE);
            }

            @Override
            public Outcome run(String name, Priority priority) {
                return act(now -> now.target(name, priority));
            }
        };
    }

    /** One look at the records, at what another replica says, or at the services of one account and region, as the key says. */
    public Pass watches() {
        return key -> switch (key) {
            case RECORDS -> lookedAtRecords();
            case Standby.KEY -> standby.run(key);
            default -> act(now -> now.observe(key));
        };
    }

    /** What is done for targets beside their passes: diagnoses, announcements, and whether rollbacks would work. */
    public Pass errands() {
        return key -> act(now -> now.errand(key));
    }

    /** The target that a key of {@link #errands} is about. */
    public static String ofErrand(String key) {
        return Errands.target(key);
    }

    /** Takes the lease, or keeps it. Its queue is empty where there is no candidacy. */
    public Pass lease() {
        return key -> election == null ? new Outcome.Gone() : election.run(key);
    }

    private Outcome act(Function<Acting, Outcome> pass) {
        Acting now = acting;
        return now == null ? new Outcome.Gone() : pass.apply(now);
    }

    private Outcome lookedAtRecords() {
        Outcome outcome = recordsPass.run(RECORDS);
        if (acting == null && (!health.fresh() || !standby.informed())) {
            queues.watches().add(Standby.KEY, Priority.CHANGE);
        }
        return outcome;
    }

    private void looked(String target, SequencedMap<String, Boolean> ready) {
        readinessListeners.forEach(listener -> listener.looked(target, ready));
    }

    private void tried(String target, String receiver, boolean delivered) {
        deliveryListeners.forEach(listener -> listener.tried(target, receiver, delivered));
    }

    private @Nullable Readiness readiness(Root root) {
        Acting now = acting;
        Readiness known = now == null ? null : now.readiness(root.target());
        return known == null ? root.readiness() : known;
    }

    /** Lets another replica act at once. To be called when no loop runs any more, and no pass is in flight. */
    public void giveBack() {
        if (election != null) {
            election.giveBack();
        }
    }

    /** Whether this replica acts, and may begin something now. */
    public boolean acts() {
        Acting now = acting;
        return now != null && now.mayBegin();
    }

    /** Whether it can say what there is to say: it acts, or has read what another one says. */
    public boolean informed() {
        return acting != null || standby.informed();
    }

    /** Hears whether this replica acts, whenever that changes, and at once. Must be quick. */
    public void listenToRole(Consumer<Boolean> listener) {
        roleListeners.add(listener);
        listener.accept(acting != null);
    }

    /** Has the records looked at, as soon as an operator's request would: somebody says that they may have changed. */
    public void recordsMayHaveChanged() {
        queues.watches().addAfter(RECORDS, recordsPass.untilNextLook(), Priority.OPERATOR);
    }

    /** Has a service looked at soon, if it is one of ours: somebody says that it may have changed. Returns whether it is. */
    public boolean mayHaveChanged(ServiceAddress service) {
        Acting now = acting;
        return now != null && now.mayHaveChanged(service);
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

    /** Tells whether rollbacks would work, from now on, as long as this replica acts. */
    public void listen(ReadinessListener listener) {
        readinessListeners.add(listener);
    }

    /** Tells how tries to deliver messages ended, from now on. */
    public void listen(DeliveryListener listener) {
        deliveryListeners.add(listener);
    }

    /** Whether the store can be read and written. */
    public StoreHealth storeHealth() {
        return health;
    }
}
