package dev.belay.site;

import dev.belay.model.ComponentReport;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import dev.belay.reconcile.Journal;
import dev.belay.reconcile.Parallel;
import dev.belay.store.DocumentStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds sites to their pinned builds. Different sites may be advanced at the same time; one and the same only by one caller
 * at a time.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class SiteController {
    private static final Duration SLICE = Duration.ofSeconds(2);

    /** A session that rested for longer is opened anew: its listing tells too little by then. */
    private static final Duration STALE = Duration.ofMinutes(1);

    /** What was seen so long ago does for the first step of a rollout. */
    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    private static final int MOST_OBJECTS_AT_HAND = 400_000;

    private final SiteApi api;
    private final Inventories inventories;
    private final Parallel parallel;
    private final InstantSource clock;
    private final SiteOpening opening;
    private final AtHand<SiteSession> sessions = new AtHand<>(MOST_OBJECTS_AT_HAND, SiteSession::size);

    /** What the last pass saw of sites that are not as they should be: a rollout that begins at once need not look again. */
    private final AtHand<Look> looks = new AtHand<>(MOST_OBJECTS_AT_HAND, Look::size);

    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    /**
     * One pass over one site.
     *
     * @param want what it is held to
     * @param state as it stands in the target's root
     * @param rollout id of the rollout that this pass belongs to; empty when there is none
     * @param resync how old the last look at the live objects may be; zero: look now
     */
    public record Request(
            String target,
            String component,
            Site site,
            PinnedComponent want,
            SiteState state,
            Mandate mandate,
            Journal<SiteState> journal,
            String rollout,
            Duration resync) {}

    public SiteController(SiteApi api, DocumentStore documents, Parallel parallel, InstantSource clock) {
        this.api = api;
        this.inventories = new Inventories(documents);
        this.parallel = parallel;
        this.clock = clock;
        this.opening = new SiteOpening(api, inventories, parallel, clock);
    }

    /** Does what the mandate allows, for about two seconds at most, and says where the site stands. Throws nothing. */
    public ComponentReport advance(Request request) {
        return switch (request.want()) {
            case PinnedComponent.Version version -> advance(request, subject(request, version));
            case PinnedComponent.Leave leave -> report(new Standing.Synced(), null, null, null);
            case PinnedComponent.TaskDefinition other -> notForASite(other);
            case PinnedComponent.Images other -> notForASite(other);
        };
    }

    /**
     * What {@link #advance} would do to bring the site to a version, step by step in sentences; reads only.
     *
     * @throws FailureException when it can't be told
     */
    public List<String> preview(String target, String component, Site site, PinnedComponent want, SiteState state) {
        return want instanceof PinnedComponent.Version version
                ? new Preview(opening).of(new Subject(target, component, site, version.version(), state))
                : List.of("leave it as it is");
    }

    /** Forgets what is kept in memory of a site that is no longer managed. */
    public void forget(String target, String component) {
        sessions.remove(target + "/" + component);
        looks.remove(target + "/" + component);
        remembered.remove(target + "/" + component);
    }

    private static Subject subject(Request request, PinnedComponent.Version version) {
        return new Subject(request.target(), request.component(), request.site(), version.version(), request.state());
    }

    private ComponentReport advance(Request request, Subject subject) {
        try {
            var known = remembered.get(subject.key());
            if (known != null
                    && known.answers(
                            subject, request.mandate(), request.rollout(), request.resync(), clock.instant())) {
                return known.report();
            }
            return request.mandate() == Mandate.CONVERGE ? converge(request, subject) : look(request, subject);
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.Conflict) {
                sessions.remove(subject.key());
            }
            return failed(request.mandate(), subject, e.failure());
        }
    }

    private ComponentReport converge(Request request, Subject subject) {
        remembered.remove(subject.key());
        Look seen = looks.remove(subject.key());
        var session = sessions.get(subject.key());
        if (session == null || !isCurrent(session, request, subject)) {
            sessions.remove(subject.key());
            switch (opening.open(subject, serves(seen, subject) ? seen : null)) {
                case SiteOpening.Refused refused -> {
                    return report(refused.standing(), subject.version(), null, null);
                }
                case SiteOpening.Ready ready -> session = resolve(request, subject, ready.session());
            }
        }
        sessions.put(subject.key(), session);
        var result = run(request, subject, session);
        session.touchedAt = clock.instant();
        if (result.settled() || result.report().standing() instanceof Standing.Stalled) {
            sessions.remove(subject.key());
        }
        return result.report();
    }

    private boolean serves(@Nullable Look seen, Subject subject) {
        return seen != null
                && seen.isOf(subject)
                && clock.instant().isBefore(seen.listedAt().plus(A_MOMENT));
    }

    /** What the version is from now on: durable before anything is done on the strength of it. */
    private SiteSession resolve(Request request, Subject subject, SiteSession session) {
        session.keepInventory(inventories);
        int objects = session.inventory().objects().size();
        var resolved = new SiteState.Resolved(subject.version(), subject.build().toString(), session.document, objects);
        if (!resolved.equals(subject.state().resolved())) {
            session.intends(subject.state().resolvedTo(resolved));
            request.journal()
                    .record("version " + subject.version() + " is " + Words.count(objects, "object") + " of "
                            + subject.build());
        }
        return session;
    }

    private boolean isCurrent(SiteSession session, Request request, Subject subject) {
        Instant now = clock.instant();
        Duration longest = request.resync().compareTo(STALE) > 0 ? request.resync() : STALE;
        boolean fresh = now.isBefore(session.touchedAt.plus(STALE))
                && (session.remaining > 0 || now.isBefore(session.listedAt.plus(longest)));
        return fresh
                && session.rollout.equals(request.rollout())
                && session.document.equals(subject.document())
                && session.site.equals(subject.site())
                && session.durable().equals(subject.state());
    }

    private ComponentReport look(Request request, Subject subject) {
        sessions.remove(subject.key());
        looks.remove(subject.key());
        var known = remembered.get(subject.key());
        return known != null && known.subject().equals(subject)
                ? lookAgain(request, subject, known)
                : looked(request, subject, opening.look(subject));
    }

    /** Where the listing is the same as before, nothing else has to be read. */
    private ComponentReport lookAgain(Request request, Subject subject, Remembered known) {
        Instant now = clock.instant();
        List<SiteApi.Listed> listing;
        try {
            listing = opening.list(subject);
        } catch (FailureException e) {
            return unreadable(subject, SiteOpening.unreadable(subject, e.failure()));
        }
        String fingerprint = SiteSession.fingerprint(Rules.of(subject.site()), listing);
        return known.isSame(subject, fingerprint) && !known.isDue(request.mandate(), now)
                ? remember(known.seen(now)).report()
                : looked(request, subject, opening.look(subject, listing, now));
    }

    private ComponentReport looked(Request request, Subject subject, SiteOpening.Seen seen) {
        return switch (seen) {
            case SiteOpening.Refused refused -> unreadable(subject, refused.standing());
            // What this root never resolved is not in place, be its inventory kept from before the root was lost.
            case SiteOpening.Looked(Look look)
            when subject.state().resolved() == null || look.inventory() == null ->
                kept(subject, look, unresolved(subject, look));
            case SiteOpening.Looked(Look look) -> {
                var session = look.session(subject);
                var report = run(request, subject, session).report();
                yield kept(subject, session.look(), report);
            }
        };
    }

    private ComponentReport kept(Subject subject, Look look, ComponentReport report) {
        if (report.standing() instanceof Standing.Differs) {
            looks.put(subject.key(), look);
        }
        return report;
    }

    private ComponentReport unreadable(Subject subject, Standing standing) {
        return report(standing, subject.version(), null, lastSeen(subject));
    }

    private SitePass.Result run(Request request, Subject subject, SiteSession session) {
        session.rollout = request.rollout();
        var deadline = clock.instant().plus(SLICE);
        var work = new Work(api, parallel, clock, subject, request.rollout(), request.journal(), session, deadline);
        SitePass.Result result;
        try {
            result = new SitePass(work, request.mandate(), inventories).run();
            work.save(session.state());
        } finally {
            session.flush(inventories, subject);
        }
        if (result.settled()) {
            var now = new Subject(
                    subject.target(), subject.component(), subject.site(), subject.version(), session.state());
            var due = SitePlanner.pruneDue(session.site, result.diff(), session.state());
            remember(new Remembered(
                    now, request.rollout(), session.fingerprint(), result.report(), session.listedAt, due));
        }
        return result;
    }

    private ComponentReport unresolved(Subject subject, Look look) {
        var live = SiteSession.byKey(look.listing());
        String running = Running.version(
                Rules.of(subject.site()), subject.state(), live, look.ledger().value(), inventories);
        var standing = new Standing.Differs("version " + subject.version() + " was not brought here yet");
        return report(standing, subject.version(), running, look.listedAt());
    }

    private Remembered remember(Remembered now) {
        remembered.put(now.subject().key(), now);
        return now;
    }

    private @Nullable Instant lastSeen(Subject subject) {
        var known = remembered.get(subject.key());
        return known == null ? null : known.listedAt();
    }

    private ComponentReport failed(Mandate mandate, Subject subject, Failure failure) {
        var standing = mandate == Mandate.CONVERGE ? new Standing.Hindered(failure) : new Standing.Unknown(failure);
        return report(standing, subject.version(), null, lastSeen(subject));
    }

    private static ComponentReport notForASite(PinnedComponent want) {
        return report(
                new Standing.Stalled("NotAVersion", "a site is pinned to a version, not to " + want), null, null, null);
    }

    private static ComponentReport report(
            Standing standing, @Nullable String inForce, @Nullable String running, @Nullable Instant seenAt) {
        String difference = standing instanceof Standing.Differs differs ? differs.difference() : null;
        return new ComponentReport(standing, inForce, running, difference, null, seenAt, new TreeMap<>());
    }
}
