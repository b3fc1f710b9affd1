package dev.belay.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;

/** A tree as those see it who take plain scalars for what YAML 1.2's core schema takes them: editors, and their schemas. */
final class CoreYaml {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CoreYaml() {}

    static JsonNode json(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> {
                var object = JSON.objectNode();
                mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
                yield object;
            }
            case Node.Sequence sequence -> {
                var array = JSON.arrayNode();
                sequence.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case Node.Null nothing -> JSON.nullNode();
            case Node.Scalar scalar -> scalar.quoted() ? JSON.textNode(scalar.text()) : plain(scalar.text());
        };
    }

    private static JsonNode plain(String text) {
        if (text.matches("true|True|TRUE|false|False|FALSE")) {
            return JSON.booleanNode(text.equalsIgnoreCase("true"));
        }
        if (text.matches("0o[0-7]+|0x[0-9a-fA-F]+")) {
            return JSON.numberNode(Long.parseLong(text.substring(2), text.charAt(1) == 'o' ? 8 : 16));
        }
        return text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")
                ? JSON.numberNode(new BigDecimal(text))
                : JSON.textNode(text);
    }
}
