package dev.belay.cli;

import dev.belay.cli.Screen.Tint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Rows under headers, as wide as what they hold, and no wider than a terminal. */
final class Table {
    private static final int GAP = 2;
    private static final int NARROWEST = 6;

    private final List<String> headers;
    private final List<List<Cell>> rows = new ArrayList<>();
    private boolean wraps;

    Table(String... headers) {
        this.headers = List.of(headers);
    }

    /** A text and its colour. */
    record Cell(String text, Tint tint) {
        Cell {
            text = Screen.plain(text);
        }

        static Cell of(String text) {
            return new Cell(text, Tint.PLAIN);
        }

        /** A word whose colour follows from it. */
        static Cell word(String word) {
            return new Cell(word, Tint.of(word));
        }
    }

    Table row(Cell... cells) {
        rows.add(List.of(cells));
        return this;
    }

    Table row(String... texts) {
        rows.add(Arrays.stream(texts).map(Cell::of).toList());
        return this;
    }

    /** The last column goes on in further lines instead of being cut. */
    Table wrapping() {
        wraps = true;
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(Shell shell) {
        lines(shell.screen()).forEach(shell::say);
    }

    /** The lines as they are to be shown. */
    List<String> lines(Screen screen) {
        int[] widths = widths(screen.width());
        var lines = new ArrayList<String>();
        lines.add(line(
                headers.stream().map(header -> new Cell(header, Tint.BOLD)).toList(), widths, screen));
        for (var row : rows) {
            for (var part : wraps && row.size() == widths.length ? wrapped(row, widths) : List.of(row)) {
                lines.add(line(part, widths, screen));
            }
        }
        return lines;
    }

    private int[] widths(int screen) {
        int[] widths = new int[headers.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = headers.get(i).length();
            for (var row : rows) {
                widths[i] =
                        Math.max(widths[i], i < row.size() ? row.get(i).text().length() : 0);
            }
        }
        long over = Arrays.stream(widths).asLongStream().sum() + (long) GAP * (widths.length - 1) - screen;
        while (over > 0) {
            int widest = widest(widths);
            if (widths[widest] <= NARROWEST) {
                break;
            }
            // Down to the next widest at once, or as far as needed.
            widths[widest]--;
            over--;
        }
        return widths;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            if (widths[i] >= widths[widest]) {
                widest = i;
            }
        }
        return widest;
    }

    private static List<List<Cell>> wrapped(List<Cell> row, int[] widths) {
        int width = widths[widths.length - 1];
        var parts = new ArrayList<List<Cell>>();
        Cell last = row.getLast();
        String rest = last.text();
        do {
            int end = rest.length() <= width ? rest.length() : Math.max(rest.lastIndexOf(' ', width), -1);
            end = end <= 0 ? Math.min(width, rest.length()) : end;
            var part = new ArrayList<>(parts.isEmpty() ? row : Collections.nCopies(row.size(), Cell.of("")));
            part.set(row.size() - 1, new Cell(rest.substring(0, end), last.tint()));
            parts.add(part);
            rest = rest.substring(end).strip();
        } while (!rest.isEmpty());
        return parts;
    }

    private static String line(List<Cell> cells, int[] widths, Screen screen) {
        var line = new StringBuilder();
        int pending = 0;
        for (int i = 0; i < cells.size(); i++) {
            String text = cut(cells.get(i).text(), widths[i]);
            if (!text.isEmpty()) {
                line.append(" ".repeat(pending))
                        .append(screen.paint(cells.get(i).tint(), text));
                pending = 0;
            }
            pending += widths[i] - text.length() + GAP;
        }
        return line.toString();
    }

    /** No longer than that; what is missing is shown to be missing. */
    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }
}
