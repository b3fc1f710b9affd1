package dev.belay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of stories with their tests is the one that people read: what it names exists, and no story is missing. */
class LessonsTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?:trap )?(\\d+) \\|.*\\|([^|]*)\\|$");

    private static String lessons() throws IOException {
        return Files.readString(Path.of("docs/lessons.md"));
    }

    /** The source of each test class, by its name. Two of one name count as one. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().matches(".*(Test|IT)[.]java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            LessonsTest::read,
                            String::concat));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean exists(Map<String, String> sources, MatchResult named) {
        String source = sources.get(named.group(1));
        return source != null && (named.group(2) == null || source.contains("void " + named.group(2) + "("));
    }

    @Test
    void every_test_that_is_named_exists() throws IOException {
        Map<String, String> sources = sources();
        Stream<String> missing = NAMED.matcher(lessons())
                .results()
                .filter(named -> !exists(sources, named))
                .map(MatchResult::group);
        assertThat(missing).isEmpty();
    }

    @Test
    void every_story_and_every_trap_has_a_test() throws IOException {
        String[] halves = lessons().split("(?m)^## Traps$", 2);
        assertThat(tested(halves[0])).isEqualTo(upTo(22));
        assertThat(tested(halves[1])).isEqualTo(upTo(5));
    }

    private static SortedSet<Integer> tested(String table) {
        Function<MatchResult, Integer> number = row -> Integer.valueOf(row.group(1));
        return ROW.matcher(table)
                .results()
                .filter(row -> NAMED.matcher(row.group(2)).find())
                .map(number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
