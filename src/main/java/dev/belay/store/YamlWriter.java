package dev.belay.store;

import java.util.Set;
import java.util.regex.Pattern;

/** A tree as YAML in block style, every scalar quoted that YAML could read as anything but its text. */
final class YamlWriter {
    /** Text that is safe without quotes; a colon needs something after it. */
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9/_.](?:[A-Za-z0-9/_.@+=,{}*-]++|:(?=\\S)| (?=[A-Za-z0-9/_.]))*+");

    /** Beyond this nobody reads on to see whether quotes are needed; nor should a pattern that recurses. */
    private static final int LONGEST_PLAIN = 120;

    /** What YAML 1.1 or a reader of ours takes for something else than text. */
    private static final Pattern MEANS_MORE = Pattern.compile(
            "(?i)~|null|true|false|yes|no|on|off|y|n|[-+.]?(\\d[\\d_]*)[\\d_.:eE+-]*|0x[0-9a-f_]+|0o?[0-7_]+|[-+]?\\.(inf|nan)|\\d{4}-\\d\\d?-\\d\\d?.*|\\.+|-.*");

    private static final Set<String> NULLS = Set.of("~", "null", "Null", "NULL");

    private final StringBuilder text = new StringBuilder();

    private YamlWriter() {}

    static String write(Node node) {
        var writer = new YamlWriter();
        if (isEmpty(node)) {
            writer.value(node, 0);
            return writer.text.substring(1);
        }
        writer.block(node, 0);
        return writer.text.toString();
    }

    /** Whether a text says what it is without quotes. */
    static boolean isPlain(String text) {
        return text.length() <= LONGEST_PLAIN
                && PLAIN.matcher(text).matches()
                && !MEANS_MORE.matcher(text).matches();
    }

    private void block(Node node, int indent) {
        switch (node) {
            case Node.Mapping mapping -> {
                for (var entry : mapping.entries()) {
                    text.repeat(' ', indent).append(scalar(entry.key(), false)).append(':');
                    value(entry.value(), indent + 2);
                }
            }
            case Node.Sequence sequence -> {
                for (var item : sequence.items()) {
                    text.repeat(' ', indent).append('-');
                    value(item, indent + 2);
                }
            }
            case Node.Scalar scalar ->
                text.append(scalar(scalar.text(), scalar.quoted())).append('\n');
            case Node.Null nothing -> text.append("null\n");
        }
    }

    private void value(Node node, int indent) {
        switch (node) {
            case Node.Mapping mapping when isEmpty(mapping) -> text.append(" {}\n");
            case Node.Sequence sequence when isEmpty(sequence) -> text.append(" []\n");
            case Node.Mapping mapping -> nested(mapping, indent);
            case Node.Sequence sequence -> nested(sequence, indent);
            case Node.Scalar scalar -> inline(scalar);
            case Node.Null nothing -> inline(nothing);
        }
    }

    private static boolean isEmpty(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> mapping.entries().isEmpty();
            case Node.Sequence sequence -> sequence.items().isEmpty();
            case Node.Scalar scalar -> false;
            case Node.Null nothing -> false;
        };
    }

    private void nested(Node node, int indent) {
        text.append('\n');
        block(node, indent);
    }

    private void inline(Node node) {
        text.append(' ');
        block(node, 0);
    }

    /** An unquoted scalar such as {@code 200} or {@code true} stays as it is: it is meant to be more than text. */
    private static String scalar(String value, boolean quoted) {
        boolean plain = value.length() <= LONGEST_PLAIN
                && (PLAIN.matcher(value).matches() || JsonWriter.isNumber(value))
                && !NULLS.contains(value);
        return plain && !quoted ? value : doubleQuoted(value);
    }

    private static String doubleQuoted(String value) {
        var quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
                        quoted.append("\\u%04x".formatted(c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
