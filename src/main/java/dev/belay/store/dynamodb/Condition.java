package dev.belay.store.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What must still be so for a write to go through, as DynamoDB is told it. */
record Condition(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
    /** Whatever is there, or nothing. */
    static Condition none() {
        return new Condition("", Map.of(), Map.of());
    }

    /** There is no such item. */
    static Condition absent() {
        return new Condition("attribute_not_exists(#kind)", Map.of("#kind", Table.KIND), Map.of());
    }

    /**
     * The item is as it was read: each attribute equal, and none of the others there.
     *
     * @param read without the key, which says itself
     * @param others attributes that were missing and would matter
     */
    static Condition unchanged(Map<String, AttributeValue> read, List<String> others) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        List<String> terms = new ArrayList<>();
        names.put("#kind", Table.KIND);
        terms.add("attribute_exists(#kind)");
        new TreeMap<>(read).forEach((name, value) -> {
            String alias = "a" + names.size();
            names.put("#" + alias, name);
            values.put(":" + alias, value);
            terms.add("#" + alias + " = :" + alias);
        });
        others.stream().filter(name -> !read.containsKey(name)).forEach(name -> {
            String alias = "#a" + names.size();
            names.put(alias, name);
            terms.add("attribute_not_exists(" + alias + ")");
        });
        return new Condition(String.join(" AND ", terms), names, values);
    }

    /** For the request, in which an empty one is an error. */
    @Nullable
    String expressionOrNull() {
        return expression.isEmpty() ? null : expression;
    }

    @Nullable
    Map<String, String> namesOrNull() {
        return names.isEmpty() ? null : names;
    }

    @Nullable
    Map<String, AttributeValue> valuesOrNull() {
        return values.isEmpty() ? null : values;
    }
}
