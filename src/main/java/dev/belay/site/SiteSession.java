package dev.belay.site;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Site;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A site as one rollout, or one look, has it before its eyes: what was listed and what has changed since by its own doing. Kept
 * between the slices of a rollout, so that each begins where the last one ended without listing again.
 */
final class SiteSession {
    final Site site;
    final Rules rules;
    final String document;
    final Instant listedAt;
    private final SequencedMap<String, SiteApi.Listed> live;
    private final Map<String, Map<String, Headers>> learnedElsewhere = new TreeMap<>();
    private Inventories.Stored<Inventory> inventory;
    private Inventories.Stored<Ledger> ledger;
    private boolean inventoryChanged;
    private boolean ledgerChanged;

    /** What the stored ledger does not say yet, as far as is known. */
    private final Map<String, Ledger.Entry> unsaved = new TreeMap<>();

    private @Nullable SiteDiff diff;
    private SiteState state;
    private SiteState durable;

    /** The rollout that it is kept for. */
    String rollout = "";

    /** Whether earlier builds were asked what they know of the files that seem foreign. */
    boolean explained;

    /** How many objects were copied. */
    int copied;

    /** How many objects of the kind at hand were copied: for the timeline, which names kinds once. */
    int copiedInStep;

    /** How many there are still to copy. */
    int remaining;

    /** When it was last worked with. */
    Instant touchedAt;

    SiteSession(
            Site site,
            String document,
            Inventories.Stored<Inventory> inventory,
            Inventories.Stored<Ledger> ledger,
            List<SiteApi.Listed> listing,
            Instant listedAt,
            SiteState state) {
        this.site = site;
        this.rules = Rules.of(site);
        this.document = document;
        this.inventory = inventory;
        this.ledger = ledger;
        this.listedAt = listedAt;
        this.touchedAt = listedAt;
        this.state = state;
        this.durable = state;
        this.live = byKey(listing);
    }

    static SequencedMap<String, SiteApi.Listed> byKey(List<SiteApi.Listed> listing) {
        var live = new LinkedHashMap<String, SiteApi.Listed>();
        listing.forEach(listed -> live.put(listed.key(), listed));
        return live;
    }

    /** Compared once for as long as nothing changes: a rollout that waits for its caches looks at nothing again. */
    SiteDiff diff() {
        SiteDiff now = diff;
        if (now == null) {
            now = SiteDiff.of(rules, inventory(), document, live, ledger());
            diff = now;
            remaining = now.changes().size();
        }
        return now;
    }

    Inventory inventory() {
        return inventory.value();
    }

    Ledger ledger() {
        return ledger.value();
    }

    SiteState state() {
        return state;
    }

    /** What the target's root holds. */
    SiteState durable() {
        return durable;
    }

    /** To be saved before the next effect. */
    void intends(SiteState next) {
        state = next;
    }

    /** Follows what was saved. */
    void saved(SiteState next) {
        state = next;
        durable = next;
    }

    SequencedMap<String, SiteApi.Listed> live() {
        return live;
    }

    /** As it is seen now. */
    Look look() {
        return new Look(site, document, List.copyOf(live.values()), listedAt, inventory, ledger);
    }

    int size() {
        return live.size() + inventory().objects().size();
    }

    /** A live object was seen, or made. */
    void isLive(SiteApi.Listed object) {
        live.put(object.key(), object);
        diff = null;
    }

    /** Live objects are gone. */
    void areGone(List<String> keys) {
        keys.forEach(live::remove);
        keys.forEach(unsaved::remove);
        ledger = new Inventories.Stored<>(ledger().without(keys), ledger.revision());
        ledgerChanged = true;
        diff = null;
    }

    /** What live objects hold. */
    void note(Map<String, Ledger.Entry> entries) {
        if (!entries.isEmpty()) {
            ledger = new Inventories.Stored<>(ledger().with(entries), ledger.revision());
            unsaved.putAll(entries);
            ledgerChanged = true;
            diff = null;
        }
    }

    /** What the build's objects are served with. */
    void learn(Map<String, Headers> headers) {
        if (!headers.isEmpty()) {
            learn(inventory().learned(headers));
        }
    }

    /** The live site was proved equal to the build. */
    void settle() {
        if (!inventory().settled()) {
            learn(inventory().asSettled());
        }
    }

    private void learn(Inventory next) {
        inventory = new Inventories.Stored<>(next, inventory.revision());
        inventoryChanged = true;
        diff = null;
    }

    /** Headers of an object of another build were read on the live site, where its copy was. */
    void learnElsewhere(String document, String key, Headers headers) {
        learnedElsewhere.computeIfAbsent(document, name -> new TreeMap<>()).put(key, headers);
    }

    /** Makes a build's inventory durable the first time that it is listed: it holds from now on. */
    void keepInventory(Inventories documents) {
        if (inventory.revision() == null) {
            inventory = documents.save(document, inventory(), null);
            inventoryChanged = false;
        }
    }

    /** Makes durable what was learned. Safe to repeat: what could not be written is written the next time. */
    void flush(Inventories documents, Subject subject) {
        if (ledgerChanged) {
            ledger = saved(documents, subject.ledger());
            unsaved.clear();
            ledgerChanged = false;
        }
        if (inventoryChanged) {
            inventory = documents.save(document, inventory(), inventory.revision());
            inventoryChanged = false;
        }
        learnedElsewhere.forEach(documents::learn);
        learnedElsewhere.clear();
    }

    /**
     * On a ledger that is another by now, by a write whose reply was lost or by another replica's, what was copied here is noted all the
     * same: nobody else knows it. The conflict is thrown nevertheless, and the site opened anew.
     */
    private Inventories.Stored<Ledger> saved(Inventories documents, String name) {
        try {
            return documents.save(name, ledger(), ledger.revision());
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.Conflict) {
                documents.note(name, unsaved);
            }
            throw e;
        }
    }

    /** Stands for what is live, kept files left out: equal only where a listing would show the same. */
    String fingerprint() {
        return fingerprint(rules, live.values().stream().toList());
    }

    static String fingerprint(Rules rules, List<SiteApi.Listed> listing) {
        var text = new StringBuilder();
        listing.stream()
                .filter(object -> !rules.isKept(object.key()))
                .sorted(Comparator.comparing(SiteApi.Listed::key))
                .forEach(object -> text.append(object.key())
                        .append('\n')
                        .append(object.etag())
                        .append(' ')
                        .append(object.size())
                        .append(' ')
                        .append(object.lastModified().getEpochSecond())
                        .append('\n'));
        return Headers.digest(text.toString());
    }
}
