package dev.belay.site;

import dev.belay.model.ComponentReport;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Site;
import dev.belay.reconcile.Journal;
import dev.belay.reconcile.Parallel;
import dev.belay.store.DocumentStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Holds sites to their pinned builds. Different sites may be advanced at the same time; one and the same only by one caller
 * at a time.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class SiteController {
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

    public SiteController(SiteApi api, DocumentStore documents, Parallel parallel, InstantSource clock) {}

    /** Does what the mandate allows, for about two seconds at most, and says where the site stands. Throws nothing. */
    public ComponentReport advance(Request request) {
        throw new UnsupportedOperationException();
    }

    /** What {@link #advance} would do to bring the site to a version, step by step in sentences; reads only. */
    public List<String> preview(String target, String component, Site site, PinnedComponent want, SiteState state) {
        throw new UnsupportedOperationException();
    }

    /** Forgets what is kept in memory of a site that is no longer managed. */
    public void forget(String target, String component) {}
}
