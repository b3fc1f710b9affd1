package dev.belay.store;

import dev.belay.model.Hold;
import dev.belay.model.Pin;
import dev.belay.model.RecordKind;
import dev.belay.model.Target;
import dev.belay.store.Ownership.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final Catalog NONE = new Catalog();

    /** As they were decoded, before they were compared with others: kept, so that the next catalog decodes what changed only. */
    private final Map<String, List<Draft<Target>>> targetDrafts;

    private final Map<String, List<Draft<Pin>>> pinDrafts;
    private final Map<String, List<Draft<Hold>>> holdDrafts;
    private final Ownership owned;
    private final SortedMap<String, Entry<Target>> targets;
    private final SortedMap<String, Entry<Pin>> pins;
    private final SortedMap<String, Entry<Hold>> holds;

    private Catalog() {
        targetDrafts = Map.of();
        pinDrafts = Map.of();
        holdDrafts = Map.of();
        owned = Ownership.NONE;
        targets = Collections.emptySortedMap();
        pins = Collections.emptySortedMap();
        holds = Collections.emptySortedMap();
    }

    private Catalog(Catalog before, RecordListing listing) {
        targetDrafts = drafts(listing, RecordKind.TARGET, before.targetDrafts, RecordCodec::target);
        pinDrafts = drafts(listing, RecordKind.PIN, before.pinDrafts, RecordCodec::pin);
        holdDrafts = drafts(listing, RecordKind.HOLD, before.holdDrafts, RecordCodec::hold);

        var judged = changed(before.targetDrafts, targetDrafts);
        judged.addAll(changed(before.pinDrafts, pinDrafts));
        var was = new HashSet<Claim>();
        var is = new HashSet<Claim>();
        for (String name : judged) {
            was.addAll(before.claims(name));
            is.addAll(claims(name));
        }
        owned = before.owned.next(was, is);
        Stream.concat(was.stream(), is.stream())
                .filter(claim -> was.contains(claim) != is.contains(claim))
                .forEach(claim -> judged.addAll(owned.near(claim)));
        targets = entries(before.targets, judged, targetDrafts, this::targetEntry);

        if (judged.stream().anyMatch(name -> targets.containsKey(name) != before.targets.containsKey(name))) {
            // What a pin without a target is told depends on the names that there are.
            pinDrafts.keySet().stream()
                    .filter(name -> !targets.containsKey(name))
                    .forEach(judged::add);
        }
        pins = entries(before.pins, judged, pinDrafts, this::pinEntry);
        holds = entries(
                before.holds, changed(before.holdDrafts, holdDrafts), holdDrafts, draft -> draft.entry(List.of()));
    }

    /** The catalog of a listing. */
    public static Catalog of(RecordListing listing) {
        return NONE.next(listing);
    }

    /**
     * The catalog of a later listing: the same as {@link #of}, but only records that changed are decoded, and only these, and
     * those whose judgement hangs on them, are judged anew.
     */
    public Catalog next(RecordListing listing) {
        return new Catalog(this, listing);
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
        holdDrafts.forEach((name, drafts) -> {
            if (holds.get(name) instanceof Entry.Invalid<Hold> entry) {
                drafts.forEach(draft -> invalid.add(HoldReader.meant(entry, draft.tree())));
            }
        });
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

    private Set<Claim> claims(String name) {
        return Ownership.claims(
                valid(targetDrafts.getOrDefault(name, List.of())), valid(pinDrafts.getOrDefault(name, List.of())));
    }

    private Entry<Target> targetEntry(Draft<Target> draft) {
        return switch (draft.decoded()) {
            case Decoded.Valid<Target>(Target target) -> draft.entry(owned.problems(draft, target));
            case Decoded.Invalid<Target> invalid -> draft.entry(List.of());
        };
    }

    private Entry<Pin> pinEntry(Draft<Pin> draft) {
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

    /** By name: one each, unless a name stands in two places. */
    private static <T> Map<String, List<Draft<T>>> drafts(
            RecordListing listing,
            RecordKind kind,
            Map<String, List<Draft<T>>> before,
            BiFunction<String, Node, Decoded<T>> decoder) {
        var drafts = new LinkedHashMap<String, List<Draft<T>>>();
        for (var stored : listing.records()) {
            if (stored.kind() == kind) {
                var known = Draft.of(stored, before.getOrDefault(stored.name(), List.of()));
                var draft = List.of(known == null ? Draft.of(stored, decoder) : known);
                drafts.merge(
                        stored.name(),
                        draft,
                        (one, other) ->
                                Stream.concat(one.stream(), other.stream()).toList());
            }
        }
        return drafts;
    }

    /** Names of which the drafts are others than before. */
    private static <T> Set<String> changed(Map<String, List<Draft<T>>> before, Map<String, List<Draft<T>>> after) {
        var changed = new HashSet<String>();
        after.forEach((name, drafts) -> {
            if (!drafts.equals(before.get(name))) {
                changed.add(name);
            }
        });
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(changed::add);
        return changed;
    }

    private static <T> List<T> valid(List<Draft<T>> drafts) {
        var valid = new ArrayList<T>();
        for (var draft : drafts) {
            if (draft.decoded() instanceof Decoded.Valid<T>(T record)) {
                valid.add(record);
            }
        }
        return valid;
    }

    /** The entries as they were, those of some names judged anew; a name that stands in two places is invalid in both. */
    private static <T> SortedMap<String, Entry<T>> entries(
            SortedMap<String, Entry<T>> before,
            Set<String> judged,
            Map<String, List<Draft<T>>> drafts,
            Function<Draft<T>, Entry<T>> judge) {
        if (judged.isEmpty()) {
            return before;
        }
        var entries = new TreeMap<>(before);
        for (String name : judged) {
            var same = drafts.get(name);
            if (same == null) {
                entries.remove(name);
            } else {
                entries.put(name, same.size() == 1 ? judge.apply(same.getFirst()) : twice(same));
            }
        }
        return Collections.unmodifiableSortedMap(entries);
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
