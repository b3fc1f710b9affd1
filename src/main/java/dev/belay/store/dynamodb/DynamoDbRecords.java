package dev.belay.store.dynamodb;

import dev.belay.model.Failure;
import dev.belay.model.RecordKind;
import dev.belay.store.ContentHash;
import dev.belay.store.Node;
import dev.belay.store.RecordListing;
import dev.belay.store.RecordName;
import dev.belay.store.RecordStore;
import dev.belay.store.StoredRecord;
import dev.belay.store.StoredRecord.Content;
import dev.belay.store.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Records as items that people edit by hand: kind {@code Target}, {@code Pin} or {@code Hold}, and the record's own
 * fields as attributes. The revision that readers see is the item's {@code revision}, 0 where there is none, and a hash of its
 * content, so that an edit is noticed whether or not somebody raised the number.
 */
final class DynamoDbRecords implements RecordStore {
    private static final String REVISION = "revision";
    private static final List<String> FIELDS = List.of("apiVersion", "metadata", "spec", REVISION);

    /** Attributes that are no fields of the record. */
    private static final Set<String> NO_FIELDS = Set.of(Table.KIND, Table.NAME, REVISION, Table.WRITER, Table.SEQUENCE);

    private final Table table;
    private final Writer writer;

    DynamoDbRecords(Table table, Writer writer) {
        this.table = table;
        this.writer = writer;
    }

    @Override
    public RecordListing list(@Nullable RecordListing previous) {
        List<StoredRecord> records = new ArrayList<>();
        for (RecordKind kind : RecordKind.values()) {
            for (var item : table.items(kind.word())) {
                records.add(record(kind, Table.text(item, Table.NAME), item));
            }
        }
        return RecordListing.of(records, previous);
    }

    @Override
    public @Nullable StoredRecord read(RecordKind kind, String name) {
        if (!RecordName.isValid(name)) {
            return null;
        }
        var item = table.get(kind.word(), name);
        return item.isEmpty() ? null : record(kind, name, item);
    }

    @Override
    public String write(RecordKind kind, String name, Node.Mapping record, @Nullable String expected) {
        RecordName.require(name);
        var stored = table.get(kind.word(), name);
        requireUnmoved(kind, name, stored, expected);
        Writer.Stamp stamp = writer.stamp();
        Map<String, AttributeValue> item = new LinkedHashMap<>(fields(kind, record));
        item.put(REVISION, AttributeValue.fromN(next(stored)));
        item.putAll(Table.stamp(stamp));
        Condition condition = stored.isEmpty() ? Condition.absent() : unchanged(stored);
        return Writer.settled(
                () -> {
                    table.put(kind.word(), name, item, condition);
                    return revision(item);
                },
                () -> {
                    // By content as well as by stamp: who edits an item by hand may leave the stamp where it was.
                    var now = table.get(kind.word(), name);
                    boolean ours = Table.isStamped(now, stamp) && revision(now).equals(revision(item));
                    return ours ? revision(now) : null;
                });
    }

    @Override
    public void delete(RecordKind kind, String name, String expected) {
        RecordName.require(name);
        var stored = table.get(kind.word(), name);
        if (stored.isEmpty()) {
            return;
        }
        requireUnmoved(kind, name, stored, expected);
        Writer.settled(
                () -> {
                    table.delete(kind.word(), name, unchanged(stored));
                    return expected;
                },
                () -> table.get(kind.word(), name).isEmpty() ? expected : null);
    }

    private static Condition unchanged(Map<String, AttributeValue> stored) {
        Map<String, AttributeValue> read = new LinkedHashMap<>(stored);
        read.keySet().removeAll(List.of(Table.KIND, Table.NAME));
        return Condition.unchanged(read, FIELDS);
    }

    private static void requireUnmoved(
            RecordKind kind, String name, Map<String, AttributeValue> stored, @Nullable String expected) {
        if (!Objects.equals(stored.isEmpty() ? null : revision(stored), expected)) {
            String now =
                    stored.isEmpty() ? "is not there" : expected == null ? "is there already" : "was changed meanwhile";
            throw new Failure.Conflict(kind.word() + " " + name + " " + now).asException();
        }
    }

    private StoredRecord record(RecordKind kind, String name, Map<String, AttributeValue> item) {
        return new StoredRecord(kind, name, table.place(kind.word(), name), revision(item), content(name, item));
    }

    private static Content content(String name, Map<String, AttributeValue> item) {
        AttributeValue number = item.get(REVISION);
        if (number != null && number.n() == null) {
            return new Content.Unreadable("the attribute revision is of type " + number.type() + ", not a number (N)");
        }
        Map<String, AttributeValue> fields = fields(item);
        fields.put(Table.KIND, item.getOrDefault(Table.KIND, AttributeValue.fromS("")));
        // The sort key is the record's name; nobody needs to write it twice.
        AttributeValue metadata = fields.getOrDefault("metadata", AttributeValue.fromM(Map.of()));
        if (metadata.hasM()) {
            Map<String, AttributeValue> named = new LinkedHashMap<>(metadata.m());
            named.putIfAbsent("name", AttributeValue.fromS(name));
            fields.put("metadata", AttributeValue.fromM(named));
        }
        try {
            return new Content.Tree(Attributes.mapping("", fields));
        } catch (Attributes.NoRecordException e) {
            return new Content.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    /** The attributes that are fields of the record; unknown ones as well, for the decoder to refuse. */
    private static Map<String, AttributeValue> fields(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> fields = new LinkedHashMap<>(item);
        fields.keySet().removeAll(NO_FIELDS);
        return fields;
    }

    /** A record's tree as attributes; its kind is the key. */
    private static Map<String, AttributeValue> fields(RecordKind kind, Node.Mapping record) {
        Map<String, AttributeValue> all = Attributes.values(record);
        if (!AttributeValue.fromS(kind.word()).equals(all.remove(Table.KIND))) {
            throw new Failure.Invalid("a record of another kind than " + kind.word()).asException();
        }
        return fields(all);
    }

    private static String next(Map<String, AttributeValue> stored) {
        return new BigDecimal(number(stored)).add(BigDecimal.ONE).toPlainString();
    }

    private static String number(Map<String, AttributeValue> item) {
        AttributeValue number = item.get(REVISION);
        return number == null || number.n() == null ? "0" : number.n();
    }

    private static String revision(Map<String, AttributeValue> item) {
        var text = new StringBuilder();
        Attributes.canonical(fields(item), text);
        return number(item) + "-" + ContentHash.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
