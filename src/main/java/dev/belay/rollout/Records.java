package dev.belay.rollout;

import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.model.Pin;
import dev.belay.model.Target;
import dev.belay.rollout.Admission.Wish;
import dev.belay.rollout.Admitted.Revised;
import dev.belay.store.Catalog;
import dev.belay.store.Entry;
import dev.belay.store.InvalidHold;
import dev.belay.store.Problem;
import dev.belay.store.RecordListing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The records of the last listing that succeeded, and what they say of each target. Thread-safe. */
public final class Records {
    private volatile Catalog catalog = Catalog.of(new RecordListing(List.of()));

    private final List<Consumer<Catalog>> listeners = new CopyOnWriteArrayList<>();

    /** What was listed last. */
    public Catalog catalog() {
        return catalog;
    }

    /** Hears of every listing that says something else than the one before, in the thread that listed: must be quick. */
    public void listen(Consumer<Catalog> listener) {
        listeners.add(listener);
    }

    void replace(Catalog listed) {
        catalog = listed;
        listeners.forEach(listener -> listener.accept(listed));
    }

    /**
     * What is said of one target.
     *
     * @param admitted the target that is in force, which a pin must fit while the target's own record is invalid; null: none
     */
    Desired desired(String name, @Nullable Target admitted, Instant now) {
        Catalog listed = catalog;
        Entry<Target> target = listed.target(name);
        Entry<Pin> pin = listed.pin(name);
        var problems = new ArrayList<String>();
        Target valid = null;
        if (target instanceof Entry.Valid<Target>(var n, var place, var revision, Target record)) {
            valid = record;
        } else if (target != null) {
            target.problems().stream().map(Problem::toString).forEach(problems::add);
        }
        Entry<Pin> fitted =
                pin instanceof Entry.Waiting<Pin> waiting && admitted != null ? Catalog.fitted(waiting, admitted) : pin;
        if (fitted != null) {
            fitted.problems().stream().map(Problem::toString).forEach(problems::add);
        }
        Target shown = valid != null ? valid : admitted;
        Metadata metadata = shown == null ? Metadata.named(name) : shown.metadata();
        return new Desired(metadata, target != null, valid, wish(fitted), problems, holding(listed, metadata, now));
    }

    private static Wish wish(@Nullable Entry<Pin> pin) {
        return switch (pin) {
            case null -> new Wish.Absent();
            case Entry.Valid<Pin> valid -> new Wish.Wanted(new Revised(valid.record(), valid.revision()));
            case Entry.Waiting<Pin> waiting -> new Wish.Invalid();
            case Entry.Invalid<Pin> invalid -> new Wish.Invalid();
        };
    }

    /** The strongest of the holds in force. One that is invalid closes rather than opens: it freezes. */
    static Holding holding(Catalog catalog, Metadata target, Instant now) {
        Holding strongest = Holding.NONE;
        for (InvalidHold invalid : catalog.invalidHolds()) {
            if (invalid.appliesTo(target)) {
                strongest = stronger(
                        strongest,
                        new Holding(
                                Hold.Mode.FREEZE,
                                "hold " + invalid.entry().name() + ", which is invalid: "
                                        + invalid.entry().problems().getFirst()));
            }
        }
        for (Hold hold : catalog.validHolds()) {
            if (hold.holds(target, now)) {
                String reason = hold.reason() == null ? "" : ": " + hold.reason();
                strongest = stronger(strongest, new Holding(hold.mode(), "hold " + hold.name() + reason));
            }
        }
        return strongest;
    }

    private static Holding stronger(Holding one, Holding other) {
        Hold.Mode mode = one.mode();
        Hold.Mode than = other.mode();
        return mode == null || (than != null && than.compareTo(mode) > 0) ? other : one;
    }
}
