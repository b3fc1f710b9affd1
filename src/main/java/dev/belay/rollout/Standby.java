package dev.belay.rollout;

import dev.belay.model.FailureException;
import dev.belay.model.Status;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Parallel;
import dev.belay.reconcile.Pass;
import dev.belay.store.DocumentStore;
import dev.belay.store.DocumentStore.Document;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * What a replica that stands by shows: the statuses that the acting one stored, with the rollouts of its roots. A pass is run when there is
 * something new to read; it lists what there is, and reads what is other than it knows.
 */
final class Standby implements Pass {
    /** Its one key. */
    static final String KEY = "statuses";

    private static final System.Logger LOG = System.getLogger(Standby.class.getName());
    private static final int AT_ONCE = 16;

    private final DocumentStore documents;
    private final StoredRoots roots;
    private final StatusFormat format;
    private final Records records;
    private final Statuses statuses;
    private final StoreHealth health;
    private final Parallel parallel;
    private final InstantSource clock;
    private final Duration poll;
    private final BooleanSupplier standsBy;
    private final Map<String, String> shown = new HashMap<>();
    private final AtomicBoolean anew = new AtomicBoolean(true);
    private volatile boolean informed;

    Standby(
            DocumentStore documents,
            StoredRoots roots,
            StatusFormat format,
            Records records,
            Statuses statuses,
            StoreHealth health,
            Parallel parallel,
            InstantSource clock,
            Duration poll,
            BooleanSupplier standsBy) {
        this.documents = documents;
        this.roots = roots;
        this.format = format;
        this.records = records;
        this.statuses = statuses;
        this.health = health;
        this.parallel = parallel;
        this.clock = clock;
        this.poll = poll;
        this.standsBy = standsBy;
    }

    /** This replica begins to stand by: what it said itself counts no more. */
    void begin() {
        anew.set(true);
    }

    /** Whether all that there is was read once. */
    boolean informed() {
        return informed;
    }

    @Override
    public Outcome run(String key) {
        if (!standsBy.getAsBoolean()) {
            return new Outcome.Gone();
        }
        if (anew.getAndSet(false)) {
            shown.clear();
        }
        try {
            return read(documents.versions(Bulletin.FOLDER)) ? new Outcome.Gone() : new Outcome.Again(poll);
        } catch (FailureException e) {
            if (!health.fresh()) {
                lost(e.failure().message());
            }
            return new Outcome.Again(poll);
        }
    }

    private boolean read(SortedMap<String, String> versions) {
        Set<String> targets = records.catalog().targets().keySet();
        var others = new ArrayList<String>();
        versions.forEach((path, version) -> {
            if (targets.contains(target(path)) && !version.equals(shown.get(path))) {
                others.add(path);
            }
        });
        List<Boolean> could = parallel.map(others, AT_ONCE, this::show);
        for (int i = 0; i < others.size(); i++) {
            if (could.get(i)) {
                shown.put(others.get(i), versions.get(others.get(i)));
            }
        }
        statuses.all().stream()
                .map(Status::name)
                .filter(name -> !targets.contains(name) || !versions.containsKey(path(name)))
                .forEach(this::drop);
        boolean all = !could.contains(false);
        informed |= all && health.readAt() != null;
        return all;
    }

    private void drop(String target) {
        shown.remove(path(target));
        statuses.remove(target);
    }

    private boolean show(String path) {
        try {
            Document document = documents.read(path);
            if (document != null && standsBy.getAsBoolean()) {
                Root root = roots.read(target(path)).root();
                Status read = format.read(path, document.content());
                statuses.put(read.with(root.rollout(), root.history().last()));
            }
            return true;
        } catch (FailureException e) {
            LOG.log(Level.WARNING, "{0} can''t be shown: {1}", target(path), e.getMessage());
            return false;
        }
    }

    /** What was read is too old to be believed, and is read anew when it can be. */
    private void lost(String why) {
        shown.clear();
        statuses.all()
                .forEach(status -> statuses.put(status.unknown(
                        "StoreUnreadable",
                        "this replica stands by, and can't read what the one that acts says: " + why,
                        clock.instant())));
    }

    private static String path(String target) {
        return Bulletin.FOLDER + "/" + target;
    }

    private static String target(String path) {
        return path.substring(Bulletin.FOLDER.length() + 1);
    }
}
