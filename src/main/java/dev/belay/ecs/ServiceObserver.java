package dev.belay.ecs;

import dev.belay.aws.Budgets.Claim;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.ServiceAddress;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Parallel;
import dev.belay.reconcile.Pass;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is known of the watched services fresh: ten a call and cluster by cluster, each service at its own pace
 * and all of them under the budget. There is one key for each account and region, so that one that does not answer
 * keeps nobody else waiting; a key's pass reads what is due.
 */
public final class ServiceObserver implements Pass {
    /** How often a service is looked at while a rollout moves, and at most while events say that it does. */
    static final Duration FAST = Duration.ofSeconds(1);

    /** A rollout that takes longer than this is looked at in peace. */
    private static final Duration FAST_FOR = Duration.ofHours(1);

    private static final Duration NO_BUDGET = Duration.ofMillis(500);
    private static final int AT_ONCE = 4;
    private static final int BATCHES_A_PASS = 40;

    private final EcsApi api;
    private final CallBudget budget;
    private final Parallel parallel;
    private final InstantSource clock;
    private final Duration resync;
    private final Consumer<ServiceKey> changed;
    private final Watchlist watchlist = new Watchlist();
    private volatile Consumer<String> waker = key -> {};

    /**
     * @param resync how often a service is looked at when nothing moves
     * @param changed told of each service about which something new is known
     */
    public ServiceObserver(
            EcsApi api,
            CallBudget budget,
            Parallel parallel,
            InstantSource clock,
            Duration resync,
            Consumer<ServiceKey> changed) {
        this.api = api;
        this.budget = budget;
        this.parallel = parallel;
        this.clock = clock;
        this.resync = resync;
        this.changed = changed;
    }

    /**
     * Watches these services for a target, instead of those that it named before.
     *
     * @param services none: the target is no more
     * @return the keys whose passes now have something new to read, to be put on the queue
     */
    public SortedSet<String> watch(String target, Collection<ServiceKey> services) {
        return watchlist.replace(target, services, clock.instant());
    }

    /**
     * Has {@code waker} called with the key of a pass that is to run sooner than it last said: a look outside its pace found
     * that something moves, or an event said so.
     */
    public void wakes(Consumer<String> waker) {
        this.waker = waker;
    }

    /**
     * Has a service looked at soon: something of it may have changed. However often that is said, it is looked at once a
     * second at most, with others in one call, under the budget, and once more after it was said last.
     *
     * @return whether it is watched
     */
    public boolean mayHaveChanged(ServiceAddress service) {
        SortedSet<String> keys = watchlist.hurry(service, clock.instant());
        keys.forEach(waker);
        return !keys.isEmpty();
    }

    /** What is known of a service. */
    public Sighting sighting(ServiceKey key) {
        return watchlist.sighting(key);
    }

    /** What was read of a service, not too long ago and without a failure since; null: nothing. */
    @Nullable
    Reading recent(ServiceKey key) {
        Sighting known = watchlist.sighting(key);
        Instant readAt = known.readAt();
        return readAt == null
                        || known.failure() != null
                        || readAt.plus(maxAge()).isBefore(clock.instant())
                ? null
                : known.reading();
    }

    /** How old what is known may be before it counts as unknown. */
    public Duration maxAge() {
        Duration three = resync.multipliedBy(3);
        return three.compareTo(Duration.ofMinutes(2)) > 0 ? three : Duration.ofMinutes(2);
    }

    /** Looks at one service now, outside its pace and without asking the budget. Tells no listener: the caller knows. */
    public Sighting refresh(ServiceKey key) {
        return refresh(key, api);
    }

    /** The same by the caller's own way, with the caller's budget. */
    Sighting refresh(ServiceKey key, EcsApi way) {
        Instant at = clock.instant();
        Reading reading =
                way.describe(key.scope(), key.cluster(), List.of(key.service())).get(key.service());
        if (reading == null) {
            throw untold(key).asException();
        }
        return saw(key, reading, at);
    }

    /** Takes over what somebody else read of a service, in a call that began then. Tells no listener. */
    Sighting saw(ServiceKey key, Reading reading, Instant at) {
        Duration pace = pace(reading, at);
        watchlist.saw(key, reading, at, at.plus(pace));
        if (pace.compareTo(resync) < 0) {
            waker.accept(key(key.scope()));
        }
        return Sighting.of(reading, at);
    }

    @Override
    public Outcome run(String key) {
        Instant now = clock.instant();
        List<List<Watchlist.Due>> batches = batches(watchlist.due(key, now), watchlist.later(key, now));
        var affordable = new ArrayList<List<ServiceKey>>();
        for (List<Watchlist.Due> batch : batches) {
            if (affordable.size() == BATCHES_A_PASS
                    || !budget.tryAcquire(
                            batch.getFirst().key().scope(),
                            "DescribeServices",
                            batch.getFirst().pressing() ? Claim.REGULAR : Claim.BACKGROUND)) {
                break;
            }
            affordable.add(batch.stream().map(Watchlist.Due::key).toList());
        }
        parallel.map(affordable, AT_ONCE, this::look).stream()
                .flatMap(List::stream)
                .forEach(changed);
        if (affordable.size() < batches.size()) {
            return new Outcome.Again(affordable.size() == BATCHES_A_PASS ? Duration.ZERO : NO_BUDGET);
        }
        return watchlist
                .nextDue(key)
                .<Outcome>map(next -> new Outcome.Again(until(next)))
                .orElseGet(Outcome.Gone::new);
    }

    private Duration until(Instant next) {
        Duration wait = Duration.between(clock.instant(), next);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /**
     * Those of one cluster together, ten at most, in the order in which they are due; one that spoilt a call goes alone. A call that is made
     * anyway takes those along that are due next: so those that began at different times come to share their calls.
     */
    private static List<List<Watchlist.Due>> batches(List<Watchlist.Due> due, List<Watchlist.Due> later) {
        var batches = new ArrayList<List<Watchlist.Due>>();
        SequencedMap<String, List<Watchlist.Due>> open = new LinkedHashMap<>();
        for (Watchlist.Due one : due) {
            String group =
                    one.alone() ? "alone " + batches.size() : "in " + one.key().cluster();
            List<Watchlist.Due> batch = open.get(group);
            if (batch == null || batch.size() == EcsApi.BATCH) {
                batch = new ArrayList<>();
                batches.add(batch);
                open.put(group, batch);
            }
            batch.add(one);
        }
        for (Watchlist.Due one : later) {
            List<Watchlist.Due> batch =
                    one.alone() ? null : open.get("in " + one.key().cluster());
            if (batch != null && batch.size() < EcsApi.BATCH) {
                batch.add(one);
            }
        }
        return batches;
    }

    /** Reads a batch and returns those about which something new is known. */
    private List<ServiceKey> look(List<ServiceKey> batch) {
        AwsScope scope = batch.getFirst().scope();
        Instant at = clock.instant();
        var news = new ArrayList<ServiceKey>();
        try {
            SortedMap<String, Reading> readings = api.describe(
                    scope,
                    batch.getFirst().cluster(),
                    batch.stream().map(ServiceKey::service).toList());
            for (ServiceKey key : batch) {
                Reading reading = readings.get(key.service());
                boolean isNew = reading == null
                        ? watchlist.failed(key, untold(key), at.plus(resync), false)
                        : watchlist.saw(key, reading, at, at.plus(pace(reading, at)));
                if (isNew) {
                    news.add(key);
                }
            }
        } catch (FailureException e) {
            boolean spoilt = batch.size() > 1
                    && !(e.failure() instanceof Failure.Throttled || e.failure() instanceof Failure.Unavailable);
            Instant again = at.plus(spoilt ? Duration.ZERO : resync.dividedBy(2));
            for (ServiceKey key : batch) {
                if (watchlist.failed(key, e.failure(), again, spoilt)) {
                    news.add(key);
                }
            }
        }
        return news;
    }

    private Duration pace(Reading reading, Instant now) {
        boolean fast = reading instanceof Reading.Found(ServiceSnapshot service)
                && service.moving()
                && service.deployments().stream()
                        .map(ServiceSnapshot.Deployment::createdAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .map(newest -> newest.plus(FAST_FOR).isAfter(now))
                        .orElse(true);
        return (fast && FAST.compareTo(resync) < 0) ? FAST : resync;
    }

    private static Failure untold(ServiceKey key) {
        return new Failure.Unavailable("ecs DescribeServices told nothing about " + key);
    }

    /** The key of the pass that reads the services of a scope. */
    static String key(AwsScope scope) {
        return "ecs " + scope + (scope.externalId() == null ? "" : " with " + scope.externalId());
    }
}
