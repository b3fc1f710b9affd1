package dev.belay.localcloud.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of one expression, read from left to right. */
final class Tokens {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*([#:][A-Za-z0-9_]+|[A-Za-z_][A-Za-z0-9_]*|\\d+|<>|<=|>=|[=<>(),.\\[\\]+-])\\s*");
    private static final String END = "<EOF>";

    private final String parameter;
    private final List<String> texts = new ArrayList<>();
    private int at;

    /**
     * Takes an expression apart.
     *
     * @param parameter the request's parameter, for messages: {@code ConditionExpression}
     */
    Tokens(String parameter, String expression) {
        this.parameter = parameter;
        if (expression.isBlank()) {
            throw refused("The expression can not be empty;");
        }
        Matcher matcher = TOKEN.matcher(expression);
        int end = 0;
        while (end < expression.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                String rest = expression.substring(end).strip();
                throw refused("Syntax error; token: \"" + rest.charAt(0) + "\", near: \"" + rest + "\"");
            }
            texts.add(matcher.group(1));
            end = matcher.end();
        }
    }

    String peek() {
        return peek(0);
    }

    String peek(int ahead) {
        return at + ahead < texts.size() ? texts.get(at + ahead) : END;
    }

    String next() {
        String text = peek();
        at++;
        return text;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at >= texts.size();
    }

    /** Whether the next token is that word, in any case. */
    boolean sees(String word) {
        return peek().toUpperCase(Locale.ROOT).equals(word);
    }

    /** Reads that word, if it is the next one. */
    boolean takes(String word) {
        boolean found = sees(word);
        if (found) {
            at++;
        }
        return found;
    }

    void expect(String word) {
        if (!takes(word)) {
            throw syntax();
        }
    }

    void expectEnd() {
        if (!atEnd()) {
            throw syntax();
        }
    }

    /** The next token is not one that can stand here. */
    Refusal syntax() {
        List<String> near = texts.subList(Math.max(0, Math.min(at, texts.size()) - 1), Math.min(texts.size(), at + 2));
        return refused("Syntax error; token: \"" + peek() + "\", near: \"" + String.join(" ", near) + "\"");
    }

    Refusal refused(String why) {
        return Refusal.invalid("Invalid " + parameter + ": " + why);
    }
}
