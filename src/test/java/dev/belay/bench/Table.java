package dev.belay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table in Markdown, columns but the first aligned to the right. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heads) {
        rows.add(List.of(heads));
    }

    /** One more row, a cell for each head. */
    public void row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + rows.getFirst());
        }
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        String rule = Stream.iterate(1, i -> i + 1)
                .limit(rows.getFirst().size() - 1L)
                .map(i -> "---:|")
                .collect(Collectors.joining("", "|---|", "\n"));
        var text = new StringBuilder(line(rows.getFirst())).append(rule);
        rows.stream().skip(1).forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
