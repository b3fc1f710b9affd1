package dev.belay.permissions;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.SequencedMap;
import java.util.StringJoiner;

/** A policy document of IAM. */
public record Policy(List<Statement> statements) {
    /** What an inline policy of a role may hold at most, its white space not counted. */
    public static final int LARGEST = 10_240;

    /**
     * Allows something.
     *
     * @param elements after {@code Sid} and {@code Effect}, in their order: texts, or lists of texts
     * @param condition by operator and key; empty: none
     */
    public record Statement(String sid, SequencedMap<String, List<String>> elements, List<Grant.Condition> condition) {}

    public Policy {
        statements = List.copyOf(statements);
    }

    /** As IAM counts its size. */
    public int size() {
        return text().replaceAll("\\s", "").length();
    }

    /** The document as JSON, one statement after the other. */
    public String text() {
        var lines = new StringJoiner(",\n", "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n", "\n  ]\n}\n");
        lines.setEmptyValue("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": []\n}\n");
        statements.forEach(statement -> lines.add(text(statement)));
        return lines.toString();
    }

    private static String text(Statement statement) {
        var text = new StringBuilder("    {\"Sid\": " + quoted(statement.sid()) + ", \"Effect\": \"Allow\"");
        statement
                .elements()
                .forEach((name, values) -> text.append(",\n     ")
                        .append(quoted(name))
                        .append(": ")
                        .append(listed(name, values)));
        if (!statement.condition().isEmpty()) {
            text.append(",\n     \"Condition\": {");
            var conditions = new StringJoiner(", ");
            statement
                    .condition()
                    .forEach(condition -> conditions.add(quoted(condition.operator()) + ": {" + quoted(condition.key())
                            + ": " + listed(condition.key(), condition.values()) + "}"));
            text.append(conditions).append('}');
        }
        return text.append('}').toString();
    }

    private static String listed(String name, List<String> values) {
        if (name.equals("Principal")) {
            return "{\"AWS\": " + quoted(values.getFirst()) + "}";
        }
        var list = new StringJoiner(", ", "[", "]");
        values.forEach(value -> list.add(quoted(value)));
        return values.size() == 1 ? quoted(values.getFirst()) : list.toString();
    }

    private static String quoted(String text) {
        return new TextNode(text).toString();
    }
}
