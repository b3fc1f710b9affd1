package dev.belay.site;

import dev.belay.model.S3Place;
import dev.belay.model.Site;

/** A site, which version it is held to, and what its target's root says of it. */
record Subject(String target, String component, Site site, String version, SiteState state) {
    String key() {
        return target + "/" + component;
    }

    S3Place build() {
        return site.build(version);
    }

    /** Where the version's inventory is kept. */
    String document() {
        return Inventories.name(target, component, version, build());
    }

    /** Where the ledger of the live place is kept. */
    String ledger() {
        return Inventories.ledgerName(target, component, site.live());
    }
}
