package dev.belay.site;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Standing;
import dev.belay.reconcile.Parallel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings together what has to be known of a site before anything is done, all of it side by side; reads only. */
final class SiteOpening {
    private static final int AT_ONCE = 64;

    private final SiteApi api;
    private final Inventories inventories;
    private final Parallel parallel;
    private final InstantSource clock;

    SiteOpening(SiteApi api, Inventories inventories, Parallel parallel, InstantSource clock) {
        this.api = api;
        this.inventories = inventories;
        this.parallel = parallel;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Opened {}

    /** All that is needed is known, and nothing speaks against the build. */
    record Ready(SiteSession session) implements Opened {}

    /** Something speaks against it, or could not be read. */
    record Refused(Standing standing) implements Opened, Seen {}

    /** What came of a look. */
    sealed interface Seen {}

    /** What there was to be seen. */
    record Looked(Look look) implements Seen {}

    private sealed interface Part {}

    private record Live(List<SiteApi.Listed> listing) implements Part {}

    /** @param inventory null: this build was never resolved */
    private record Build(Inventories.@Nullable Stored<Inventory> inventory) implements Part {}

    private record Known(Inventories.Stored<Ledger> ledger) implements Part {}

    private record Fine() implements Part {}

    private record Against(Standing standing) implements Part {}

    /**
     * For moving the site, or saying how it would be moved: a version that is not known yet has its build listed.
     *
     * @param seen a moment ago, with nothing done to the site since; null: it was not
     */
    Opened open(Subject subject, @Nullable Look seen) {
        var overlap = Refusals.overlap(subject.site(), subject.build());
        if (overlap != null) {
            return new Refused(overlap);
        }
        Instant now = seen == null ? clock.instant() : seen.listedAt();
        var calls = new ArrayList<Supplier<Part>>();
        calls.add(() -> seen == null ? live(subject) : new Live(seen.listing()));
        calls.add(() -> build(subject, seen));
        calls.add(() -> seen == null ? ledger(subject) : new Known(seen.ledger()));
        subject.site().distributions().forEach(one -> calls.add(() -> origin(subject, one)));
        return assemble(subject, parallel.map(calls, AT_ONCE, Supplier::get), now);
    }

    /**
     * For looking only.
     *
     * @throws FailureException when what is stored can't be read
     */
    Seen look(Subject subject) {
        Instant now = clock.instant();
        return seen(subject, now, List.of(() -> live(subject), () -> stored(subject), () -> known(subject)));
    }

    /** The same of objects that were listed already. */
    Seen look(Subject subject, List<SiteApi.Listed> listing, Instant listedAt) {
        return seen(subject, listedAt, List.of(() -> new Live(listing), () -> stored(subject), () -> known(subject)));
    }

    private Seen seen(Subject subject, Instant listedAt, List<Supplier<Part>> calls) {
        return gather(subject, parallel.map(calls, AT_ONCE, Supplier::get), listedAt);
    }

    /** The live objects, or why they can't be told. */
    List<SiteApi.Listed> list(Subject subject) {
        return api.list(subject.site().aws(), subject.site().live());
    }

    /** What a failure to read the live place means. */
    static Standing unreadable(Subject subject, Failure failure) {
        return failure instanceof Failure.NotFound
                ? Refusals.bucketMissing(subject.site(), failure.message())
                : new Standing.Unknown(failure);
    }

    private Part live(Subject subject) {
        try {
            return new Live(list(subject));
        } catch (FailureException e) {
            return new Against(unreadable(subject, e.failure()));
        }
    }

    private Part stored(Subject subject) {
        return new Build(inventories.inventory(subject.document()));
    }

    private Part known(Subject subject) {
        return new Known(inventories.ledger(subject.ledger()));
    }

    private Part build(Subject subject, @Nullable Look seen) {
        Inventories.Stored<Inventory> stored;
        try {
            stored = seen == null ? inventories.inventory(subject.document()) : seen.inventory();
        } catch (FailureException e) {
            return new Against(new Standing.Hindered(e.failure()));
        }
        try {
            if (stored == null) {
                var listing = api.list(subject.site().aws(), subject.build());
                stored = new Inventories.Stored<>(Inventory.of(subject.version(), subject.build(), listing), null);
            }
        } catch (FailureException e) {
            return new Against(
                    e.failure() instanceof Failure.NotFound
                            ? Refusals.buildMissing(subject.build(), e.failure().message())
                            : new Standing.Hindered(e.failure()));
        }
        var refusal = Refusals.build(subject.site(), Rules.of(subject.site()), stored.value());
        return refusal == null ? new Build(stored) : new Against(refusal);
    }

    private Part ledger(Subject subject) {
        try {
            return known(subject);
        } catch (FailureException e) {
            return new Against(new Standing.Hindered(e.failure()));
        }
    }

    private Part origin(Subject subject, String distribution) {
        try {
            var origins = api.origins(subject.site().aws(), distribution);
            var refusal = Refusals.origin(subject.site(), distribution, origins);
            return refusal == null ? new Fine() : new Against(refusal);
        } catch (FailureException e) {
            return new Against(
                    e.failure() instanceof Failure.NotFound
                            ? Refusals.distributionMissing(
                                    distribution, e.failure().message())
                            : new Standing.Hindered(e.failure()));
        }
    }

    private static Opened assemble(Subject subject, List<Part> parts, Instant listedAt) {
        return switch (gather(subject, parts, listedAt)) {
            case Refused refused -> refused;
            case Looked(Look look) -> new Ready(look.session(subject));
        };
    }

    private static Seen gather(Subject subject, List<Part> parts, Instant listedAt) {
        List<SiteApi.Listed> listing = List.of();
        Inventories.Stored<Inventory> inventory = null;
        var ledger = new Inventories.Stored<>(Ledger.EMPTY, null);
        for (var part : parts) {
            switch (part) {
                case Live live -> listing = live.listing();
                case Build build -> inventory = build.inventory();
                case Known known -> ledger = known.ledger();
                case Fine fine -> {}
                case Against against -> {
                    return new Refused(against.standing());
                }
            }
        }
        return new Looked(new Look(subject.site(), subject.document(), listing, listedAt, inventory, ledger));
    }
}
