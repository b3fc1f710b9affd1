package dev.belay.localcloud.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.belay.localcloud.dynamodb.Attribute.Document;
import java.util.Optional;
import java.util.Set;

/** The parameters of one operation, or of one action within it. */
record Call(String operation, JsonNode parameters) {
    /** Refuses parameters that are not simulated, so that none is ever ignored. */
    Call only(Set<String> known) {
        parameters.properties().forEach(p -> {
            // "NONE" is what a client means that leaves these out.
            boolean nothing = Set.of("ReturnConsumedCapacity", "ReturnItemCollectionMetrics")
                            .contains(p.getKey())
                    && p.getValue().asText().equals("NONE");
            if (!known.contains(p.getKey()) && !nothing) {
                throw Refusal.notSimulated("the parameter " + p.getKey() + " of " + operation);
            }
        });
        return this;
    }

    JsonNode node(String name) {
        JsonNode found = parameters.path(name);
        return found.isNull() ? MissingNode.getInstance() : found;
    }

    Optional<String> text(String name) {
        return node(name).isMissingNode()
                ? Optional.empty()
                : Optional.of(node(name).asText());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    boolean flag(String name, boolean otherwise) {
        return node(name).asBoolean(otherwise);
    }

    Optional<Integer> number(String name) {
        return node(name).isMissingNode()
                ? Optional.empty()
                : Optional.of(node(name).asInt());
    }

    Document item(String name) {
        if (node(name).isMissingNode()) {
            throw missing(name);
        }
        return AttributeJson.item(node(name));
    }

    /** One of those texts; the first of them where the parameter is left out. */
    String oneOf(String name, String... allowed) {
        String said = text(name).orElse(allowed[0]);
        if (!Set.of(allowed).contains(said)) {
            throw Refusal.invalid(said + " is not a valid " + name + " for " + operation + "; it may be "
                    + String.join(", ", allowed));
        }
        return said;
    }

    Placeholders placeholders() {
        return new Placeholders(node("ExpressionAttributeNames"), node("ExpressionAttributeValues"));
    }

    private static Refusal missing(String name) {
        String member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return Refusal.invalid("1 validation error detected: Value null at '" + member
                + "' failed to satisfy constraint: Member must not be null");
    }
}
