package dev.belay.rollout;

import dev.belay.model.RecordKind;
import dev.belay.store.Decoded;
import dev.belay.store.Node;
import dev.belay.store.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request's body says: a whole record, or its spec alone. */
final class Submission {
    /** The place that problems name. */
    static final String PLACE = "request";

    private static final Set<String> OF_A_RECORD = Set.of("apiVersion", "kind", "metadata", "spec");

    private Submission() {}

    /** The body as a whole record of a kind and name. */
    static Decoded<Node> read(RecordKind kind, String name, String body) {
        return RecordCodec.parse(PLACE, body)
                .then(tree ->
                        new Decoded.Valid<>(tree instanceof Node.Mapping mapping ? whole(kind, name, mapping) : tree));
    }

    /** The same with who sent it as its author, where it names none. */
    static Node signed(Node tree, Caller caller) {
        if (!(tree instanceof Node.Mapping record)) {
            return tree;
        }
        var signed = record.entries().stream()
                .map(entry -> entry.key().equals("spec") && entry.value() instanceof Node.Mapping spec && !names(spec)
                        ? new Node.Entry(entry.at(), "spec", with(spec, field("by", text(caller.name()))))
                        : entry)
                .toList();
        return new Node.Mapping(record.at(), signed);
    }

    /**
     * What is asked of a plan: the same as of the deed, but that nobody need say why.
     *
     * @param body null: nothing in particular is asked
     */
    static Decoded<Node> reasoned(@Nullable String body) {
        if (body == null) {
            return new Decoded.Valid<>(new Node.Mapping(null, List.of(field("reason", text("planned")))));
        }
        return RecordCodec.parse(PLACE, body)
                .then(tree -> new Decoded.Valid<>(
                        tree instanceof Node.Mapping mapping
                                        && mapping.entries().stream()
                                                .noneMatch(entry -> entry.key().equals("reason"))
                                ? with(mapping, field("reason", text("planned")))
                                : tree));
    }

    private static boolean names(Node.Mapping spec) {
        return spec.entries().stream().anyMatch(entry -> entry.key().equals("by"));
    }

    private static Node.Mapping with(Node.Mapping mapping, Node.Entry last) {
        var entries = new ArrayList<>(mapping.entries());
        entries.add(last);
        return new Node.Mapping(mapping.at(), entries);
    }

    private static Node.Mapping whole(RecordKind kind, String name, Node.Mapping body) {
        if (body.entries().stream().anyMatch(entry -> OF_A_RECORD.contains(entry.key()))) {
            return body;
        }
        var metadata = new Node.Mapping(null, List.of(field("name", text(name))));
        return new Node.Mapping(
                null,
                List.of(
                        field("apiVersion", text(RecordCodec.API_VERSION)),
                        field("kind", text(kind.word())),
                        field("metadata", metadata),
                        field("spec", body)));
    }

    private static Node.Entry field(String key, Node value) {
        return new Node.Entry(null, key, value);
    }

    private static Node text(String text) {
        return new Node.Scalar(null, text, true);
    }
}
