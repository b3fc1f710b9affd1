package dev.belay.localcloud.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.dynamodb.Attribute.Bag;
import dev.belay.localcloud.dynamodb.Attribute.Binary;
import dev.belay.localcloud.dynamodb.Attribute.Document;
import dev.belay.localcloud.dynamodb.Attribute.Flag;
import dev.belay.localcloud.dynamodb.Attribute.Null;
import dev.belay.localcloud.dynamodb.Attribute.Numeric;
import dev.belay.localcloud.dynamodb.Attribute.Sequence;
import dev.belay.localcloud.dynamodb.Attribute.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Attribute values to and from JSON, with DynamoDB's rules about which values there are. */
final class AttributeJson {
    private static final int DEEPEST = 32;
    private static final int DIGITS = 38;
    private static final BigDecimal GREATEST = new BigDecimal("9.9999999999999999999999999999999999999E+125");
    private static final BigDecimal SMALLEST = new BigDecimal("1E-130");

    private AttributeJson() {}

    /** Reads an item or a key: an object of attribute values. */
    static Document item(JsonNode node) {
        return document(node, 0);
    }

    static Attribute value(JsonNode node) {
        return value(node, 0);
    }

    private static Document document(JsonNode node, int depth) {
        if (!node.isObject()) {
            throw Refusal.malformed("Start of structure or map found where not expected");
        }
        Map<String, Attribute> fields = new LinkedHashMap<>();
        node.properties().forEach(p -> fields.put(p.getKey(), value(p.getValue(), depth + 1)));
        return new Document(Collections.unmodifiableMap(fields));
    }

    private static Attribute value(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            throw Refusal.invalid("Nesting Levels have exceeded supported limits");
        }
        if (!node.isObject()) {
            throw Refusal.malformed("Unexpected value type in payload");
        }
        if (node.size() != 1) {
            throw Refusal.invalid(
                    node.isEmpty()
                            ? "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
                            : "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
        }
        Map.Entry<String, JsonNode> only = node.properties().iterator().next();
        JsonNode v = only.getValue();
        return switch (only.getKey()) {
            case "S" -> new Text(text(v));
            case "N" -> number(text(v));
            case "B" -> binary(text(v));
            case "BOOL" -> new Flag(bool(v));
            case "NULL" -> nothing(bool(v));
            case "L" -> new Sequence(elements(v, e -> value(e, depth + 1)));
            case "M" -> document(v, depth);
            case "SS" -> bag("SS", "An string set  may not be empty", elements(v, e -> new Text(text(e))), v);
            case "NS" -> bag("NS", "An number set  may not be empty", elements(v, e -> number(text(e))), v);
            case "BS" -> bag("BS", "Binary sets should not be empty", elements(v, e -> binary(text(e))), v);
            default ->
                throw Refusal.invalid(
                        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        };
    }

    private static List<Attribute> elements(JsonNode node, Function<JsonNode, Attribute> read) {
        if (!node.isArray()) {
            throw Refusal.malformed("Unexpected value type in payload");
        }
        List<Attribute> elements = new ArrayList<>();
        node.forEach(e -> elements.add(read.apply(e)));
        return Collections.unmodifiableList(elements);
    }

    private static Bag bag(String type, String whenEmpty, List<Attribute> elements, JsonNode sent) {
        if (elements.isEmpty()) {
            throw Refusal.invalidParameter(whenEmpty);
        }
        Set<Attribute> members = new LinkedHashSet<>(elements);
        if (members.size() < elements.size()) {
            List<String> texts = sent.valueStream().map(JsonNode::asText).toList();
            throw Refusal.invalidParameter("Input collection " + texts + " contains duplicates.");
        }
        return new Bag(type, Collections.unmodifiableSet(members));
    }

    private static Null nothing(boolean isNull) {
        if (!isNull) {
            throw Refusal.invalidParameter("Null attribute value types must have the value of true");
        }
        return new Null();
    }

    private static Numeric number(String text) {
        BigDecimal read;
        try {
            read = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw Refusal.invalid("The parameter cannot be converted to a numeric value: " + text);
        }
        BigDecimal plain = read.signum() == 0 ? BigDecimal.ZERO : read.stripTrailingZeros();
        if (plain.precision() > DIGITS) {
            throw Refusal.invalid("Attempting to store more than 38 significant digits in a Number");
        }
        if (plain.abs().compareTo(GREATEST) > 0) {
            throw Refusal.invalid(
                    "Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (plain.signum() != 0 && plain.abs().compareTo(SMALLEST) < 0) {
            throw Refusal.invalid(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
        return new Numeric(plain);
    }

    private static Binary binary(String base64) {
        try {
            return new Binary(
                    Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            throw Refusal.malformed("Invalid Base64: " + base64);
        }
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw Refusal.malformed(node.getNodeType() + "_VALUE cannot be converted to String");
        }
        return node.textValue();
    }

    private static boolean bool(JsonNode node) {
        if (!node.isBoolean()) {
            throw Refusal.malformed(node.getNodeType() + "_VALUE cannot be converted to Boolean");
        }
        return node.booleanValue();
    }

    static ObjectNode write(Document document) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        document.fields().forEach((name, value) -> out.set(name, write(value)));
        return out;
    }

    private static ObjectNode write(Attribute value) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        return switch (value) {
            case Text(String text) -> out.put("S", text);
            case Numeric(BigDecimal number) -> out.put("N", number.toPlainString());
            case Binary(String base64) -> out.put("B", base64);
            case Flag(boolean flag) -> out.put("BOOL", flag);
            case Null _ -> out.put("NULL", true);
            case Sequence(List<Attribute> elements) -> {
                ArrayNode all = out.putArray("L");
                elements.forEach(e -> all.add(write(e)));
                yield out;
            }
            case Document document -> out.set("M", write(document));
            case Bag(String type, Set<Attribute> members) -> {
                ArrayNode all = out.putArray(type);
                members.forEach(m -> all.add(write(m).iterator().next()));
                yield out;
            }
        };
    }
}
