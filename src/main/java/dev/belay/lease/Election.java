package dev.belay.lease;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Pass;
import dev.belay.store.DocumentStore;
import dev.belay.store.DocumentStore.Document;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lease when nobody has it, renews it, and notices when another replica has it. One document, changed by compare-and-swap,
 * elects; no clock of another host is read. Each pass makes one call, rarely two.
 *
 * <p>Why no two act at once: a holder counts the lease's time from <em>before</em> its renewal was sent, and others from <em>after</em> they
 * saw that renewal, each by its own {@link Ticker}; so a holder stops first. Whoever takes over replaces the very document that it saw
 * unchanged, so a renewal that came in between wins.
 */
public final class Election implements Pass {
    /** Its one key. */
    public static final String KEY = "lease";

    private static final System.Logger LOG = System.getLogger(Election.class.getName());

    /** A renewal that is lost leaves time for more. */
    private static final int BEATS = 5;

    private static final int TRIES = 3;

    private final DocumentStore documents;
    private final String id;
    private final Duration duration;
    private final Duration beat;
    private final Ticker ticker;
    private final Replica replica;
    private @Nullable Held held;
    private @Nullable Seen seen;
    private @Nullable String trouble;

    /**
     * The lease as we wrote it last.
     *
     * @param version null: somebody deleted it since
     */
    private record Held(
            Tenure tenure, Lease lease, @Nullable String version) {}

    /** Another's lease, and when we saw it first. */
    private record Seen(Lease lease, long at) {}

    /**
     * @param id of this replica, unique to this start of this process
     * @param duration for how long a holder that is not heard of keeps the lease
     */
    public Election(DocumentStore documents, String id, Duration duration, Ticker ticker, Replica replica) {
        this.documents = documents;
        this.id = id;
        this.duration = duration;
        this.beat = duration.dividedBy(BEATS);
        this.ticker = ticker;
        this.replica = replica;
    }

    @Override
    public Outcome run(String key) {
        try {
            Held mine = held;
            if (mine == null) {
                look();
            } else {
                renew(mine, TRIES);
            }
            trouble = null;
            return new Outcome.Again(untilNext());
        } catch (FailureException e) {
            if (trouble == null) {
                LOG.log(Level.WARNING, "the lease can''t be read or written: {0}", e.getMessage());
            }
            trouble = e.getMessage();
            return new Outcome.Again(beat.dividedBy(TRIES));
        }
    }

    /** The next beat; one that stands by looks at the very moment at which the lease is due, if that is sooner. */
    private Duration untilNext() {
        Seen other = seen;
        if (held != null || other == null) {
            return beat;
        }
        Duration left = duration.minusNanos(ticker.nanos() - other.at());
        return left.isNegative() ? Duration.ZERO : left.compareTo(beat) < 0 ? left : beat;
    }

    private void renew(Held mine, int tries) {
        Tenure tenure = mine.tenure();
        if (tenure.highest() > tenure.term()) {
            beginAnew(mine);
            return;
        }
        long from = ticker.nanos();
        Lease next = mine.lease().renewed(tenure.written());
        try {
            held = new Held(tenure, next, documents.write(Lease.PATH, next.text(), mine.version()));
            tenure.extend(from + duration.toNanos());
        } catch (FailureException e) {
            if (!(e.failure() instanceof Failure.Conflict) || tries == 1) {
                throw e;
            }
            moved(mine, tries);
        }
    }

    /** Somebody wrote it: others knocked, our own write was stored though nobody said so, or it is another's now. */
    private void moved(Held mine, int tries) {
        Document stored = documents.read(Lease.PATH);
        Lease found = stored == null ? null : Lease.read(stored.content());
        if (stored == null) {
            LOG.log(Level.WARNING, "{0} was deleted; it is still this replica''s, and written anew", Lease.PATH);
            held = new Held(mine.tenure(), mine.lease(), null);
            renew(held, tries - 1);
        } else if (found != null && isOurs(found, mine.tenure())) {
            held = new Held(mine.tenure(), found, stored.version());
            if (!found.knocks().isEmpty()) {
                replica.knocked(found.knocks());
            }
            renew(held, tries - 1);
        } else {
            dismiss(mine);
            look();
        }
    }

    private boolean isOurs(Lease found, Tenure tenure) {
        return found.holder().equals(id) && found.term() == tenure.term();
    }

    private void dismiss(Held mine) {
        held = null;
        seen = null;
        mine.tenure().end();
        LOG.log(Level.WARNING, "another replica has the lease; this one stands by");
        replica.dismissed(mine.tenure());
    }

    /** The lease is ours, and yet something bears a later term: the lease was deleted, or an older one put back. */
    private void beginAnew(Held mine) {
        mine.tenure().end();
        held = null;
        replica.dismissed(mine.tenure());
        take(mine.lease(), mine.version(), mine.tenure().highest() + 1);
    }

    private void look() {
        long asked = ticker.nanos();
        Document stored = documents.read(Lease.PATH);
        long answered = ticker.nanos();
        if (stored == null) {
            missing(asked);
            return;
        }
        Lease found = Lease.read(stored.content());
        if (found == null) {
            LOG.log(Level.WARNING, "{0} is no lease: it is replaced if it stays so for {1}", Lease.PATH, duration);
            found = new Lease(0, "unreadable", 0, 0, Lease.first("").knocks());
        }
        Seen before = seen;
        long firstSeen = before != null && found.isAsOldAs(before.lease()) ? before.at() : answered;
        boolean due = asked - firstSeen >= duration.toNanos();
        if (due || found.unheld() || found.holder().equals(id)) {
            take(found, stored.version(), found.term() + 1);
            return;
        }
        if (before == null || before.lease().term() != found.term()) {
            LOG.log(Level.INFO, "{0} acts; this replica stands by", found.holder());
        }
        if (before == null
                || before.lease().term() != found.term()
                || before.lease().said() != found.said()) {
            replica.heard();
        }
        seen = new Seen(found, firstSeen);
    }

    /** Nobody had it yet; or it was deleted, and whoever had it has it still, for as long as if it were there. */
    private void missing(long asked) {
        Seen before = seen;
        if (before == null) {
            take(Lease.first(""), null, 1);
        } else if (asked - before.at() >= duration.toNanos()) {
            take(before.lease(), null, before.lease().term() + 1);
        }
    }

    private void take(Lease found, @Nullable String version, long term) {
        long from = ticker.nanos();
        Lease ours = found.takenBy(id, term);
        try {
            String written = documents.write(Lease.PATH, ours.text(), version);
            var tenure = new Tenure(term, ticker, from + duration.toNanos());
            held = new Held(tenure, ours, written);
            seen = null;
            LOG.log(Level.INFO, "this replica acts, term {0}", Long.toString(term));
            replica.appointed(tenure);
        } catch (FailureException e) {
            if (!(e.failure() instanceof Failure.Conflict)) {
                throw e;
            }
            // Somebody else was quicker; the next look shows who.
        }
    }

    /**
     * Has the replica that acts look at a target, be it another or none; it hears of it at its next beat. May be called by any thread.
     *
     * @param target its name; empty: the records alone
     * @throws FailureException when that could not be left for it
     */
    public void knock(String target) {
        for (int i = 1; ; i++) {
            Document stored = documents.read(Lease.PATH);
            Lease found = stored == null ? null : Lease.read(stored.content());
            if (stored == null
                    || found == null
                    || found.unheld()
                    || found.knocks().contains(target)) {
                return; // whoever takes the lease looks at everything
            }
            try {
                documents.write(Lease.PATH, found.knocked(target).text(), stored.version());
                return;
            } catch (FailureException e) {
                if (!(e.failure() instanceof Failure.Conflict) || i == TRIES) {
                    throw e;
                }
            }
        }
    }

    /**
     * Gives the lease back, so that another need not wait for it. To be called when no pass runs any more, of this or any other kind: what
     * is in flight would no longer be fenced.
     */
    public void giveBack() {
        Held mine = held;
        held = null;
        if (mine == null) {
            return;
        }
        mine.tenure().end();
        try {
            giveBack(mine);
        } catch (FailureException e) {
            LOG.log(Level.WARNING, "the lease could not be given back, and runs out by itself: {0}", e.getMessage());
        }
    }

    private void giveBack(Held mine) {
        try {
            documents.write(Lease.PATH, mine.lease().givenBack().text(), mine.version());
        } catch (FailureException e) {
            Document stored = e.failure() instanceof Failure.Conflict ? documents.read(Lease.PATH) : null;
            Lease found = stored == null ? null : Lease.read(stored.content());
            if (stored == null || found == null || !isOurs(found, mine.tenure())) {
                throw e;
            }
            documents.write(Lease.PATH, found.givenBack().text(), stored.version());
        }
    }
}
