package dev.belay.localcloud.dynamodb;

import dev.belay.localcloud.dynamodb.Attribute.Binary;
import dev.belay.localcloud.dynamodb.Attribute.Document;
import dev.belay.localcloud.dynamodb.Attribute.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which attributes make up a table's primary key. */
record KeySchema(Part partition, Optional<Part> sort) {
    private static final int LONGEST_PARTITION = 2_048;
    private static final int LONGEST_SORT = 1_024;

    /**
     * One attribute of the key.
     *
     * @param type {@code S}, {@code N} or {@code B}
     */
    record Part(String name, String type) {}

    List<Part> parts() {
        return Stream.concat(Stream.of(partition), sort.stream()).toList();
    }

    List<String> names() {
        return parts().stream().map(Part::name).toList();
    }

    /** The key of an item that is to be written. */
    Key ofItem(Document item) {
        for (Part part : parts()) {
            Attribute value = item.fields().get(part.name());
            if (value == null) {
                throw Refusal.invalidParameter("Missing the key " + part.name() + " in the item");
            }
            if (!value.type().equals(part.type())) {
                throw Refusal.invalidParameter("Type mismatch for key " + part.name() + " expected: " + part.type()
                        + " actual: " + value.type());
            }
        }
        return key(item);
    }

    /** A key that was sent alone: it has the key's attributes and no others. */
    Key ofKey(Document sent) {
        boolean fits = sent.fields().size() == parts().size()
                && parts().stream().allMatch(p -> {
                    Attribute value = sent.fields().get(p.name());
                    return value != null && value.type().equals(p.type());
                });
        if (!fits) {
            throw Refusal.invalid("The provided key element does not match the schema");
        }
        return key(sent);
    }

    /** The attributes of an item that identify it. */
    Document keyOf(Document item) {
        Map<String, Attribute> key = new LinkedHashMap<>();
        names().forEach(name -> key.put(name, present(item, name)));
        return new Document(key);
    }

    private Key key(Document fields) {
        Attribute hash = present(fields, partition.name());
        Optional<Attribute> range = sort.map(s -> present(fields, s.name()));
        if (hash.size() > LONGEST_PARTITION) {
            throw Refusal.invalidParameter(
                    "Size of hashkey has exceeded the maximum size limit of" + LONGEST_PARTITION + " bytes");
        }
        if (range.isPresent() && range.get().size() > LONGEST_SORT) {
            throw Refusal.invalidParameter(
                    "Aggregated size of all range keys has exceeded the size limit of " + LONGEST_SORT + " bytes");
        }
        return new Key(hash, range);
    }

    private static Attribute present(Document fields, String name) {
        Attribute value = fields.fields().get(name);
        if (value == null) {
            throw new IllegalStateException("Every item has its key, this one lacks " + name);
        }
        if (value.equals(new Text("")) || value.equals(new Binary(""))) {
            throw Refusal.invalid(
                    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
                            + (value instanceof Text ? "string" : "binary") + " value. Key: " + name);
        }
        return value;
    }
}
