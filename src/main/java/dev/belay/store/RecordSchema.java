package dev.belay.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.model.RecordKind;
import dev.belay.model.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * JSON Schemas (2020-12) of the records, made of what the readers ask for. A schema takes every record that the codec takes. What
 * it can't say it lets through: what fields of different parts say of each other, and what a text means beyond its form.
 *
 * <p>{@code patternErrorMessage} is an editor's word, which validators pass over.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-validation">JSON Schema Validation</a>
 */
public final class RecordSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RecordSchema() {}

    /** The schema of a kind of record, as JSON text. */
    public static String of(RecordKind kind) {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", kind.word());
        schema.put(
                "description",
                switch (kind) {
                    case TARGET -> "What Belay manages, and how. Changes seldom.";
                    case PIN -> "Which version a target is held to: the record to edit.";
                    case HOLD -> "What Belay must not do for now.";
                });
        schema.setAll(schema(RecordCodec.shape(kind)));
        return schema.toPrettyString() + "\n";
    }

    private static ObjectNode schema(Shape shape) {
        return switch (shape) {
            case Shape.Structure structure -> structure(structure);
            case Shape.Dictionary(Shape keys, Shape values, int least) -> {
                ObjectNode schema = JSON.objectNode().put("type", "object");
                schema.set("propertyNames", schema(keys));
                schema.set("additionalProperties", schema(values));
                yield least == 0 ? schema : schema.put("minProperties", least);
            }
            case Shape.Series series -> series(series);
            case Shape.Scalar(Text<?> text, boolean references) -> scalar(text, references);
            case Shape.Either(Shape word, Shape other) -> {
                ObjectNode schema = JSON.objectNode();
                schema.putArray("anyOf").add(schema(word)).add(schema(other));
                yield schema;
            }
            case Shape.Tree tree -> types(JSON.objectNode(), List.of("object", "array", "string", "number", "boolean"));
        };
    }

    private static ObjectNode structure(Shape.Structure structure) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        var required = new ArrayList<String>();
        structure.fields().forEach((key, field) -> {
            ObjectNode property = properties.putObject(key).put("description", field.about());
            property.setAll(schema(field.shape()));
            if (field.fallback() != null) {
                property.set("default", json(field.fallback()));
            }
            if (field.required()) {
                required.add(key);
            }
        });
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) {
            texts(schema.putArray("required"), required);
        }
        structure.rules().forEach(rule -> rule(schema, rule));
        return schema;
    }

    private static void rule(ObjectNode schema, Shape.Rule rule) {
        switch (rule) {
            case Shape.Rule.ExactlyOne(List<String> keys) -> choices(schema.putArray("oneOf"), keys);
            case Shape.Rule.AtLeastOne(List<String> keys) -> choices(schema.putArray("anyOf"), keys);
            case Shape.Rule.Needs(String key, String other) ->
                schema.withObjectProperty("dependentRequired").putArray(key).add(other);
            case Shape.Rule.Apart(String key, String other) -> {
                ObjectNode without =
                        schema.withObjectProperty("dependentSchemas").putObject(key);
                without.putObject("not").putArray("required").add(other);
            }
        }
    }

    private static void choices(ArrayNode choices, List<String> keys) {
        keys.forEach(key -> choices.addObject().putArray("required").add(key));
    }

    private static ObjectNode series(Shape.Series series) {
        ObjectNode schema = JSON.objectNode().put("type", "array");
        schema.set("items", schema(series.items()));
        if (series.least() > 0) {
            schema.put("minItems", series.least());
        }
        if (series.most() < Integer.MAX_VALUE) {
            schema.put("maxItems", series.most());
        }
        return series.once() ? schema.put("uniqueItems", true) : schema;
    }

    private static ObjectNode scalar(Text<?> text, boolean references) {
        ObjectNode schema = JSON.objectNode();
        switch (text.form()) {
            case Form.Words(var words) -> {
                schema.put("type", "string");
                texts(schema.putArray("enum"), words.sequencedKeySet());
            }
            case Form.Whole(int least, int most) ->
                schema.put("type", "integer").put("minimum", least).put("maximum", most);
            case Form.Flag(boolean mayBeFalse) -> {
                schema.put("type", "boolean");
                if (!mayBeFalse) {
                    schema.put("const", true);
                }
            }
            case Form.Percent percent -> pattern(schema.put("type", "string"), text, Form.Percent.PATTERN.pattern());
            case Form.Any any -> text(schema, text, Form.Any.PATTERN, references);
            case Form.Like(var pattern) -> text(schema, text, pattern.pattern(), references);
            case Form.Told(var pattern) -> text(schema, text, pattern.pattern(), references);
        }
        return examples(schema, text);
    }

    /** YAML and JSON take some texts for numbers or truth values where a record takes them as they are written. */
    private static void text(ObjectNode schema, Text<?> text, String pattern, boolean references) {
        var types = new ArrayList<>(List.of("string"));
        if (takes(pattern, "7", "1.5", "20261120")) {
            types.add("number");
        }
        if (takes(pattern, "true", "false")) {
            types.add("boolean");
        }
        types(schema, types).put("maxLength", Text.LONGEST_TEXT);
        if (types.contains("number") && !takes(pattern, "-7")) {
            schema.put("minimum", 0);
        }
        if (!(text.form() instanceof Form.Any)) {
            pattern(schema, text, pattern);
        }
        if (references) {
            also(schema, "^[^$]*(?:(?:" + Reference.PATTERN + "|\\$(?!\\{))[^$]*)*$", Reference.FORM);
        } else if (takes(pattern, "${secret:shop/password}")) {
            also(schema, "^(?![^\\u0000]*" + Text.REFERENCE + ")", "no reference");
        }
    }

    private static boolean takes(String pattern, String... samples) {
        return Stream.of(samples).anyMatch(sample -> sample.matches(pattern));
    }

    private static void pattern(ObjectNode schema, Text<?> text, String pattern) {
        schema.put("pattern", "^(?:" + ecma(pattern) + ")$").put("patternErrorMessage", "expected " + text.expected());
    }

    private static void also(ObjectNode schema, String pattern, String expected) {
        schema.putArray("allOf").addObject().put("pattern", pattern).put("patternErrorMessage", "expected " + expected);
    }

    /** White space is more in ECMAScript than in Java. */
    private static String ecma(String pattern) {
        return pattern.replace("\\S", "[^ \\t\\n\\u000b\\f\\r]").replace("\\s", " \\t\\n\\u000b\\f\\r");
    }

    private static ObjectNode types(ObjectNode schema, List<String> types) {
        if (types.size() == 1) {
            return schema.put("type", types.getFirst());
        }
        texts(schema.putArray("type"), types);
        return schema;
    }

    private static ObjectNode examples(ObjectNode schema, Text<?> text) {
        if (!text.examples().isEmpty()) {
            texts(schema.putArray("examples"), text.examples());
        }
        return schema;
    }

    private static void texts(ArrayNode array, Collection<String> texts) {
        texts.forEach(array::add);
    }

    private static JsonNode json(Object written) {
        return switch (written) {
            case Boolean flag -> JSON.booleanNode(flag);
            case Integer number -> JSON.numberNode(number);
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode();
                list.forEach(item -> array.add(json(item)));
                yield array;
            }
            default -> JSON.textNode(written.toString());
        };
    }
}
