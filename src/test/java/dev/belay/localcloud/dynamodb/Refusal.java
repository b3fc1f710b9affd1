package dev.belay.localcloud.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A call that DynamoDB refuses, with the type and message that it gives. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String OURS = "com.amazonaws.dynamodb.v20120810#";

    private final transient ObjectNode body;

    private Refusal(String type, String message, ObjectNode more) {
        super(message, null, false, false);
        body = JsonNodeFactory.instance
                .objectNode()
                .put("__type", type)
                .put("message", message)
                .setAll(more);
    }

    static Refusal of(String code, String message) {
        return new Refusal(OURS + code, message, JsonNodeFactory.instance.objectNode());
    }

    static Refusal with(String code, String message, String field, JsonNode value) {
        ObjectNode more = JsonNodeFactory.instance.objectNode();
        more.set(field, value);
        return new Refusal(OURS + code, message, more);
    }

    static Refusal invalid(String message) {
        return new Refusal(
                "com.amazon.coral.validate#ValidationException", message, JsonNodeFactory.instance.objectNode());
    }

    static Refusal invalidParameter(String message) {
        return invalid("One or more parameter values were invalid: " + message);
    }

    static Refusal notSimulated(String what) {
        return invalid("The local cloud does not simulate " + what);
    }

    static Refusal unknownOperation(String operation) {
        return new Refusal(
                "com.amazon.coral.service#UnknownOperationException",
                "The local cloud does not simulate DynamoDB's " + operation,
                JsonNodeFactory.instance.objectNode());
    }

    static Refusal malformed(String message) {
        return new Refusal(
                "com.amazon.coral.service#SerializationException", message, JsonNodeFactory.instance.objectNode());
    }

    ObjectNode body() {
        return body;
    }
}
