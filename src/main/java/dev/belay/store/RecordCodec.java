package dev.belay.store;

import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.model.Pin;
import dev.belay.model.RecordKind;
import dev.belay.model.RollbackRequest;
import dev.belay.model.Target;
import java.util.List;
import java.util.function.Function;

/**
 * Records to and from text and trees. Pure: the same text gives the same record or the same problems, anywhere. What a record
 * says of other records is looked at by {@link Catalog}, not here.
 */
public final class RecordCodec {
    /** As it stands in every record. */
    public static final String API_VERSION = "belay.dev/v1";

    private static final Reader<Target> TARGET = reader(RecordKind.TARGET, TargetReader::read);
    private static final Reader<Pin> PIN = reader(RecordKind.PIN, PinReader::read);
    private static final Reader<Hold> HOLD = reader(RecordKind.HOLD, HoldReader::read);

    private RecordCodec() {}

    /**
     * Reads one YAML or JSON document into a tree. Refused are texts over 1 MiB, more than one document, tags, merges, anchors
     * that hold themselves or expand beyond 50,000 nodes, control characters, and nesting beyond 40 levels.
     *
     * @param place where the text comes from, for the messages; one that ends in {@code .json} is read as JSON
     */
    public static Decoded<Node> parse(String place, String text) {
        try {
            return new Decoded.Valid<>(RecordText.read(place, text));
        } catch (RecordText.Refused e) {
            return new Decoded.Invalid<>(List.of(e.problem(place)));
        }
    }

    /** The tree of a record as a store holds it. */
    public static Decoded<Node> tree(StoredRecord stored) {
        return switch (stored.content()) {
            case StoredRecord.Content.Text(String text) -> parse(stored.place(), text);
            case StoredRecord.Content.Tree(Node tree) -> new Decoded.Valid<>(tree);
            case StoredRecord.Content.Unreadable(String why) ->
                new Decoded.Invalid<>(List.of(Problem.whole(stored.place(), "can't be read: " + why)));
        };
    }

    /** A tree as a target, by every rule that needs no other record. */
    public static Decoded<Target> target(String place, Node tree) {
        return decoded(place, tree, TARGET);
    }

    /** A tree as a pin, by every rule that needs no other record. */
    public static Decoded<Pin> pin(String place, Node tree) {
        return decoded(place, tree, PIN);
    }

    /** A tree as a hold. */
    public static Decoded<Hold> hold(String place, Node tree) {
        return decoded(place, tree, HOLD);
    }

    /** What a request to roll back says: the fields of a pin that fit, {@code to} and {@code freeze}. */
    public static Decoded<RollbackRequest> rollback(String place, Node tree) {
        return decoded(place, tree, RequestReader::rollback);
    }

    /** The reason that a request gives, which it must. */
    public static Decoded<String> reason(String place, Node tree) {
        return decoded(place, tree, RequestReader::reason);
    }

    /** Whether a text can stand in a record as a version. */
    public static boolean isVersion(String text) {
        return Names.VERSION.of(new Node.Scalar(null, text, true)) != null;
    }

    /** Whether a text can stand in a record as a revision of a task definition. */
    public static boolean isRevision(String text) {
        return Names.TASK_DEFINITION.of(new Node.Scalar(null, text, true)) != null;
    }

    /** A target as a tree, with every default written out, so that it stays what it is when defaults change. */
    public static Node.Mapping encode(Target target) {
        return TargetWriter.target(target);
    }

    public static Node.Mapping encode(Pin pin) {
        return RecordWriter.pin(pin);
    }

    public static Node.Mapping encode(Hold hold) {
        return RecordWriter.hold(hold);
    }

    /** A tree as YAML text that {@link #parse} reads back as the same tree, positions aside. */
    public static String toYaml(Node node) {
        return YamlWriter.write(node);
    }

    /** A tree as JSON text on one line, which {@link #parse} reads back as the same tree, positions aside. */
    public static String toJson(Node node) {
        return JsonWriter.compact(node);
    }

    private static <T> Decoded<T> decoded(String place, Node tree, Reader<T> reader) {
        var problems = new Problems(place);
        Read<T> read = reader.read(new Given("", tree, problems));
        return problems.count() == 0 ? new Decoded.Valid<>(read.get()) : new Decoded.Invalid<>(problems.all());
    }

    /** What the records of a kind may hold. */
    static Shape shape(RecordKind kind) {
        return Sketch.of(
                switch (kind) {
                    case TARGET -> TARGET;
                    case PIN -> PIN;
                    case HOLD -> HOLD;
                });
    }

    private static <T> Reader<T> reader(RecordKind kind, Reader<Function<Metadata, T>> spec) {
        return part -> part.object(fields -> {
            fields.required("apiVersion", "The form of the record.", Text.only(API_VERSION));
            fields.required("kind", "What the record is.", Text.only(kind.word()));
            var metadata = fields.required("metadata", "Its name and labels.", Names::metadata);
            var body = fields.required("spec", "What it says.", spec);
            return fields.done(() -> body.get().apply(metadata.get()));
        });
    }
}
