package dev.belay.site;

import java.util.ArrayList;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Which version is live, when it is not the one that should be. */
final class Running {
    private Running() {}

    /** The latest of the versions that the site was resolved to all of whose objects are live; null: none of them. */
    static @Nullable String version(
            Rules rules,
            SiteState state,
            SequencedMap<String, SiteApi.Listed> live,
            Ledger ledger,
            Inventories inventories) {
        var candidates = new ArrayList<SiteState.Resolved>();
        if (state.resolved() != null) {
            candidates.add(state.resolved());
        }
        candidates.addAll(state.recent());
        for (var candidate : candidates) {
            var stored = inventories.inventory(candidate.inventory());
            if (stored != null
                    && SiteDiff.of(rules, stored.value(), candidate.inventory(), live, ledger)
                            .complete()) {
                return candidate.version();
            }
        }
        return null;
    }
}
