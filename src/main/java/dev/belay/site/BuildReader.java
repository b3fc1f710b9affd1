package dev.belay.site;

import dev.belay.model.Site;
import dev.belay.store.DocumentStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The build that a site was resolved to, for comparing it with what users get. */
@SuppressWarnings("DoNotCallSuggester")
public final class BuildReader {
    private static final int RECENT = 4;

    private final SiteApi api;
    private final Inventories inventories;

    /** A check reads hundreds of objects of one build: what it consisted of never changes. */
    private final SequencedMap<String, Inventory> recent = new LinkedHashMap<>();

    public BuildReader(SiteApi api, DocumentStore documents) {
        this.api = api;
        this.inventories = new Inventories(documents);
    }

    /** Keys of the entries of the build that a site is resolved to, sorted; empty when it is not resolved. */
    public List<String> entries(Site site, SiteState state) {
        var inventory = inventory(state);
        var rules = Rules.of(site);
        return inventory == null
                ? List.of()
                : inventory.objects().sequencedKeySet().stream()
                        .filter(key -> rules.isEntry(key) && !rules.isKept(key))
                        .toList();
    }

    /**
     * An object of the build that a site is resolved to.
     *
     * @param key relative to the build, as it is to the live place
     * @return null when the build has no such object, or it is no longer what it was when the version was resolved
     * @throws dev.belay.model.FailureException when it can't be read
     */
    public SiteApi.@Nullable Content read(Site site, SiteState state, String key) {
        var inventory = inventory(state);
        var item = inventory == null ? null : inventory.objects().get(key);
        if (inventory == null || item == null) {
            return null;
        }
        var place = inventory.place();
        return api.get(site.aws(), place.bucket(), place.prefix() + key, item.etag());
    }

    private @Nullable Inventory inventory(SiteState state) {
        if (state.resolved() == null) {
            return null;
        }
        String name = state.resolved().inventory();
        Inventory known = recent(name);
        if (known != null) {
            return known;
        }
        var stored = inventories.inventory(name);
        if (stored != null) {
            remember(name, stored.value());
        }
        return stored == null ? null : stored.value();
    }

    private synchronized @Nullable Inventory recent(String name) {
        return recent.get(name);
    }

    private synchronized void remember(String name, Inventory inventory) {
        recent.putLast(name, inventory);
        if (recent.size() > RECENT) {
            recent.pollFirstEntry();
        }
    }
}
