package dev.belay.site;

import dev.belay.model.Site;
import dev.belay.store.DocumentStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The build that a site was resolved to, for comparing it with what users get. */
@SuppressWarnings("DoNotCallSuggester")
public final class BuildReader {
    public BuildReader(SiteApi api, DocumentStore documents) {}

    /** Keys of the entries of the build that a site is resolved to, sorted; empty when it is not resolved. */
    public List<String> entries(Site site, SiteState state) {
        return List.of();
    }

    /**
     * An object of the build that a site is resolved to.
     *
     * @param key relative to the build, as it is to the live place
     * @return null when the build has no such object, or it is no longer what it was when the version was resolved
     * @throws dev.belay.model.FailureException when it can't be read
     */
    public SiteApi.@Nullable Content read(Site site, SiteState state, String key) {
        return null;
    }
}
