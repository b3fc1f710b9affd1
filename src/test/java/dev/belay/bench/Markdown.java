package dev.belay.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table as it comes to be, line by line. */
public final class Markdown {
    private Markdown() {}

    /** A table of its own, under a title; rows follow. */
    public static void title(String title, String... columns) {
        System.out.println("\n### " + title + "\n");
        row((Object[]) columns);
        System.out.println("|" + "---|".repeat(columns.length));
    }

    /** A line of it; figures are rounded. */
    public static void row(Object... cells) {
        System.out.println(Stream.of(cells).map(Markdown::cell).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private static String cell(Object cell) {
        return cell instanceof Double number
                ? String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.2f" : "%.1f", number)
                : String.valueOf(cell);
    }
}
