package dev.belay.site;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Readiness;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import dev.belay.store.DocumentStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a site could be rolled back to a build now: whether all that the build consisted of when its version was
 * first pinned is still there, byte for byte as ETag and size tell. Reads only. Safe for use by many threads.
 */
public final class SiteReadiness {
    private final SiteApi api;
    private final Inventories inventories;

    public SiteReadiness(SiteApi api, DocumentStore documents) {
        this.api = api;
        this.inventories = new Inventories(documents);
    }

    /**
     * Why a rollback would not work now, or what of that can't be told; empty: ready.
     *
     * @param document the inventory's, as {@link SiteState.Resolved#inventory} names it
     * @throws FailureException when the inventory can't be read
     */
    public List<String> problems(Site spec, String version, String document) {
        return look(spec, version, document).against();
    }

    /** The same, with what can't be told told apart, and with notes. */
    public Readiness look(Site spec, String version, String document) {
        var stored = inventories.inventory(document);
        if (stored == null) {
            return problem("the inventory " + document + " of version " + version
                    + " is gone: what the build consisted of is not known any more");
        }
        Inventory inventory = stored.value();
        String now = spec.build(version).toString();
        if (!now.equals(inventory.source())) {
            return problem("version " + version + " was built in " + inventory.source()
                    + ", and the target now has its builds in " + now);
        }
        Standing.Stalled refused = refusal(spec, inventory);
        return refused == null ? compared(spec, inventory) : problem(refused.message());
    }

    private static Standing.@Nullable Stalled refusal(Site spec, Inventory inventory) {
        var overlap = Refusals.overlap(spec, inventory.place());
        return overlap == null ? Refusals.build(spec, Rules.of(spec), inventory) : overlap;
    }

    private Readiness compared(Site spec, Inventory inventory) {
        List<SiteApi.Listed> listing;
        try {
            listing = api.list(spec.aws(), inventory.place());
        } catch (FailureException e) {
            return e.failure() instanceof Failure.NotFound
                    ? problem("the build " + inventory.source() + " is gone: " + e.getMessage())
                    : new Readiness(
                            List.of(),
                            List.of("can't be told: whether the build " + inventory.source() + " is whole: "
                                    + e.failure().message()),
                            List.of());
        }
        return compared(Rules.of(spec), inventory, listing);
    }

    private static Readiness compared(Rules rules, Inventory inventory, List<SiteApi.Listed> listing) {
        Map<String, SiteApi.Listed> there = new HashMap<>();
        listing.forEach(listed -> there.put(listed.key(), listed));
        var missing = new ArrayList<String>();
        var changed = new ArrayList<String>();
        int wanted = 0;
        for (var item : inventory.objects().values()) {
            var listed = there.remove(item.key());
            if (rules.isKept(item.key())) {
                continue;
            }
            wanted++;
            if (listed == null) {
                missing.add(item.key());
            } else if (!listed.etag().equals(item.etag()) || listed.size() != item.size()) {
                changed.add(item.key());
            }
        }
        var added = listing.stream()
                .map(SiteApi.Listed::key)
                .filter(there::containsKey)
                .filter(key -> !rules.isKept(key))
                .toList();
        return said(inventory, wanted, missing, changed, added);
    }

    private static Readiness said(
            Inventory inventory, int wanted, List<String> missing, List<String> changed, List<String> added) {
        var problems = new ArrayList<String>();
        if (missing.size() == wanted) {
            problems.add("the build " + inventory.source() + " is gone: none of its "
                    + Words.count(missing.size(), "object") + " is there");
        } else if (!missing.isEmpty()) {
            problems.add(Words.count(missing.size(), "object") + " of the build " + inventory.source() + " missing ("
                    + Words.some(missing) + ")");
        }
        if (!changed.isEmpty()) {
            problems.add(Words.count(changed.size(), "object") + " of the build " + inventory.source()
                    + " changed since its version was first pinned (" + Words.some(changed) + ")");
        }
        List<String> notes = added.isEmpty()
                ? List.of()
                : List.of(Words.count(added.size(), "object") + " came to the build " + inventory.source()
                        + " since, and would not be published (" + Words.some(added) + ")");
        return new Readiness(problems, List.of(), notes);
    }

    private static Readiness problem(String sentence) {
        return new Readiness(List.of(sentence), List.of(), List.of());
    }
}
