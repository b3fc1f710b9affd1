package dev.belay.site;

import dev.belay.model.Site;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a site that is held to a build, and what is stored of it.
 *
 * @param document the name of the build's inventory
 * @param inventory of the build that it is held to; null: this build was never resolved
 */
record Look(
        Site site,
        String document,
        List<SiteApi.Listed> listing,
        Instant listedAt,
        Inventories.@Nullable Stored<Inventory> inventory,
        Inventories.Stored<Ledger> ledger) {
    /** Whether it was seen for what is asked now: the same place, held to the same build. */
    boolean isOf(Subject subject) {
        return site.equals(subject.site()) && document.equals(subject.document());
    }

    /**
     * The site as it was seen, for working with it.
     *
     * @throws IllegalStateException the build was never resolved
     */
    SiteSession session(Subject subject) {
        if (inventory == null) {
            throw new IllegalStateException("a build is read or refused");
        }
        return new SiteSession(
                subject.site(), subject.document(), inventory, ledger, listing, listedAt, subject.state());
    }

    /** In objects. */
    int size() {
        return listing.size()
                + (inventory == null ? 0 : inventory.value().objects().size());
    }
}
