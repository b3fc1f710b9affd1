package dev.belay.localcloud.dynamodb;

import dev.belay.localcloud.dynamodb.Attribute.Document;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** One table and its items. Not thread-safe: the simulator's lock guards it. */
final class Table {
    private static final int LARGEST_ITEM = 400 * 1024;

    final String name;
    final KeySchema schema;
    final Instant created;
    private final TreeMap<Key, Document> items = new TreeMap<>();

    Table(String name, KeySchema schema, Instant created) {
        this.name = name;
        this.schema = schema;
        this.created = created;
    }

    Optional<Document> find(Key key) {
        return Optional.ofNullable(items.get(key));
    }

    /** Puts the item in the place of whatever has that key; without one, deletes it. */
    void replace(Key key, Optional<Document> item) {
        if (item.isPresent()) {
            items.put(key, item.get());
        } else {
            items.remove(key);
        }
    }

    static void refuseTooLarge(Document item, String message) {
        if (item.itemSize() > LARGEST_ITEM) {
            throw Refusal.invalid(message);
        }
    }

    /** All items in the order of a scan. */
    List<Document> all() {
        return List.copyOf(items.values());
    }

    /** The items of one partition, by sort key. */
    List<Document> partition(Attribute partition) {
        return items.tailMap(Key.startOf(partition)).entrySet().stream()
                .takeWhile(e -> e.getKey().partition().equals(partition))
                .map(java.util.Map.Entry::getValue)
                .toList();
    }

    long bytes() {
        return items.values().stream().mapToLong(Document::itemSize).sum();
    }

    int count() {
        return items.size();
    }
}
