package dev.belay.site;

import dev.belay.model.Mandate;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what comes next for a site. The order is what keeps a live site whole: assets, entries, caches, and only once every
 * object of the build is live, and the pages that name the old ones have had their time, pruning.
 */
final class SitePlanner {
    private SitePlanner() {}

    /** The next step. Pure: what it was given is all that it knows. */
    static SiteStep next(Site site, SiteDiff diff, SiteState state, Mandate mandate, Instant now) {
        if (!diff.changes().isEmpty()) {
            return mandate == Mandate.CONVERGE ? copy(diff) : differs(Words.of(diff));
        }
        if (!diff.untold().isEmpty()) {
            return new SiteStep.ReadHeaders(diff.untold());
        }
        if (mandate == Mandate.CONVERGE) {
            SiteStep caches = caches(site, state);
            if (caches != null) {
                return caches;
            }
        } else if (state.dirty()) {
            return differs("what changed on the live site is not invalidated yet");
        }
        return prune(site, diff, state, mandate, now);
    }

    /** When a tending pass will have something to do; null: not by itself. */
    static @Nullable Instant pruneDue(Site site, SiteDiff diff, SiteState state) {
        boolean owed = !state.pruned() || !diff.old().isEmpty();
        return state.liveSince() != null && owed ? state.liveSince().plus(site.keepOld()) : null;
    }

    private static SiteStep copy(SiteDiff diff) {
        var assets = diff.assets();
        return assets.isEmpty() ? new SiteStep.Copy(diff.entries(), true) : new SiteStep.Copy(assets, false);
    }

    private static @Nullable SiteStep caches(Site site, SiteState state) {
        var missing = !state.dirty()
                ? List.<String>of()
                : site.distributions().stream()
                        .filter(one -> state.invalidation(one) == null)
                        .toList();
        if (state.liveSince() == null || !missing.isEmpty()) {
            return new SiteStep.GoLive(missing);
        }
        if (!state.dirty()) {
            return null;
        }
        var ours = state.invalidations().stream()
                .filter(one -> site.distributions().contains(one.distribution()))
                .toList();
        var intended = ours.stream().filter(one -> one.id() == null).toList();
        if (!intended.isEmpty()) {
            return new SiteStep.Invalidate(intended);
        }
        var open = ours.stream().filter(one -> !one.completed()).toList();
        return open.isEmpty() ? new SiteStep.Clean() : new SiteStep.FollowInvalidations(open);
    }

    private static SiteStep prune(Site site, SiteDiff diff, SiteState state, Mandate mandate, Instant now) {
        boolean deletesForeign = site.foreign() == Site.Foreign.DELETE;
        if (deletesForeign && diff.foreignBeyond(site.pruneLimit())) {
            return new SiteStep.Rest(new Standing.Stalled("PruneLimit", Words.beyondLimit(site, diff)));
        }
        if (state.liveSince() == null || now.isBefore(state.liveSince().plus(site.keepOld()))) {
            return new SiteStep.Rest(new Standing.Synced());
        }
        // What appears after the rollout's own pruning is drift: a rollout's to correct, not a tending pass's.
        boolean mayDeleteForeign = deletesForeign && (mandate == Mandate.CONVERGE || !state.pruned());
        var foreign = mayDeleteForeign ? diff.foreign() : List.<SiteApi.Listed>of();
        if (mandate == Mandate.OBSERVE || (foreign.isEmpty() && diff.old().isEmpty())) {
            return settled(diff, state, mandate, deletesForeign);
        }
        return new SiteStep.Prune(diff.old(), foreign);
    }

    private static SiteStep settled(SiteDiff diff, SiteState state, Mandate mandate, boolean deletesForeign) {
        if (deletesForeign && !diff.foreign().isEmpty() && state.pruned()) {
            return differs(Words.of(diff));
        }
        boolean remember = mandate != Mandate.OBSERVE && !state.pruned();
        return remember ? new SiteStep.Pruned() : new SiteStep.Rest(new Standing.Synced());
    }

    private static SiteStep differs(String difference) {
        return new SiteStep.Rest(new Standing.Differs(difference));
    }
}
