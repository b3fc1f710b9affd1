package dev.belay.store;

import dev.belay.model.Hold;
import dev.belay.model.Ordered;
import dev.belay.model.Pin;
import dev.belay.model.RecordKind;
import dev.belay.model.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All records of a listing, decoded and compared with each other. Pure: the same listing gives the same catalog. One record
 * that is invalid leaves the others as they are, save those that are at odds with each other: two targets that own one service,
 * overlapping places, one name given twice. Of those all are invalid.
 */
public final class Catalog {
    private final Drafts drafts;
    private final SortedMap<String, Entry<Target>> targets;
    private final SortedMap<String, Entry<Pin>> pins;
    private final SortedMap<String, Entry<Hold>> holds;

    /** The drafts of a listing: kept, so that the next one decodes what changed only. */
    private record Drafts(
            Map<Draft.Key, Draft<Target>> targets, Map<Draft.Key, Draft<Pin>> pins, Map<Draft.Key, Draft<Hold>> holds) {
        static final Drafts NONE = new Drafts(Map.of(), Map.of(), Map.of());
    }

    private Catalog(RecordListing listing, Drafts before) {
        var newTargets = decode(listing, RecordKind.TARGET, before.targets(), RecordCodec::target);
        var newPins = decode(listing, RecordKind.PIN, before.pins(), RecordCodec::pin);
        var newHolds = decode(listing, RecordKind.HOLD, before.holds(), RecordCodec::hold);
        drafts = new Drafts(newTargets, newPins, newHolds);
        var owned = Ownership.of(valid(newTargets));
        targets = entries(newTargets, draft -> targetEntry(draft, owned));
        pins = entries(newPins, draft -> pinEntry(draft, owned));
        holds = entries(newHolds, draft -> draft.entry(List.of()));
    }

    /** The catalog of a listing. */
    public static Catalog of(RecordListing listing) {
        return new Catalog(listing, Drafts.NONE);
    }

    /** The catalog of a later listing: the same as {@link #of}, but records that stayed as they were are not decoded again. */
    public Catalog next(RecordListing listing) {
        return new Catalog(listing, drafts);
    }

    /** Every target of the listing, by name. */
    public SortedMap<String, Entry<Target>> targets() {
        return targets;
    }

    /** Every pin of the listing, by name. */
    public SortedMap<String, Entry<Pin>> pins() {
        return pins;
    }

    /** Every hold of the listing, by name. */
    public SortedMap<String, Entry<Hold>> holds() {
        return holds;
    }

    /** A target's entry; null: the listing has none. */
    public @Nullable Entry<Target> target(String name) {
        return targets.get(name);
    }

    /** A pin's entry; null: the listing has none. */
    public @Nullable Entry<Pin> pin(String name) {
        return pins.get(name);
    }

    /** Holds that are in order, by name. */
    public List<Hold> validHolds() {
        var valid = new ArrayList<Hold>();
        for (var entry : holds.values()) {
            if (entry instanceof Entry.Valid<Hold>(var name, var place, var revision, Hold hold)) {
                valid.add(hold);
            }
        }
        return List.copyOf(valid);
    }

    /** Holds that are not, by name, with what could be read of whom they mean. */
    public List<InvalidHold> invalidHolds() {
        var invalid = new ArrayList<InvalidHold>();
        for (var draft : drafts.holds().values()) {
            if (holds.get(draft.stored().name()) instanceof Entry.Invalid<Hold> entry) {
                invalid.add(HoldReader.meant(entry, draft.tree()));
            }
        }
        return List.copyOf(invalid);
    }

    /** Every problem of every record: targets, pins, holds, each by name and from the top. */
    public List<Problem> problems() {
        return Stream.of(targets, pins, holds)
                .flatMap(entries -> entries.values().stream())
                .flatMap(entry -> entry.problems().stream())
                .toList();
    }

    /** Whether a pin that waits for its target fits the one that was admitted last: valid, or invalid. */
    public static Entry<Pin> fitted(Entry.Waiting<Pin> pin, Target admitted) {
        var problems = PinRules.problems(pin.place(), pin.tree(), pin.record(), admitted);
        return problems.isEmpty()
                ? new Entry.Valid<>(pin.name(), pin.place(), pin.revision(), pin.record())
                : new Entry.Invalid<>(pin.name(), pin.place(), pin.revision(), problems);
    }

    private static Entry<Target> targetEntry(Draft<Target> draft, Ownership owned) {
        return switch (draft.decoded()) {
            case Decoded.Valid<Target>(Target target) -> draft.entry(owned.problems(draft, target));
            case Decoded.Invalid<Target> invalid -> draft.entry(List.of());
        };
    }

    private Entry<Pin> pinEntry(Draft<Pin> draft, Ownership owned) {
        if (!(draft.decoded() instanceof Decoded.Valid<Pin>(Pin pin)) || draft.tree() == null) {
            return draft.entry(List.of());
        }
        return switch (targets.get(pin.name())) {
            case null ->
                draft.entry(List.of(Trees.problem(
                        draft.stored().place(),
                        draft.tree(),
                        List.of("metadata", "name"),
                        "there is no target " + Part.quoted(pin.name()),
                        "the name of a target",
                        Spelling.nearest(pin.name(), targets.keySet()))));
            case Entry.Valid<Target>(var name, var place, var revision, Target target) -> {
                var problems = new ArrayList<>(PinRules.problems(draft.stored().place(), draft.tree(), pin, target));
                problems.addAll(owned.problems(draft, pin, target));
                yield draft.entry(problems);
            }
            case Entry.Waiting<Target> waiting -> waiting(draft, pin, draft.tree());
            case Entry.Invalid<Target> invalid -> waiting(draft, pin, draft.tree());
        };
    }

    private static Entry<Pin> waiting(Draft<Pin> draft, Pin pin, Node tree) {
        var stored = draft.stored();
        return new Entry.Waiting<>(stored.name(), stored.place(), stored.revision(), pin, tree);
    }

    private static <T> Map<Draft.Key, Draft<T>> decode(
            RecordListing listing,
            RecordKind kind,
            Map<Draft.Key, Draft<T>> before,
            BiFunction<String, Node, Decoded<T>> decoder) {
        var drafts = new LinkedHashMap<Draft.Key, Draft<T>>();
        for (var stored : listing.records()) {
            if (stored.kind() == kind) {
                var key = Draft.Key.of(stored);
                var known = before.get(key);
                drafts.put(key, known != null && known.stored().equals(stored) ? known : Draft.of(stored, decoder));
            }
        }
        return drafts;
    }

    private static List<Target> valid(Map<Draft.Key, Draft<Target>> drafts) {
        var valid = new ArrayList<Target>();
        for (var draft : drafts.values()) {
            if (draft.decoded() instanceof Decoded.Valid<Target>(Target target)) {
                valid.add(target);
            }
        }
        return valid;
    }

    /** Entries by name; a name that stands in two places is invalid in both. */
    private static <T> SortedMap<String, Entry<T>> entries(
            Map<Draft.Key, Draft<T>> drafts, Function<Draft<T>, Entry<T>> entry) {
        var byName = new TreeMap<String, List<Draft<T>>>();
        drafts.values()
                .forEach(draft -> byName.computeIfAbsent(draft.stored().name(), name -> new ArrayList<>())
                        .add(draft));
        var entries = new HashMap<String, Entry<T>>();
        byName.forEach(
                (name, same) -> entries.put(name, same.size() == 1 ? entry.apply(same.getFirst()) : twice(same)));
        return Ordered.sorted(entries);
    }

    private static <T> Entry<T> twice(List<Draft<T>> same) {
        var problems = new ArrayList<Problem>();
        for (var draft : same) {
            problems.addAll(draft.decoded().problems());
            for (var other : same) {
                if (!other.stored().place().equals(draft.stored().place())) {
                    problems.add(Problem.whole(
                            draft.stored().place(),
                            Part.quoted(draft.stored().name()) + " stands in "
                                    + other.stored().place() + " too"));
                }
            }
        }
        problems.sort(Problem.FROM_THE_TOP);
        return same.getFirst().invalid(problems);
    }
}
