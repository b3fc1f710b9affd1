package dev.belay.rollout;

import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.model.Target;
import dev.belay.store.Catalog;
import dev.belay.store.Entry;
import dev.belay.store.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The holds of the last listing, as they are shown. */
final class PlacedHolds {
    private final Records records;
    private final InstantSource clock;

    PlacedHolds(Records records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /** Every one, by name. */
    List<PlacedHold> all() {
        Instant now = clock.instant();
        return records.catalog().holds().values().stream()
                .map(entry -> placed(entry, now))
                .toList();
    }

    /** Those that name only a caller's targets, and those that hold one of them: whoever is held back may know by what. */
    List<PlacedHold> seenBy(Caller caller) {
        if (caller.targets().contains("*")) {
            return all();
        }
        Catalog catalog = records.catalog();
        List<Metadata> theirs = catalog.targets().values().stream()
                .filter(target -> caller.maySee(target.name()))
                .map(PlacedHolds::metadata)
                .toList();
        return all().stream()
                .filter(placed -> concerns(placed, catalog, caller, theirs))
                .map(placed -> cut(placed, caller, theirs))
                .toList();
    }

    private static boolean concerns(PlacedHold placed, Catalog catalog, Caller caller, List<Metadata> theirs) {
        Hold hold = placed.hold();
        if (hold != null) {
            return caller.mayHold(hold) || theirs.stream().anyMatch(target -> names(hold, target));
        }
        return catalog.invalidHolds().stream()
                .filter(invalid -> invalid.entry().name().equals(placed.name()))
                .anyMatch(invalid -> theirs.stream().anyMatch(invalid::appliesTo));
    }

    /** Without the names of targets that are not the caller's. */
    private static PlacedHold cut(PlacedHold placed, Caller caller, List<Metadata> theirs) {
        Hold hold = placed.hold();
        if (hold == null || caller.mayHold(hold)) {
            return placed;
        }
        List<String> named = hold.targets().stream()
                .filter(pattern -> theirs.stream().anyMatch(target -> Hold.matches(pattern, target.name())))
                .toList();
        var shown =
                new Hold(hold.metadata(), named, hold.labels(), hold.mode(), hold.reason(), hold.by(), hold.until());
        return new PlacedHold(placed.name(), placed.revision(), shown, placed.inForce(), placed.problems());
    }

    /** Whether it is about a target, over or not. */
    private static boolean names(Hold hold, Metadata target) {
        return hold.holds(target, Instant.MIN);
    }

    private static Metadata metadata(Entry<Target> entry) {
        return entry instanceof Entry.Valid<Target> valid ? valid.record().metadata() : Metadata.named(entry.name());
    }

    private static PlacedHold placed(Entry<Hold> entry, Instant now) {
        return switch (entry) {
            case Entry.Valid<Hold>(var name, var place, var revision, Hold hold) ->
                new PlacedHold(name, revision, hold, !hold.over(now), List.of());
            case Entry.Waiting<Hold>(var name, var place, var revision, Hold hold, var tree) ->
                new PlacedHold(name, revision, hold, !hold.over(now), List.of());
            case Entry.Invalid<Hold>(var name, var place, var revision, var problems) ->
                new PlacedHold(
                        name,
                        revision,
                        null,
                        true,
                        problems.stream().map(Problem::toString).toList());
        };
    }
}
