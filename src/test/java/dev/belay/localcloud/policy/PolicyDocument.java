package dev.belay.localcloud.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A policy document: of an identity, of a bucket, or of whom a role trusts. Knows {@code Action}, {@code Resource}, {@code Principal}, and of the conditions those that
 * are used here; what it does not know it refuses to read, since guessing would prove nothing.
 */
public final class PolicyDocument {
    /** What a document says of something that is asked. */
    public enum Verdict {
        ALLOWED,
        /** Neither allowed nor denied. */
        UNSAID,
        DENIED
    }

    private final List<Statement> statements;

    private PolicyDocument(List<Statement> statements) {
        this.statements = statements;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where it is not JSON, or says something that is not understood here
     */
    public static PolicyDocument parse(String json) {
        JsonNode document = Json.parse(json);
        if (!document.path("Version").asText().equals("2012-10-17")) {
            throw new IllegalArgumentException("expected Version 2012-10-17");
        }
        return new PolicyDocument(
                document.path("Statement").valueStream().map(Statement::of).toList());
    }

    /** A denial wins, as in AWS. */
    public Verdict on(String principal, Asked asked) {
        List<String> effects = statements.stream()
                .filter(statement -> statement.fits(principal, asked))
                .map(Statement::effect)
                .toList();
        return effects.contains("Deny") ? Verdict.DENIED : effects.contains("Allow") ? Verdict.ALLOWED : Verdict.UNSAID;
    }

    /** The names of the statements, in their order. */
    public List<String> sids() {
        return statements.stream().map(Statement::sid).toList();
    }

    private record Statement(
            String sid,
            String effect,
            List<String> principals,
            List<String> actions,
            List<String> resources,
            List<Condition> conditions) {
        static Statement of(JsonNode node) {
            List<String> known = List.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");
            node.properties().forEach(field -> {
                if (!known.contains(field.getKey())) {
                    throw new IllegalArgumentException("not understood here: " + field.getKey());
                }
            });
            JsonNode principal = node.path("Principal");
            return new Statement(
                    node.path("Sid").asText(),
                    node.path("Effect").asText(),
                    texts(principal.isObject() ? principal.path("AWS") : principal),
                    texts(node.path("Action")),
                    texts(node.path("Resource")),
                    node.path("Condition")
                            .propertyStream()
                            .flatMap(operator -> operator.getValue()
                                    .propertyStream()
                                    .map(key -> new Condition(operator.getKey(), key.getKey(), texts(key.getValue()))))
                            .toList());
        }

        boolean fits(String principal, Asked asked) {
            return (principals.isEmpty() || any(principals, principal))
                    && any(actions, asked.action())
                    && (resources.isEmpty() || any(resources, asked.resource()))
                    && conditions.stream().allMatch(condition -> condition.holds(asked.context()));
        }
    }

    private record Condition(String operator, String key, List<String> values) {
        boolean holds(Map<String, List<String>> context) {
            List<String> there = context.getOrDefault(key, List.of());
            return switch (operator) {
                case "StringEquals" -> there.stream().anyMatch(values::contains);
                case "StringLike", "ArnLike", "ArnEquals" -> there.stream().anyMatch(value -> any(values, value));
                case "StringNotLike", "ArnNotLike", "ArnNotEquals" ->
                    there.stream().noneMatch(value -> any(values, value));
                case "ForAllValues:StringEquals" -> values.containsAll(there);
                case "ForAnyValue:StringEquals" -> there.stream().anyMatch(values::contains);
                default -> throw new IllegalArgumentException("not understood here: " + operator);
            };
        }
    }

    private static List<String> texts(JsonNode node) {
        if (node.isMissingNode()) {
            return List.of();
        }
        return node.isTextual()
                ? List.of(node.asText())
                : StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }

    private static boolean any(List<String> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> text.matches(regex(pattern)));
    }

    private static String regex(String pattern) {
        return pattern.chars()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
    }
}
