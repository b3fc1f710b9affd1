package dev.belay.site;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a site, and what is stored of it.
 *
 * @param inventory of the build that it is held to; null: this build was never resolved
 */
record Look(
        List<SiteApi.Listed> listing,
        Instant listedAt,
        Inventories.@Nullable Stored<Inventory> inventory,
        Inventories.Stored<Ledger> ledger) {
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
