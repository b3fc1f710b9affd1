package dev.belay.localcloud.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the expressions of one request. */
final class Expressions {
    private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
    private static final Set<String> ORDERED = Set.of("S", "N", "B");

    private final Tokens tokens;
    private final Placeholders placeholders;
    private final List<Path> paths = new ArrayList<>();
    private int groupStart = -1;
    private int groupEnd = -1;

    Expressions(String parameter, String expression, Placeholders placeholders) {
        this.tokens = new Tokens(parameter, expression);
        this.placeholders = placeholders;
    }

    /** A whole condition, filter or key condition. */
    Condition condition() {
        Condition read = or();
        tokens.expectEnd();
        return read;
    }

    /** A whole projection. */
    List<Path> projection() {
        do {
            Path next = path();
            for (Path other : paths.subList(0, paths.size() - 1)) {
                if (next.overlaps(other)) {
                    throw tokens.refused(
                            "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: "
                                    + other + ", path two: " + next);
                }
            }
        } while (tokens.takes(","));
        tokens.expectEnd();
        return paths();
    }

    /** All paths that were read so far. */
    List<Path> paths() {
        return List.copyOf(paths);
    }

    Tokens tokens() {
        return tokens;
    }

    private Condition or() {
        Condition left = and();
        while (tokens.takes("OR")) {
            left = new Condition.Or(left, and());
        }
        return left;
    }

    private Condition and() {
        Condition left = not();
        while (tokens.takes("AND")) {
            left = new Condition.And(left, not());
        }
        return left;
    }

    private Condition not() {
        return tokens.takes("NOT") ? new Condition.Not(not()) : primary();
    }

    private Condition primary() {
        int start = tokens.position();
        if (tokens.takes("(")) {
            Condition inside = or();
            if (groupStart == start + 1 && groupEnd == tokens.position()) {
                throw tokens.refused("The expression has redundant parentheses;");
            }
            tokens.expect(")");
            groupStart = start;
            groupEnd = tokens.position();
            return inside;
        }
        boolean call = tokens.peek(1).equals("(") && !tokens.peek().equals("size");
        return call ? function(tokens.next()) : comparison();
    }

    private Condition function(String name) {
        tokens.expect("(");
        Condition read = switch (name) {
            case "attribute_exists" -> new Condition.Exists(path());
            case "attribute_not_exists" -> new Condition.Not(new Condition.Exists(path()));
            case "attribute_type" -> new Condition.HasType(path(), second());
            case "begins_with" -> new Condition.BeginsWith(operand(), ordered(name, second()));
            case "contains" -> new Condition.Contains(operand(), second());
            default -> throw tokens.refused("Invalid function name; function: " + name);
        };
        tokens.expect(")");
        return read;
    }

    private Operand second() {
        tokens.expect(",");
        return operand();
    }

    private Condition comparison() {
        Operand left = operand();
        if (tokens.takes("BETWEEN")) {
            Operand low = ordered("BETWEEN", operand());
            tokens.expect("AND");
            return new Condition.Between(left, low, ordered("BETWEEN", operand()));
        }
        if (tokens.takes("IN")) {
            tokens.expect("(");
            List<Operand> among = new ArrayList<>(List.of(operand()));
            while (tokens.takes(",")) {
                among.add(operand());
            }
            tokens.expect(")");
            return new Condition.In(left, List.copyOf(among));
        }
        if (!COMPARATORS.contains(tokens.peek())) {
            throw tokens.syntax();
        }
        String comparator = tokens.next();
        Operand right = operand();
        boolean equality = comparator.equals("=") || comparator.equals("<>");
        return new Condition.Compare(left, comparator, equality ? right : ordered(comparator, right));
    }

    /** Values without an order can't be on the right of what needs one. */
    private Operand ordered(String operator, Operand operand) {
        if (operand instanceof Operand.Given(Attribute value) && !ORDERED.contains(value.type())) {
            throw tokens.refused("Incorrect operand type for operator or function; operator or function: " + operator
                    + ", operand type: " + value.type());
        }
        return operand;
    }

    Operand operand() {
        if (tokens.peek().startsWith(":")) {
            return new Operand.Given(placeholders.value(tokens, tokens.next()));
        }
        if (tokens.peek().equals("size") && tokens.peek(1).equals("(")) {
            tokens.next();
            tokens.expect("(");
            Operand size = new Operand.SizeOf(path());
            tokens.expect(")");
            return size;
        }
        return new Operand.At(path());
    }

    Path path() {
        List<Path.Step> steps = new ArrayList<>(List.of(field()));
        while (tokens.sees(".") || tokens.sees("[")) {
            if (tokens.takes(".")) {
                steps.add(field());
            } else {
                tokens.expect("[");
                if (!Character.isDigit(tokens.peek().charAt(0))) {
                    throw tokens.syntax();
                }
                steps.add(new Path.Step.Index(Integer.parseInt(tokens.next())));
                tokens.expect("]");
            }
        }
        Path read = new Path(List.copyOf(steps));
        paths.add(read);
        return read;
    }

    private Path.Step field() {
        String name = placeholders.name(tokens, tokens.peek());
        tokens.next();
        return new Path.Step.Field(name);
    }
}
