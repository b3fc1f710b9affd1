package dev.belay.localcloud.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.dynamodb.Attribute.Document;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Writes, one alone or several in a transaction. Not thread-safe: the simulator's lock guards them. */
final class Writes {
    private static final int MOST_ACTIONS = 100;
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final String FAILED = "The conditional request failed";
    private static final Map<String, BiFunction<Call, Tables, Write>> ACTIONS =
            Map.of("Put", Write::put, "Delete", Write::delete, "Update", Write::update, "ConditionCheck", Write::check);

    private final Tables tables;
    private final InstantSource clock;
    private final Map<String, Done> tokens = new LinkedHashMap<>();

    /** A transaction that was done under a client's token. */
    private record Done(JsonNode actions, Instant at) {}

    Writes(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    ObjectNode put(Call call) {
        call.oneOf("ReturnValues", "NONE", "ALL_OLD");
        return alone(call, Write.put(call, tables));
    }

    ObjectNode delete(Call call) {
        call.oneOf("ReturnValues", "NONE", "ALL_OLD");
        return alone(call, Write.delete(call, tables));
    }

    ObjectNode update(Call call) {
        call.oneOf("ReturnValues", "NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW");
        return alone(call, Write.update(call, tables));
    }

    private static ObjectNode alone(Call call, Write write) {
        if (!write.allowed()) {
            throw write.shown()
                    .map(item ->
                            Refusal.with("ConditionalCheckFailedException", FAILED, "Item", AttributeJson.write(item)))
                    .orElseGet(() -> Refusal.of("ConditionalCheckFailedException", FAILED));
        }
        Optional<Document> before = write.before();
        Optional<Document> after = write.after();
        write.table().replace(write.key(), after);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        asked(call.text("ReturnValues").orElse("NONE"), before, after, write.touched())
                .filter(item -> !item.fields().isEmpty())
                .ifPresent(item -> answer.set("Attributes", AttributeJson.write(item)));
        return answer;
    }

    private static Optional<Document> asked(
            String values, Optional<Document> before, Optional<Document> after, List<Path> touched) {
        return switch (values) {
            case "ALL_OLD" -> before;
            case "ALL_NEW" -> after;
            case "UPDATED_OLD" -> before.map(item -> Documents.projected(item, touched));
            case "UPDATED_NEW" -> after.map(item -> Documents.projected(item, touched));
            default -> Optional.empty();
        };
    }

    /** All of the actions or none of them; once for a client's token, as an SDK that tries again relies on. */
    ObjectNode transact(Call call) {
        call.only(Set.of("TransactItems", "ClientRequestToken"));
        JsonNode actions = call.node("TransactItems");
        Optional<String> token = call.text("ClientRequestToken");
        tokens.values().removeIf(done -> !done.at().plus(TOKEN_LIFE).isAfter(clock.instant()));
        Done done = token.map(tokens::get).orElse(null);
        if (done == null) {
            List<Write> writes = writes(actions);
            refuseUnlessAllowed(writes);
            List<Optional<Document>> after = writes.stream().map(Write::after).toList();
            for (int i = 0; i < writes.size(); i++) {
                writes.get(i).table().replace(writes.get(i).key(), after.get(i));
            }
            token.ifPresent(t -> tokens.put(t, new Done(actions, clock.instant())));
        } else if (!done.actions().equals(actions)) {
            throw Refusal.of(
                    "IdempotentParameterMismatchException",
                    "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.");
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private List<Write> writes(JsonNode actions) {
        if (actions.isEmpty() || actions.size() > MOST_ACTIONS) {
            throw Refusal.invalid("1 validation error detected: Value at 'transactItems' failed to satisfy constraint: "
                    + "Member must have length less than or equal to " + MOST_ACTIONS
                    + ", Member must have length greater than or equal to 1");
        }
        List<Write> writes = new ArrayList<>();
        Set<List<Object>> keys = new HashSet<>();
        for (JsonNode action : actions) {
            if (action.size() != 1) {
                throw Refusal.invalid("TransactItems can only contain one of Check, Put, Update or Delete");
            }
            Map.Entry<String, JsonNode> only = action.properties().iterator().next();
            BiFunction<Call, Tables, Write> read = ACTIONS.get(only.getKey());
            if (read == null) {
                throw Refusal.notSimulated("the transaction's action " + only.getKey());
            }
            Write write = read.apply(new Call("TransactWriteItems." + only.getKey(), only.getValue()), tables);
            if (!keys.add(List.of(write.table().name, write.key()))) {
                throw Refusal.invalid("Transaction request cannot include multiple operations on one item");
            }
            writes.add(write);
        }
        return writes;
    }

    private static void refuseUnlessAllowed(List<Write> writes) {
        ArrayNode reasons = JsonNodeFactory.instance.arrayNode();
        List<String> codes = new ArrayList<>();
        for (Write write : writes) {
            boolean allowed = write.allowed();
            ObjectNode reason = reasons.addObject().put("Code", allowed ? "None" : "ConditionalCheckFailed");
            codes.add(reason.path("Code").asText());
            if (!allowed) {
                reason.put("Message", FAILED);
                write.shown().ifPresent(item -> reason.set("Item", AttributeJson.write(item)));
            }
        }
        if (codes.contains("ConditionalCheckFailed")) {
            throw Refusal.with(
                    "TransactionCanceledException",
                    "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                            + String.join(", ", codes) + "]",
                    "CancellationReasons",
                    reasons);
        }
    }
}
