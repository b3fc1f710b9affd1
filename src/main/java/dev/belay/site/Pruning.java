package dev.belay.site;

import dev.belay.model.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deletes what the build does not have, a batch at a time. */
final class Pruning {
    private final Work work;
    private final SiteSession session;

    Pruning(Work work) {
        this.work = work;
        this.session = work.session();
    }

    /**
     * One request. Entries go in requests of their own before all else: until every page that may name an old asset is gone, the
     * asset stays.
     *
     * @return null: this batch is gone
     */
    @Nullable
    Standing prune(SiteStep.Prune step) {
        var batch = batch(step);
        var place = session.site.live();
        var errors = work.api()
                .delete(
                        session.site.aws(),
                        place.bucket(),
                        batch.stream().map(key -> place.prefix() + key).toList());
        var kept = new HashSet<String>();
        errors.forEach(error -> kept.add(error.key()));
        var gone = batch.stream()
                .filter(key -> !kept.contains(place.prefix() + key))
                .toList();
        tell(gone, step);
        session.areGone(gone);
        return errors.isEmpty() ? null : new Standing.Hindered(errors.getFirst().failure());
    }

    private List<String> batch(SiteStep.Prune step) {
        var all = new ArrayList<String>();
        step.old().forEach(object -> all.add(object.key()));
        step.foreign().forEach(object -> all.add(object.key()));
        var entries = all.stream().filter(session.rules::isEntry).toList();
        var next = entries.isEmpty() ? all : entries;
        return List.copyOf(next.subList(0, Math.min(next.size(), SiteApi.DELETE_LIMIT)));
    }

    private void tell(List<String> gone, SiteStep.Prune step) {
        var foreign = new HashSet<String>();
        step.foreign().forEach(object -> foreign.add(object.key()));
        var ofOthers = gone.stream().filter(foreign::contains).toList();
        var ours = gone.stream().filter(key -> !foreign.contains(key)).toList();
        if (!ours.isEmpty()) {
            work.record("pruned " + Words.count(ours.size(), "old file") + " (" + Words.some(ours) + ")");
        }
        if (!ofOthers.isEmpty()) {
            work.record("pruned " + Words.count(ofOthers.size(), "foreign file") + " (" + Words.some(ofOthers) + ")");
        }
    }
}
