package dev.belay.site;

import dev.belay.model.Ordered;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What Belay knows of live objects by having put or read them. A live object with an entry's ETag and time of change holds
 * what the entry says, headers included: the ETag alone could not tell, since it differs from the source's under SSE-KMS and
 * for multipart copies, and since headers do not show in it.
 */
record Ledger(SequencedMap<String, Entry> entries) {
    /** A site that nothing is known of. */
    static final Ledger EMPTY = new Ledger(new LinkedHashMap<>());

    /**
     * A live object.
     *
     * @param etag of the live object
     * @param modified its time of change, in seconds, since listings, copies and HEADs round differently
     * @param source ETag of the build's object with the same bytes
     */
    record Entry(String etag, long modified, String source, Held held) {}

    /** What is known of a live object's headers. */
    sealed interface Held {}

    /** They were read, and have this digest. */
    record Read(String digest) implements Held {}

    /** They are those of the same key in this inventory, whatever those are. */
    record AsIn(String inventory) implements Held {}

    /** Nothing; only the bytes are known. */
    record Unread() implements Held {}

    Ledger {
        entries = Ordered.copy(entries);
    }

    /** The entry that speaks of this very object; null: none does. */
    @Nullable
    Entry of(SiteApi.Listed live) {
        Entry entry = entries.get(live.key());
        return entry != null
                        && entry.etag().equals(live.etag())
                        && entry.modified() == live.lastModified().getEpochSecond()
                ? entry
                : null;
    }

    /**
     * The ETag of the build's object whose bytes this live object has; null: unknown. An object that was replaced has other
     * headers, but equal ETags still mean equal bytes.
     */
    @Nullable
    String source(SiteApi.Listed live) {
        Entry entry = entries.get(live.key());
        return entry != null && entry.etag().equals(live.etag()) ? entry.source() : null;
    }

    Ledger with(Map<String, Entry> changed) {
        var next = new LinkedHashMap<String, Entry>(entries);
        next.putAll(changed);
        return new Ledger(next);
    }

    Ledger without(Collection<String> keys) {
        var next = new LinkedHashMap<String, Entry>(entries);
        keys.forEach(next::remove);
        return new Ledger(next);
    }
}
