package dev.belay.localcloud.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.dynamodb.Attribute.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How a query or scan cuts and shows its pages. Limits count what is looked at, before the filter.
 *
 * @param forward whether the items come in ascending order
 * @param limit the most items to look at
 * @param bytes the most bytes to look at
 * @param count only the counts are asked for
 */
record Page(
        KeySchema schema,
        boolean forward,
        int limit,
        int bytes,
        Optional<Condition> filter,
        UnaryOperator<Document> projection,
        boolean count) {
    /**
     * The page that follows the item with the key {@code after}.
     *
     * @param items all that the read could see, in its order
     */
    ObjectNode of(List<Document> items, Optional<Document> after) {
        List<Document> rest = rest(items, after);
        List<Document> looked = new ArrayList<>();
        int size = 0;
        for (Document item : rest) {
            size += item.itemSize();
            if (looked.size() == limit || (size > bytes && !looked.isEmpty())) {
                break;
            }
            looked.add(item);
        }
        List<Document> found = looked.stream()
                .filter(item -> filter.isEmpty() || filter.get().holds(item))
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (!count) {
            ArrayNode shown = answer.putArray("Items");
            found.forEach(item -> shown.add(AttributeJson.write(projection.apply(item))));
        }
        answer.put("Count", found.size()).put("ScannedCount", looked.size());
        // DynamoDB can't tell whether more would follow: a page that its limit ended names its last key in any case.
        if (looked.size() == limit || looked.size() < rest.size()) {
            answer.set("LastEvaluatedKey", AttributeJson.write(schema.keyOf(looked.getLast())));
        }
        return answer;
    }

    /** The start need not be there any more: what follows it in order is what counts. */
    private List<Document> rest(List<Document> items, Optional<Document> after) {
        if (after.isEmpty()) {
            return items;
        }
        Key start = schema.ofKey(after.get());
        return items.stream()
                .filter(item -> {
                    int order = schema.ofItem(item).compareTo(start);
                    return forward ? order > 0 : order < 0;
                })
                .toList();
    }
}
