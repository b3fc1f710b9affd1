package dev.belay.rollout;

import dev.belay.model.FailureException;
import dev.belay.model.Target;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Pass;
import dev.belay.reconcile.Priority;
import dev.belay.store.Catalog;
import dev.belay.store.Entry;
import dev.belay.store.RecordListing;
import dev.belay.store.RecordStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the records at every poll and queues the targets whose records, or holds, are others than before. A listing
 * that failed changes nothing: what was listed last stays, and grows old.
 */
public final class RecordsPass implements Pass {
    /** Its one key. */
    public static final String KEY = "records";

    private static final System.Logger LOG = System.getLogger(RecordsPass.class.getName());

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

    /** More than these at once nobody edits by hand: it is a campaign, and whoever edits one meanwhile goes first. */
    private static final int BY_HAND = 20;

    private final RecordStore store;
    private final Records records;
    private final StoreHealth health;
    private final InstantSource clock;
    private final Duration poll;
    private final BiConsumer<String, Priority> queue;
    private @Nullable RecordListing listing;
    private volatile Instant lookedAt = Instant.EPOCH;

    /**
     * @param queue puts a target's name on the queue
     */
    public RecordsPass(
            RecordStore store,
            Records records,
            StoreHealth health,
            InstantSource clock,
            Duration poll,
            BiConsumer<String, Priority> queue) {
        this.store = store;
        this.records = records;
        this.health = health;
        this.clock = clock;
        this.poll = poll;
        this.queue = queue;
    }

    /** How long to wait with a look that a notification asks for, so that a thousand of them are not a thousand listings. */
    Duration untilNextLook() {
        Duration rest = Duration.between(clock.instant(), lookedAt.plus(AT_MOST_EVERY));
        return rest.compareTo(AT_MOST_EVERY) > 0 ? AT_MOST_EVERY : rest; // the clock was set back
    }

    @Override
    public Outcome run(String key) {
        lookedAt = clock.instant();
        RecordListing listed;
        try {
            listed = store.list(listing);
        } catch (FailureException e) {
            health.failed(e.failure().message());
            LOG.log(
                    Level.WARNING,
                    "the records can''t be read: {0}",
                    e.failure().message());
            return new Outcome.Again(poll);
        }
        boolean wasTroubled = health.trouble() != null;
        health.wasRead();
        if (!listed.equals(listing)) {
            Catalog before = records.catalog();
            Catalog after = before.next(listed);
            listing = listed;
            records.replace(after);
            var told = Set.copyOf(before.problems());
            after.problems().stream()
                    .filter(problem -> !told.contains(problem))
                    .forEach(problem -> LOG.log(Level.WARNING, "{0}", problem));
            SortedSet<String> changed = changed(before, after, clock.instant());
            Priority priority = changed.size() > BY_HAND ? Priority.CHANGE : Priority.OPERATOR;
            changed.forEach(name -> queue.accept(name, priority));
        }
        if (wasTroubled) {
            records.catalog().targets().keySet().forEach(name -> queue.accept(name, Priority.CHANGE));
        }
        return new Outcome.Again(poll);
    }

    /** Targets about which the records say something else than before. */
    private static SortedSet<String> changed(Catalog before, Catalog after, Instant now) {
        var names = new TreeSet<>(before.targets().keySet());
        names.addAll(after.targets().keySet());
        boolean holdsChanged = !before.validHolds().equals(after.validHolds())
                || !before.invalidHolds().equals(after.invalidHolds());
        names.removeIf(name -> same(before.target(name), after.target(name))
                && same(before.pin(name), after.pin(name))
                && !(holdsChanged && heldOtherwise(name, before, after, now)));
        return names;
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return Objects.equals(one, other);
    }

    private static boolean heldOtherwise(String name, Catalog before, Catalog after, Instant now) {
        return !(after.target(name) instanceof Entry.Valid<Target> target)
                || !Records.holding(before, target.record().metadata(), now)
                        .equals(Records.holding(after, target.record().metadata(), now));
    }
}
