package dev.belay.site;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * How the live objects differ from a build, kept ones left out.
 *
 * @param changes build objects that have to be copied, in key order
 * @param untold build objects whose bytes are live, but perhaps not with their headers: they have to be read
 * @param old live objects that only earlier builds of ours had
 * @param foreign live objects that no build of ours explains
 * @param objects how many objects the build has
 * @param live how many objects are live
 */
record SiteDiff(
        List<Change> changes,
        List<Inventory.Item> untold,
        List<SiteApi.Listed> old,
        List<SiteApi.Listed> foreign,
        int objects,
        int live) {
    /** How a live object differs from the build's. */
    enum Kind {
        ALTERED("altered"),
        MISSING("missing"),
        HEADERS("with other headers");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** A build object that is not live as it should be. */
    record Change(Inventory.Item item, Kind kind, boolean entry) {}

    SiteDiff {
        changes = List.copyOf(changes);
        untold = List.copyOf(untold);
        old = List.copyOf(old);
        foreign = List.copyOf(foreign);
    }

    /**
     * Compares.
     *
     * @param document the inventory's document, by which the ledger names it
     * @param live by key
     */
    static SiteDiff of(
            Rules rules,
            Inventory inventory,
            String document,
            SequencedMap<String, SiteApi.Listed> live,
            Ledger ledger) {
        var changes = new ArrayList<Change>();
        var untold = new ArrayList<Inventory.Item>();
        int objects = 0;
        for (var item : inventory.objects().values()) {
            if (rules.isKept(item.key())) {
                continue;
            }
            objects++;
            switch (compare(item, live.get(item.key()), ledger, document, inventory.settled())) {
                case Same same -> {}
                case Untold unknown -> untold.add(item);
                case Different different -> changes.add(new Change(item, different.kind(), rules.isEntry(item.key())));
            }
        }
        var old = new ArrayList<SiteApi.Listed>();
        var foreign = new ArrayList<SiteApi.Listed>();
        int counted = 0;
        for (var object : live.values()) {
            if (rules.isKept(object.key())) {
                continue;
            }
            counted++;
            if (!inventory.objects().containsKey(object.key())) {
                (ledger.source(object) != null ? old : foreign).add(object);
            }
        }
        return new SiteDiff(changes, untold, old, foreign, objects, counted);
    }

    private sealed interface Comparison {}

    private record Same() implements Comparison {}

    private record Untold() implements Comparison {}

    private record Different(Kind kind) implements Comparison {}

    private static Comparison compare(
            Inventory.Item item, SiteApi.@Nullable Listed live, Ledger ledger, String document, boolean settled) {
        if (live == null) {
            return new Different(Kind.MISSING);
        }
        if (live.size() != item.size()) {
            return new Different(Kind.ALTERED);
        }
        Ledger.Entry entry = ledger.of(live);
        if (entry == null) {
            boolean sameBytes = live.etag().equals(item.etag()) || item.etag().equals(ledger.source(live));
            return sameBytes ? new Untold() : new Different(Kind.ALTERED);
        }
        if (!entry.source().equals(item.etag())) {
            return new Different(Kind.ALTERED);
        }
        return switch (entry.held()) {
            case Ledger.Read read
            when item.headers() != null ->
                read.digest().equals(item.headers().digest()) ? new Same() : new Different(Kind.HEADERS);
            case Ledger.AsIn as when as.inventory().equals(document) -> new Same();
            // Going back to a version that was live before costs no HEAD: one copy puts right what two HEADs would
            // tell.
            case Ledger.Held unknown -> settled ? new Different(Kind.HEADERS) : new Untold();
        };
    }

    /** Whether every object of the build is live, byte for byte, as far as it can be told without reading headers. */
    boolean complete() {
        return changes.isEmpty();
    }

    List<Change> assets() {
        return changes.stream().filter(change -> !change.entry()).toList();
    }

    List<Change> entries() {
        return changes.stream().filter(Change::entry).toList();
    }

    /** Whether there are more foreign files than a percentage of what is live. */
    boolean foreignBeyond(int percent) {
        return foreign.size() * 100L > (long) percent * live;
    }
}
