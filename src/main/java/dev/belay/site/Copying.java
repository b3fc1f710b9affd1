package dev.belay.site;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Copies build objects to the live place, as many as the slice has time for. */
final class Copying {
    private final Work work;
    private final SiteSession session;

    /** Set by the first copy that fails: no further one is begun. */
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

    Copying(Work work) {
        this.work = work;
        this.session = work.session();
    }

    private sealed interface Result {}

    private record Done(SiteApi.CopyResult result) implements Result {}

    private record NotDone() implements Result {}

    /** Null: all of them are live. */
    @Nullable
    Standing copy(SiteStep.Copy step, SiteDiff diff) {
        work.save(session.state().touched(!diff.entries().isEmpty()));
        var results = work.each(step.changes(), this::copy);
        var keys = new ArrayList<String>();
        var sourceChanged = new ArrayList<String>();
        var entries = new TreeMap<String, Ledger.Entry>();
        for (int i = 0; i < results.size(); i++) {
            var item = step.changes().get(i).item();
            switch (results.get(i)) {
                case Done(SiteApi.Copied copied) -> {
                    keys.add(item.key());
                    session.isLive(new SiteApi.Listed(item.key(), copied.etag(), item.size(), copied.lastModified()));
                    entries.put(item.key(), entry(item, copied));
                }
                case Done(SiteApi.SourceChanged changed) -> sourceChanged.add(item.key());
                case NotDone notDone -> {}
            }
        }
        session.note(entries);
        session.copied += keys.size();
        session.copiedInStep += keys.size();
        session.remaining -= keys.size();
        return standing(step, keys, sourceChanged);
    }

    private Result copy(SiteDiff.Change change) {
        if (failure.get() != null || work.isOver()) {
            return new NotDone();
        }
        var item = change.item();
        var from = session.inventory().place();
        var to = session.site.live();
        try {
            return new Done(work.api()
                    .copy(
                            session.site.aws(),
                            new SiteApi.Copy(
                                    from.bucket(),
                                    from.prefix() + item.key(),
                                    item.etag(),
                                    item.size(),
                                    to.bucket(),
                                    to.prefix() + item.key())));
        } catch (FailureException e) {
            failure.compareAndSet(null, e.failure());
            return new NotDone();
        }
    }

    private Ledger.Entry entry(Inventory.Item item, SiteApi.Copied copied) {
        var held =
                item.headers() != null ? new Ledger.Read(item.headers().digest()) : new Ledger.AsIn(session.document);
        return new Ledger.Entry(copied.etag(), copied.lastModified().getEpochSecond(), item.etag(), held);
    }

    private @Nullable Standing standing(SiteStep.Copy step, List<String> keys, List<String> sourceChanged) {
        if (!sourceChanged.isEmpty()) {
            return Refusals.buildChanged(session.inventory(), sourceChanged);
        }
        Failure failed = failure.get();
        if (failed != null) {
            return failed instanceof Failure.NotFound
                    ? Refusals.bucketMissing(session.site, failed.message())
                    : new Standing.Hindered(failed);
        }
        if (keys.size() < step.changes().size()) {
            return new Standing.Moving(Standing.Stage.APPLY, progress(), Duration.ZERO);
        }
        work.record(step.entries() ? entriesAreLive(keys) : "copied " + Words.count(session.copiedInStep, "asset"));
        session.copiedInStep = 0;
        return null;
    }

    private String progress() {
        return session.copied + " of " + Words.count(session.copied + session.remaining, "object") + " copied";
    }

    private String entriesAreLive(List<String> keys) {
        int n = session.copiedInStep;
        return n == 1 ? "entry " + keys.getFirst() + " is live" : n + " entries are live (" + Words.some(keys) + ")";
    }
}
