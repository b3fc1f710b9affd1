package dev.belay.announce;

import java.util.List;
import java.util.regex.Pattern;

/** Pieces of Markdown as GitHub renders it. */
final class Markdown {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~&$]");
    private static final Pattern MENTION = Pattern.compile("(?<!\\w)@(?=\\w)");
    private static final Pattern REFERENCE = Pattern.compile("#(?=\\d)|\\b[Gg][Hh]-(?=\\d)");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private Markdown() {}

    /**
     * Words from outside: they stay on their line and in their cell, stay words, and call nobody. GitHub looks for mentions and references
     * after escapes are gone; a comment in their middle is what it does not look through.
     */
    static String escaped(String words) {
        String line = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        line = SPECIAL.matcher(line).replaceAll("\\\\$0");
        line = MENTION.matcher(line).replaceAll("@<!-- -->");
        return REFERENCE.matcher(line).replaceAll("$0<!-- -->");
    }

    /** Lines as they are. */
    static String code(List<String> lines) {
        int longest = lines.stream()
                .flatMap(line -> BACKTICKS.matcher(line).results())
                .mapToInt(run -> run.end() - run.start())
                .max()
                .orElse(0);
        String fence = "`".repeat(Math.max(3, longest + 1));
        return fence + "\n" + String.join("\n", lines) + "\n" + fence + "\n";
    }

    static void heading(StringBuilder text, String words) {
        text.append("\n## ").append(words).append("\n\n");
    }

    static void item(StringBuilder text, String name, String value) {
        text.append("- **").append(name).append("**: ").append(escaped(value)).append('\n');
    }

    static void table(StringBuilder text, String... columns) {
        text.append("| ").append(String.join(" | ", columns)).append(" |\n");
        text.append("|---".repeat(columns.length)).append("|\n");
    }

    static void row(StringBuilder text, String... cells) {
        for (String cell : cells) {
            text.append("| ").append(escaped(cell)).append(' ');
        }
        text.append("|\n");
    }
}
