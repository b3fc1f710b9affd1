package dev.belay.ecs.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Turns what the SDK models into JSON under AWS's own field names and back, by the SDK's own list of fields: a field
 * that a new version of the SDK brings needs nothing here.
 */
final class FieldModel {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private FieldModel() {}

    /** All fields that are set. */
    static ObjectNode json(SdkPojo pojo) {
        ObjectNode object = JSON.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            JsonNode value = value(field.getValueOrDefault(pojo));
            if (value != null) {
                object.set(field.locationName(), value);
            }
        }
        return object;
    }

    private static @Nullable JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case SdkAutoConstructList<?> unset -> null;
            case SdkAutoConstructMap<?, ?> unset -> null;
            case SdkPojo pojo -> json(pojo);
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode();
                list.forEach(item -> array.add(value(item)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = JSON.objectNode();
                map.forEach((key, item) -> object.set(String.valueOf(key), value(item)));
                yield object;
            }
            case Boolean flag -> JSON.booleanNode(flag);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Float number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            case BigDecimal number -> JSON.numberNode(number);
            default -> JSON.textNode(value.toString());
        };
    }

    /**
     * Fills an empty builder.
     *
     * @param problems gets a line for each field that is unknown or of another type; those are left out
     */
    static void fill(SdkPojo builder, ObjectNode from, String path, List<String> problems) {
        Map<String, SdkField<?>> fields = new LinkedHashMap<>();
        builder.sdkFields().forEach(field -> fields.put(field.locationName(), field));
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            SdkField<?> field = fields.get(entry.getKey());
            if (field == null) {
                problems.add(at + ": unknown field; it would be lost");
            } else {
                Object value = read(field, entry.getValue(), at, problems);
                if (value != null) {
                    field.set(builder, value);
                }
            }
        }
    }

    private static @Nullable Object read(SdkField<?> field, JsonNode node, String at, List<String> problems) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        if (node.isNull() || type == null) {
            return null;
        }
        return switch (type) {
            case LIST -> list(field, node, at, problems);
            case MAP -> map(field, node, at, problems);
            case SDK_POJO -> pojo(field, node, at, problems);
            case STRING -> node.isValueNode() ? node.asText() : expected("text", node, at, problems);
            case BOOLEAN -> node.isBoolean() ? node.asBoolean() : expected("true or false", node, at, problems);
            case INTEGER ->
                node.canConvertToInt() && node.isIntegralNumber()
                        ? (Object) node.asInt()
                        : expected("a whole number", node, at, problems);
            case LONG ->
                node.isIntegralNumber() ? (Object) node.asLong() : expected("a whole number", node, at, problems);
            case DOUBLE -> node.isNumber() ? (Object) node.asDouble() : expected("a number", node, at, problems);
            case FLOAT -> node.isNumber() ? (Object) node.floatValue() : expected("a number", node, at, problems);
            default -> expected("something that Belay can send, not " + type, node, at, problems);
        };
    }

    private static @Nullable Object expected(String what, JsonNode node, String at, List<String> problems) {
        String found = node.toString();
        problems.add(
                at + ": expected " + what + ", found " + (found.length() > 60 ? found.substring(0, 60) + "…" : found));
        return null;
    }

    private static @Nullable Object list(SdkField<?> field, JsonNode node, String at, List<String> problems) {
        if (!(node instanceof ArrayNode array)) {
            return expected("a list", node, at, problems);
        }
        SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            Object item = read(member, array.get(i), at + "[" + i + "]", problems);
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    private static @Nullable Object map(SdkField<?> field, JsonNode node, String at, List<String> problems) {
        if (!(node instanceof ObjectNode object)) {
            return expected("an object", node, at, problems);
        }
        SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
        Map<String, Object> items = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Object item = read(member, entry.getValue(), at + "." + entry.getKey(), problems);
            if (item != null) {
                items.put(entry.getKey(), item);
            }
        }
        return items;
    }

    private static @Nullable Object pojo(SdkField<?> field, JsonNode node, String at, List<String> problems) {
        if (!(node instanceof ObjectNode object)) {
            return expected("an object", node, at, problems);
        }
        SdkPojo builder = field.constructor().get();
        fill(builder, object, at, problems);
        return builder instanceof Buildable buildable ? buildable.build() : builder;
    }
}
