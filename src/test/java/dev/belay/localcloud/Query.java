package dev.belay.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Set;

/**
 * The Query protocol and EC2's dialect of it as documents: the parameters that came as a tree of texts, and an answer's
 * tree as XML. Lists are {@code NAME.member.1} (EC2: {@code NAME.1}) on the way in and {@code member} ({@code item}) on
 * the way out.
 */
public final class Query {
    /** Words that a parameter's name has for the protocol's sake only. */
    private static final Set<String> WRAPPERS = Set.of("member", "entry");

    private Query() {}

    public static ObjectNode read(Request request) {
        ObjectNode root = Json.object();
        Form.of(request).forEach((name, value) -> place(root, name, value));
        return (ObjectNode) listed(root);
    }

    private static void place(ObjectNode root, String name, String value) {
        String[] parts = name.split("\\.", -1);
        ObjectNode at = root;
        for (int i = 0; i < parts.length - 1; i++) {
            if (!WRAPPERS.contains(parts[i])) {
                at = at.get(parts[i]) instanceof ObjectNode known ? known : at.putObject(parts[i]);
            }
        }
        at.put(parts[parts.length - 1], value);
    }

    /** An object whose fields are all numbers is a list. */
    private static JsonNode listed(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        boolean list = !object.isEmpty()
                && object.propertyStream().allMatch(field -> field.getKey().matches("\\d+"));
        if (list) {
            return Json.array(object.propertyStream()
                    .sorted(Comparator.comparingInt(field -> Integer.parseInt(field.getKey())))
                    .map(field -> listed(field.getValue())));
        }
        ObjectNode made = Json.object();
        object.properties().forEach(field -> made.set(field.getKey(), listed(field.getValue())));
        return made;
    }

    /** An answer of the Query protocol. */
    public static Response answer(String operation, String namespace, ObjectNode result) {
        return Response.of(
                200,
                "text/xml",
                "<" + operation + "Response xmlns=\"" + namespace + "\"><" + operation + "Result>"
                        + xml(result, "member") + "</" + operation
                        + "Result><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></" + operation
                        + "Response>");
    }

    /** An answer of EC2. */
    public static Response ec2(String operation, ObjectNode result) {
        return Response.of(
                200,
                "text/xml",
                "<" + operation
                        + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>local</requestId>"
                        + xml(result, "item") + "</" + operation + "Response>");
    }

    private static String xml(JsonNode node, String item) {
        StringBuilder xml = new StringBuilder();
        switch (node) {
            case ObjectNode object ->
                object.properties().forEach(field -> element(xml, field.getKey(), field.getValue(), item));
            case POJONode pojo
            when pojo.getPojo() instanceof Instant time -> xml.append(time.truncatedTo(ChronoUnit.MILLIS));
            case JsonNode array when array.isArray() -> array.forEach(each -> element(xml, item, each, item));
            case JsonNode value -> xml.append(Xml.escape(value.asText()));
        }
        return xml.toString();
    }

    private static void element(StringBuilder xml, String name, JsonNode value, String item) {
        if (!value.isNull()) {
            xml.append('<').append(name).append('>').append(xml(value, item));
            xml.append("</").append(name).append('>');
        }
    }
}
