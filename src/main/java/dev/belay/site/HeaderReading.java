package dev.belay.site;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Mandate;
import dev.belay.model.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers that a listing does not show, of build objects and of live ones with the same bytes, and remembers them for
 * ever.
 */
final class HeaderReading {
    private final Work work;
    private final SiteSession session;
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

    HeaderReading(Work work) {
        this.work = work;
        this.session = work.session();
    }

    private sealed interface Result {}

    /**
     * Heads of the two sides.
     *
     * @param source of the build's object; null: it is gone, or it was known and not asked
     * @param live of the live object; likewise
     */
    private record Done(SiteApi.@Nullable Head source, SiteApi.@Nullable Head live) implements Result {}

    private record NotDone() implements Result {}

    /** Null: all were read. */
    @Nullable
    Standing read(SiteStep.ReadHeaders step, Mandate mandate) {
        var results = work.each(step.items(), this::read);
        var sources = new TreeMap<String, Headers>();
        var entries = new TreeMap<String, Ledger.Entry>();
        var sourceChanged = new ArrayList<String>();
        int done = 0;
        for (int i = 0; i < results.size(); i++) {
            var item = step.items().get(i);
            if (results.get(i) instanceof Done heads) {
                done++;
                if (item.headers() == null) {
                    if (heads.source() == null || !heads.source().etag().equals(item.etag())) {
                        sourceChanged.add(item.key());
                        continue;
                    }
                    sources.put(item.key(), heads.source().headers());
                }
                noteLive(item, heads.live(), entries);
            }
        }
        session.learn(sources);
        session.note(entries);
        return standing(done, step.items().size(), sourceChanged, mandate);
    }

    private Result read(Inventory.Item item) {
        if (failure.get() != null || work.isOver()) {
            return new NotDone();
        }
        try {
            var build = session.inventory().place();
            var source = item.headers() == null ? head(build.bucket(), build.prefix() + item.key()) : null;
            var place = session.site.live();
            return new Done(source, isRead(item) ? null : head(place.bucket(), place.prefix() + item.key()));
        } catch (FailureException e) {
            failure.compareAndSet(null, e.failure());
            return new NotDone();
        }
    }

    private SiteApi.@Nullable Head head(String bucket, String key) {
        return work.api().head(session.site.aws(), bucket, key);
    }

    /** Whether the live object's headers are known already. */
    private boolean isRead(Inventory.Item item) {
        var live = session.live().get(item.key());
        var entry = live == null ? null : session.ledger().of(live);
        return entry != null && entry.held() instanceof Ledger.Read;
    }

    private void noteLive(Inventory.Item item, SiteApi.@Nullable Head head, Map<String, Ledger.Entry> entries) {
        var live = session.live().get(item.key());
        if (live == null || isRead(item)) {
            return;
        }
        if (head == null) {
            session.areGone(List.of(item.key()));
        } else if (!head.etag().equals(live.etag())) {
            session.isLive(new SiteApi.Listed(item.key(), head.etag(), head.size(), head.lastModified()));
        } else {
            learnElsewhere(item.key(), session.ledger().of(live), head.headers());
            // The listing's time, not the HEAD's: if it was replaced in between, the next listing tells.
            entries.put(
                    item.key(),
                    new Ledger.Entry(
                            live.etag(),
                            live.lastModified().getEpochSecond(),
                            item.etag(),
                            new Ledger.Read(head.headers().digest())));
        }
    }

    /** What the copy of another build's object turned out to have, that object has. */
    private void learnElsewhere(String key, Ledger.@Nullable Entry known, Headers headers) {
        if (known != null
                && known.held() instanceof Ledger.AsIn as
                && !as.inventory().equals(session.document)) {
            session.learnElsewhere(as.inventory(), key, headers);
        }
    }

    private @Nullable Standing standing(int done, int asked, List<String> sourceChanged, Mandate mandate) {
        if (!sourceChanged.isEmpty()) {
            return Refusals.buildChanged(session.inventory(), sourceChanged);
        }
        Failure failed = failure.get();
        if (failed != null) {
            return mandate == Mandate.CONVERGE ? new Standing.Hindered(failed) : new Standing.Unknown(failed);
        }
        if (done == asked) {
            return null;
        }
        String progress = "headers of " + done + " of " + Words.count(asked, "object") + " read";
        return mandate == Mandate.CONVERGE
                ? new Standing.Moving(Standing.Stage.APPLY, progress, Duration.ZERO)
                : new Standing.Differs(Words.count(asked, "object") + " replaced by hand, their bytes unchanged, "
                        + progress.replace(" of " + Words.count(asked, "object"), ""));
    }
}
