package dev.belay.site;

import dev.belay.model.Standing;
import java.util.List;

/** The next thing to do for a site. */
sealed interface SiteStep {
    /**
     * Copy build objects to the live place.
     *
     * @param entries whether these are entries: then every asset is live already
     */
    record Copy(List<SiteDiff.Change> changes, boolean entries) implements SiteStep {}

    /** Read the headers of build objects whose bytes are live. */
    record ReadHeaders(List<Inventory.Item> items) implements SiteStep {}

    /** Remember that the build is live, and what is to be invalidated. */
    record GoLive(List<String> distributions) implements SiteStep {}

    /** Begin what was intended. */
    record Invalidate(List<SiteState.Invalidation> intended) implements SiteStep {}

    /** Look at what was begun. */
    record FollowInvalidations(List<SiteState.Invalidation> begun) implements SiteStep {}

    /** Remember that the caches have let go of all that was changed. */
    record Clean() implements SiteStep {}

    /** Delete live objects that are not of the build; entries are deleted before what they may name. */
    record Prune(List<SiteApi.Listed> old, List<SiteApi.Listed> foreign) implements SiteStep {}

    /** Remember that there was nothing left to prune. */
    record Pruned() implements SiteStep {}

    /** Nothing to do now. */
    record Rest(Standing standing) implements SiteStep {}
}
