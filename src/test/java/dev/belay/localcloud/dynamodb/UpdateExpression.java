package dev.belay.localcloud.dynamodb;

import dev.belay.localcloud.dynamodb.Update.Action;
import dev.belay.localcloud.dynamodb.Update.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads an update expression: {@code SET}, {@code REMOVE}, {@code ADD} and {@code DELETE}, each at most once. */
final class UpdateExpression {
    private final Expressions expressions;
    private final Tokens tokens;
    private final List<Action> actions = new ArrayList<>();
    private final Set<String> sections = new HashSet<>();

    private UpdateExpression(Expressions expressions) {
        this.expressions = expressions;
        this.tokens = expressions.tokens();
    }

    static Update read(String expression, Placeholders placeholders) {
        UpdateExpression reader = new UpdateExpression(new Expressions("UpdateExpression", expression, placeholders));
        while (!reader.tokens.atEnd()) {
            reader.section();
        }
        reader.refuseOverlaps();
        // List elements are removed last and from the end, so that all other indexes still mean what they say.
        reader.actions.sort(Comparator.comparingInt(UpdateExpression::lastIndex).reversed());
        return new Update(List.copyOf(reader.actions));
    }

    private static int lastIndex(Action action) {
        return action instanceof Action.Remove(Path path) && path.steps().getLast() instanceof Path.Step.Index(int at)
                ? at
                : Integer.MAX_VALUE;
    }

    private void section() {
        String name = tokens.peek().toUpperCase(Locale.ROOT);
        if (!Set.of("SET", "REMOVE", "ADD", "DELETE").contains(name)) {
            throw tokens.syntax();
        }
        tokens.next();
        if (!sections.add(name)) {
            throw tokens.refused("The \"" + name + "\" section can only be used once in an update expression;");
        }
        do {
            actions.add(action(name));
        } while (tokens.takes(","));
    }

    private Action action(String section) {
        Path path = expressions.path();
        return switch (section) {
            case "SET" -> {
                tokens.expect("=");
                yield new Action.Assign(path, sum());
            }
            case "REMOVE" -> new Action.Remove(path);
            case "ADD" -> new Action.Add(path, given());
            default -> new Action.Delete(path, given());
        };
    }

    private Attribute given() {
        if (expressions.operand() instanceof Operand.Given(Attribute value)) {
            return value;
        }
        throw tokens.syntax();
    }

    private Term sum() {
        Term left = term();
        if (tokens.takes("+")) {
            return new Term.Plus(left, term());
        }
        return tokens.takes("-") ? new Term.Minus(left, term()) : left;
    }

    private Term term() {
        if (!tokens.peek(1).equals("(")) {
            return new Term.Value(expressions.operand());
        }
        String function = tokens.next();
        tokens.expect("(");
        Term read = switch (function) {
            case "if_not_exists" -> {
                Path path = expressions.path();
                tokens.expect(",");
                yield new Term.IfNotExists(path, term());
            }
            case "list_append" -> {
                Term left = term();
                tokens.expect(",");
                yield new Term.Append(left, term());
            }
            default -> throw tokens.refused("Invalid function name; function: " + function);
        };
        tokens.expect(")");
        return read;
    }

    private void refuseOverlaps() {
        for (int i = 0; i < actions.size(); i++) {
            for (int j = i + 1; j < actions.size(); j++) {
                Path one = actions.get(i).path();
                Path two = actions.get(j).path();
                if (one.overlaps(two)) {
                    throw tokens.refused(
                            "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: "
                                    + one + ", path two: " + two);
                }
            }
        }
    }
}
