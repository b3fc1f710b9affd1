package dev.belay.store;

import dev.belay.model.Check.Flow.Step;
import dev.belay.model.Ordered;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the steps of a flow, in their order, since a capture may be used by later steps only. Good for one flow. */
final class FlowReader {
    private static final String[] METHODS = {"get", "post", "put", "patch", "delete", "head"};
    private static final int MOST_STEPS = 50;

    private static final Text<String> CAPTURE = Text.matching(
            "a capture's name: letters, digits, _ and - up to 63, a letter first", "[A-Za-z][A-Za-z0-9_-]{0,62}");
    private static final Text<String> CAPTURED = new Text<>(
                    "a JSON path such as $.token, or header:NAME",
                    Form.like("header:" + CheckReader.TOKEN + "|" + CheckReader.PATH),
                    scalar -> scalar.text().startsWith("header:") ? scalar.text() : CheckReader.JSON_PATH.of(scalar))
            .such("$.token", "header:Location");

    private static final Text<String> NUMBER = new Text<>(
            "a number in its shortest form, of up to 15 digits and 6 decimals, or text in quotes",
            new Form.Any(),
            scalar -> scalar.isExactNumber() ? scalar.text() : null);

    private final Set<String> captures = new LinkedHashSet<>();
    private final Placeholders text = capturing(Text.MAYBE_EMPTY);

    private FlowReader() {}

    static Read<List<Step>> read(Part part) {
        var steps = part.items(new FlowReader()::step);
        int count = steps.isPresent() ? steps.get().size() : 0;
        String found = count + " steps";
        String expected = "1 to " + MOST_STEPS;
        return part.atMost(MOST_STEPS, part.some(steps, List::isEmpty, found, expected), found, expected);
    }

    private Placeholders capturing(Text<String> form) {
        return new Placeholders(form, captures, false);
    }

    private Read<Step> step(Part part) {
        return part.object(fields -> {
            fields.exactlyOneOf(METHODS);
            var method = "";
            var url = Read.<String>nothing();
            for (String word : METHODS) {
                var given = fields.optional(word, "The address that is asked.", Urls.holding(this::capturing));
                if (fields.has(word)) {
                    method = word;
                    url = given;
                }
            }
            return step(fields, method.toUpperCase(Locale.ROOT), url);
        });
    }

    private Read<Step> step(Fields fields, String method, Read<String> url) {
        var headers = fields.optional("headers", "What is sent.", given -> CheckReader.headers(given, this::capturing));
        var json = fields.optional("json", "The body that is sent, as JSON.", given -> given.tree(this::json));
        var status = fields.optional("status", "The answer's status; without it any of 2xx.", Text.number(100, 599));
        var contains = fields.optional("contains", "Text of the answer's body.", capturing(Text.ANY));
        var expect = fields.optional(
                "expect",
                "JSON path to the text that stands there in the answer's body.",
                given -> given.entries(CheckReader.JSON_PATH, text));
        var capture = fields.optional(
                "capture", "Name to JSON path, or header:NAME: what later steps write as {name}.", this::capture);
        for (String body : List.of("contains", "expect")) {
            fields.apart(body, "head", "the answer to a HEAD has no body", "get instead of head");
        }
        return fields.done(() -> new Step(
                method,
                url.get(),
                sorted(headers),
                json.orNull(),
                status.orNull(),
                contains.orNull(),
                sorted(expect),
                sorted(capture)));
    }

    private static SortedMap<String, String> sorted(Read<SequencedMap<String, String>> entries) {
        return entries.isPresent() ? Ordered.sorted(entries.get()) : new TreeMap<>();
    }

    /** Names that are given wrongly count all the same: one problem is enough. */
    private Read<SequencedMap<String, String>> capture(Part part) {
        var read = part.entries(CAPTURE, CAPTURED);
        if (part.node() instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> captures.add(entry.key()));
        }
        return read;
    }

    private Read<String> json(Part part) {
        if (part.node() instanceof Node.Null) {
            return part.fail("null", "a body, or no such field");
        }
        return value(part).isPresent() ? Read.of(JsonWriter.compact(part.node())) : Read.nothing();
    }

    /** Any tree; its scalars are what JSON takes them for. */
    private Read<?> value(Part part) {
        return switch (part.node()) {
            case Node.Mapping mapping -> part.entries(text, this::known);
            case Node.Sequence sequence -> part.items(this::known);
            case Node.Scalar scalar ->
                !scalar.quoted() && JsonWriter.looksLikeNumber(scalar.text()) ? NUMBER.read(part) : text.read(part);
            case Node.Null nothing -> Read.of(nothing);
        };
    }

    private Read<Node> known(Part part) {
        return value(part).isPresent() ? Read.of(part.node()) : Read.nothing();
    }
}
