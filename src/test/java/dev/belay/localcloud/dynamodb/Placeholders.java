package dev.belay.localcloud.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A request's ExpressionAttributeNames and ExpressionAttributeValues, and which of them its expressions have used. */
final class Placeholders {
    /** The developer guide's "Reserved words in DynamoDB": they stand in an expression only behind a {@code #name}. */
    private static final Set<String> RESERVED = reserved();

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Attribute> values = new LinkedHashMap<>();
    private final Set<String> unusedNames;
    private final Set<String> unusedValues;

    Placeholders(JsonNode names, JsonNode values) {
        if (values.isObject() && values.isEmpty()) {
            throw Refusal.invalid("ExpressionAttributeValues must not be empty");
        }
        names.properties().forEach(n -> {
            if (!n.getKey().startsWith("#")) {
                throw Refusal.invalid(
                        "ExpressionAttributeNames contains invalid key: Syntax error; key: \"" + n.getKey() + "\"");
            }
            this.names.put(n.getKey(), n.getValue().asText());
        });
        values.properties().forEach(v -> {
            if (!v.getKey().startsWith(":")) {
                throw Refusal.invalid(
                        "ExpressionAttributeValues contains invalid key: Syntax error; key: \"" + v.getKey() + "\"");
            }
            this.values.put(v.getKey(), AttributeJson.value(v.getValue()));
        });
        unusedNames = new TreeSet<>(this.names.keySet());
        unusedValues = new TreeSet<>(this.values.keySet());
    }

    /** The attribute that a word of an expression names. */
    String name(Tokens tokens, String word) {
        if (word.startsWith("#")) {
            String name = names.get(word);
            if (name == null) {
                throw tokens.refused(
                        "An expression attribute name used in the document path is not defined; attribute name: "
                                + word);
            }
            unusedNames.remove(word);
            return name;
        }
        if (!Character.isLetter(word.charAt(0)) && word.charAt(0) != '_') {
            throw tokens.syntax();
        }
        if (RESERVED.contains(word.toUpperCase(Locale.ROOT))) {
            throw tokens.refused("Attribute name is a reserved keyword; reserved keyword: " + word);
        }
        return word;
    }

    Attribute value(Tokens tokens, String word) {
        Attribute value = values.get(word);
        if (value == null) {
            throw tokens.refused(
                    "An expression attribute value used in expression is not defined; attribute value: " + word);
        }
        unusedValues.remove(word);
        return value;
    }

    /** Refuses placeholders that no expression of the request used. */
    void refuseUnused() {
        if (!unusedValues.isEmpty()) {
            throw Refusal.invalid("Value provided in ExpressionAttributeValues unused in expressions: keys: {"
                    + String.join(", ", unusedValues) + "}");
        }
        if (!unusedNames.isEmpty()) {
            throw Refusal.invalid("Value provided in ExpressionAttributeNames unused in expressions: keys: {"
                    + String.join(", ", unusedNames) + "}");
        }
    }

    private static Set<String> reserved() {
        try (InputStream list = Objects.requireNonNull(Placeholders.class.getResourceAsStream("reserved-words.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
