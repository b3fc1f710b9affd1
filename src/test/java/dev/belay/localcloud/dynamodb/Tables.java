package dev.belay.localcloud.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.dynamodb.KeySchema.Part;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** The tables themselves: made, described, listed, deleted. Not thread-safe: the simulator's lock guards them. */
final class Tables {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
    private static final int MOST_NAMES = 100;

    private final InstantSource clock;
    private final TreeMap<String, Table> tables = new TreeMap<>();

    Tables(InstantSource clock) {
        this.clock = clock;
    }

    /** The table of that name or ARN. */
    Table named(String nameOrArn) {
        Table found = tables.get(nameOf(nameOrArn));
        if (found == null) {
            throw Refusal.of("ResourceNotFoundException", "Requested resource not found");
        }
        return found;
    }

    /** By name. */
    List<Table> all() {
        return List.copyOf(tables.values());
    }

    void add(String name, KeySchema schema) {
        if (!NAME.matcher(name).matches()) {
            throw Refusal.invalid(
                    "Invalid table/index name.  Table/index names must be between 3 and 255 characters long, "
                            + "and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'");
        }
        if (tables.containsKey(name)) {
            throw Refusal.of("ResourceInUseException", "Table already exists: " + name);
        }
        tables.put(name, new Table(name, schema, clock.instant()));
    }

    ObjectNode create(Call call, String arnPrefix) {
        call.only(Set.of(
                "TableName",
                "AttributeDefinitions",
                "KeySchema",
                "BillingMode",
                "ProvisionedThroughput",
                "TableClass",
                "DeletionProtectionEnabled"));
        String name = call.required("TableName");
        add(name, schema(call));
        return described("TableDescription", named(name), "CREATING", arnPrefix);
    }

    private static KeySchema schema(Call call) {
        Map<String, String> types = new HashMap<>();
        call.node("AttributeDefinitions")
                .forEach(d -> types.put(
                        d.path("AttributeName").asText(),
                        d.path("AttributeType").asText()));
        Map<String, Part> parts = new HashMap<>();
        for (JsonNode element : call.node("KeySchema")) {
            String attribute = element.path("AttributeName").asText();
            String type = types.get(attribute);
            if (type == null) {
                throw Refusal.invalidParameter(
                        "Some index key attributes are not defined in AttributeDefinitions. Keys: [" + attribute
                                + "], AttributeDefinitions: " + types.keySet());
            }
            parts.put(element.path("KeyType").asText(), new Part(attribute, type));
        }
        if (parts.size() != types.size()) {
            throw Refusal.invalidParameter(
                    "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions");
        }
        Part hash = parts.get("HASH");
        if (hash == null || !Set.of("HASH", "RANGE").containsAll(parts.keySet())) {
            throw Refusal.invalidParameter("Invalid KeySchema: the first KeySchemaElement is not a HASH key type");
        }
        return new KeySchema(hash, Optional.ofNullable(parts.get("RANGE")));
    }

    ObjectNode describe(Call call, String arnPrefix) {
        return described("Table", existing(call), "ACTIVE", arnPrefix);
    }

    ObjectNode delete(Call call, String arnPrefix) {
        Table table = existing(call);
        tables.remove(table.name);
        return described("TableDescription", table, "DELETING", arnPrefix);
    }

    private Table existing(Call call) {
        String name = nameOf(call.only(Set.of("TableName")).required("TableName"));
        Table found = tables.get(name);
        if (found == null) {
            throw Refusal.of(
                    "ResourceNotFoundException", "Requested resource not found: Table: " + name + " not found");
        }
        return found;
    }

    ObjectNode list(Call call) {
        call.only(Set.of("ExclusiveStartTableName", "Limit"));
        List<String> after =
                List.copyOf(tables.tailMap(call.text("ExclusiveStartTableName").orElse(""), false)
                        .keySet());
        List<String> shown =
                after.subList(0, Math.min(after.size(), call.number("Limit").orElse(MOST_NAMES)));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode names = answer.putArray("TableNames");
        shown.forEach(names::add);
        if (shown.size() < after.size()) {
            answer.put("LastEvaluatedTableName", shown.getLast());
        }
        return answer;
    }

    private static ObjectNode described(String field, Table table, String status, String arnPrefix) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode about = answer.putObject(field);
        List<Part> parts = new ArrayList<>(table.schema.parts());
        ArrayNode definitions = about.putArray("AttributeDefinitions");
        ArrayNode keys = about.putArray("KeySchema");
        parts.forEach(p -> {
            definitions.addObject().put("AttributeName", p.name()).put("AttributeType", p.type());
            keys.addObject()
                    .put("AttributeName", p.name())
                    .put("KeyType", p.equals(table.schema.partition()) ? "HASH" : "RANGE");
        });
        about.put("TableName", table.name)
                .put("TableStatus", status)
                .put("CreationDateTime", table.created.toEpochMilli() / 1000.0)
                .put("TableSizeBytes", table.bytes())
                .put("ItemCount", table.count())
                .put("TableArn", arnPrefix + table.name)
                .put(
                        "TableId",
                        UUID.nameUUIDFromBytes(Attribute.utf8(table.name)).toString())
                .put("DeletionProtectionEnabled", false);
        about.putObject("BillingModeSummary").put("BillingMode", "PAY_PER_REQUEST");
        about.putObject("ProvisionedThroughput")
                .put("NumberOfDecreasesToday", 0)
                .put("ReadCapacityUnits", 0)
                .put("WriteCapacityUnits", 0);
        return answer;
    }

    private static String nameOf(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }
}
