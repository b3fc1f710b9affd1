package dev.belay.publish;

import dev.belay.model.RecordKind;
import dev.belay.publish.PublishRequest.SubmittedRecord;
import dev.belay.store.Decoded;
import dev.belay.store.Node;
import dev.belay.store.Problem;
import dev.belay.store.RecordCodec;
import dev.belay.store.RecordFile;
import dev.belay.store.RecordName;
import dev.belay.store.StoredRecord;
import dev.belay.store.StoredRecord.Content;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of a directory, each in order by itself. What they say of each other is looked at by {@link Outlook}. */
record Directory(SortedMap<RecordKey, Wanted> records) {
    /** What stands in a pin that is filled in. */
    private static final String BY = "by";

    private static final String REASON = "reason";

    /**
     * Reads all files.
     *
     * @param author of pins that name none
     */
    static Decoded<Directory> read(PublishRequest request, String author) {
        var records = new TreeMap<RecordKey, Wanted>();
        var problems = new ArrayList<Problem>();
        Set<String> places = new HashSet<>();
        for (SubmittedRecord submitted : request.records()) {
            Optional<RecordKey> key = key(submitted.place());
            if (key.isEmpty() || !places.add(submitted.place())) {
                problems.add(Problem.whole(
                        shown(submitted.place()),
                        key.isEmpty()
                                ? "no place of a record; expected targets/NAME.yaml, pins/NAME.yaml or holds/NAME.yaml"
                                : "stands in the request twice"));
                continue;
            }
            switch (read(key.get(), submitted, author, request.reason())) {
                case Decoded.Valid<Wanted>(Wanted wanted) -> {
                    Wanted other = records.put(wanted.key(), wanted);
                    if (other != null) {
                        problems.add(Problem.whole(
                                wanted.record().place(),
                                "\"" + wanted.key().name() + "\" stands in "
                                        + other.record().place() + " too"));
                    }
                }
                case Decoded.Invalid<Wanted>(List<Problem> found) -> problems.addAll(found);
            }
        }
        problems.sort(Problem.FROM_THE_TOP);
        return problems.isEmpty() ? new Decoded.Valid<>(new Directory(records)) : new Decoded.Invalid<>(problems);
    }

    /** The files as a store would list them, those at a place of a record: to be compared with each other though one is wrong. */
    static List<StoredRecord> raw(PublishRequest request) {
        var records = new ArrayList<StoredRecord>();
        for (SubmittedRecord submitted : request.records()) {
            key(submitted.place()).ifPresent(key -> records.add(raw(key, submitted)));
        }
        return records;
    }

    private static StoredRecord raw(RecordKey key, SubmittedRecord submitted) {
        return new StoredRecord(key.kind(), key.name(), submitted.place(), "", new Content.Text(submitted.text()));
    }

    private static Optional<RecordKey> key(String place) {
        int slash = place.indexOf('/');
        for (RecordKind kind : RecordKind.values()) {
            if (slash > 0 && place.substring(0, slash).equals(kind.folder())) {
                return RecordFile.recordName(place.substring(slash + 1))
                        .filter(RecordName::isValid)
                        .map(name -> new RecordKey(kind, name));
            }
        }
        return Optional.empty();
    }

    private static Decoded<Wanted> read(
            RecordKey key, SubmittedRecord submitted, String author, @Nullable String reason) {
        StoredRecord record = raw(key, submitted);
        return RecordCodec.parse(record.place(), submitted.text())
                .then(tree -> valid(key, record.place(), tree))
                .then(tree -> {
                    Node.Mapping written = key.kind() == RecordKind.PIN ? filled(tree, author, reason) : tree;
                    var said = valid(key, record.place(), written);
                    return said.then(same ->
                            new Decoded.Valid<>(new Wanted(key, record, same, said(record, same), said(record, tree))));
                });
    }

    private static Said said(StoredRecord record, Node tree) {
        return Said.of(new StoredRecord(
                record.kind(), record.name(), record.place(), record.revision(), new Content.Tree(tree)));
    }

    private static Decoded<Node.Mapping> valid(RecordKey key, String place, Node tree) {
        var decoded = switch (key.kind()) {
            case TARGET -> RecordCodec.target(place, tree);
            case PIN -> RecordCodec.pin(place, tree);
            case HOLD -> RecordCodec.hold(place, tree);
        };
        return decoded.problems().isEmpty() && tree instanceof Node.Mapping mapping
                ? new Decoded.Valid<>(mapping)
                : new Decoded.Invalid<>(decoded.problems());
    }

    private static Node.Mapping filled(Node.Mapping pin, String author, @Nullable String reason) {
        var entries = pin.entries().stream()
                .map(entry -> entry.key().equals("spec") && entry.value() instanceof Node.Mapping spec
                        ? new Node.Entry(entry.at(), "spec", with(with(spec, REASON, reason), BY, author))
                        : entry)
                .toList();
        return new Node.Mapping(pin.at(), entries);
    }

    private static Node.Mapping with(Node.Mapping spec, String key, @Nullable String text) {
        if (text == null
                || spec.entries().stream().anyMatch(entry -> entry.key().equals(key))) {
            return spec;
        }
        var entries = new ArrayList<>(spec.entries());
        entries.add(new Node.Entry(null, key, new Node.Scalar(null, text, true)));
        return new Node.Mapping(spec.at(), entries);
    }

    /** A place comes from outside: it shall not write lines of its own. */
    private static String shown(String place) {
        return place.replaceAll("\\p{Cntrl}", "?");
    }
}
