package dev.belay.site;

import dev.belay.model.ComponentReport;
import dev.belay.model.Mandate;
import dev.belay.model.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One slice of work on one site: plan the next step, apply it, and so on until nothing is left or the slice is over. */
final class SitePass {
    private final Work work;
    private final SiteSession session;
    private final Mandate mandate;
    private final Inventories inventories;

    SitePass(Work work, Mandate mandate, Inventories inventories) {
        this.work = work;
        this.session = work.session();
        this.mandate = mandate;
        this.inventories = inventories;
    }

    /**
     * What came of the slice.
     *
     * @param settled whether the same look at the same objects would say the same
     */
    record Result(ComponentReport report, SiteDiff diff, boolean settled) {}

    Result run() {
        while (true) {
            var diff = session.diff();
            if (mandate == Mandate.CONVERGE && isProved(diff)) {
                session.settle();
            }
            var step = SitePlanner.next(
                    session.site, diff, session.state(), mandate, work.clock().instant());
            if (asksWhatIsForeign(step) && explain(diff.foreign())) {
                continue;
            }
            var standing = apply(step, diff);
            if (standing == null && work.isOver() && mandate != Mandate.OBSERVE) {
                standing = outOfTime();
            }
            if (standing != null) {
                boolean settled = step instanceof SiteStep.Rest;
                return result(standing, settled ? diff : session.diff(), settled);
            }
        }
    }

    /** Null: done with it, plan on. */
    private @Nullable Standing apply(SiteStep step, SiteDiff diff) {
        return switch (step) {
            case SiteStep.Copy copy -> new Copying(work).copy(copy, diff);
            case SiteStep.ReadHeaders read -> new HeaderReading(work).read(read, mandate);
            case SiteStep.GoLive live -> {
                // After a crash the copies must be known for what they are, or they would be made, and invalidated,
                // twice.
                session.flush(inventories, work.subject());
                new Caches(work).intend(live);
                yield null;
            }
            case SiteStep.Invalidate invalidate -> new Caches(work).begin(invalidate);
            case SiteStep.FollowInvalidations follow -> new Caches(work).follow(follow);
            case SiteStep.Clean clean -> {
                work.save(session.state().clean());
                yield null;
            }
            case SiteStep.Prune prune -> new Pruning(work).prune(prune);
            case SiteStep.Pruned pruned -> {
                work.save(session.state().withPruned());
                yield null;
            }
            case SiteStep.Rest rest -> rest.standing();
        };
    }

    private boolean isProved(SiteDiff diff) {
        return diff.complete() && diff.untold().isEmpty();
    }

    /** A tending pass is over when its time is: pruning goes on with the next one. */
    private Standing outOfTime() {
        return mandate == Mandate.TEND
                ? new Standing.Synced()
                : new Standing.Moving(Standing.Stage.APPLY, "at work", Duration.ZERO);
    }

    /** Copies need not wait for it; saying what is foreign, and deleting it, must. */
    private boolean asksWhatIsForeign(SiteStep step) {
        return step instanceof SiteStep.Prune || step instanceof SiteStep.Pruned || step instanceof SiteStep.Rest;
    }

    /**
     * Asks earlier builds about files that the ledger does not know, such as those copied right before a crash.
     *
     * @return whether anything is known now that was not
     */
    private boolean explain(List<SiteApi.Listed> foreign) {
        if (session.explained || foreign.isEmpty()) {
            return false;
        }
        var entries = new TreeMap<String, Ledger.Entry>();
        for (var earlier : session.state().recent()) {
            var stored = inventories.inventory(earlier.inventory());
            if (stored == null) {
                continue;
            }
            Map<String, Inventory.Item> objects = stored.value().objects();
            for (var live : foreign) {
                var item = objects.get(live.key());
                if (item != null && item.size() == live.size() && item.etag().equals(live.etag())) {
                    long modified = live.lastModified().getEpochSecond();
                    entries.put(live.key(), new Ledger.Entry(live.etag(), modified, item.etag(), new Ledger.Unread()));
                }
            }
        }
        session.explained = true;
        session.note(entries);
        return !entries.isEmpty();
    }

    private Result result(Standing standing, SiteDiff diff, boolean settled) {
        String version = session.inventory().version();
        var evidence = new TreeMap<String, String>();
        String ids = session.state().invalidations().stream()
                .map(SiteState.Invalidation::id)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        if (!ids.isEmpty()) {
            evidence.put("invalidation", ids);
        }
        var report = new ComponentReport(
                standing,
                version,
                isProved(diff) ? version : running(diff),
                Words.difference(diff),
                diff.foreign().size(),
                session.listedAt,
                evidence);
        return new Result(report, diff, settled);
    }

    /** What is live instead. While moving it is a bit of both, and not worth reading inventories for. */
    private @Nullable String running(SiteDiff diff) {
        return mandate == Mandate.CONVERGE || diff.complete()
                ? null
                : Running.version(session.rules, session.state(), session.live(), session.ledger(), inventories);
    }
}
