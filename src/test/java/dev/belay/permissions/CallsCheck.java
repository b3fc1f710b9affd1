package dev.belay.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * After all other tests ({@code make test}): what Belay called in them, as each local cloud wrote it down, against what the table says that it calls.
 * Not among the tests of {@code mvn test}, which may be only some.
 */
class CallsCheck {
    private final SortedSet<String> called = called();
    private final SortedSet<String> permitted = Policies.table().stream()
            .flatMap(grant -> grant.permissions().stream())
            .flatMap(permission -> permission.calls().stream())
            .collect(Collectors.toCollection(TreeSet::new));

    @Test
    void no_call_is_made_without_a_permission() {
        var without = new TreeSet<>(called);
        without.removeAll(permitted);
        assertThat(without).as("called, but not in Policies.table()").isEmpty();
    }

    @Test
    void no_permission_is_asked_for_without_a_call() {
        var without = new TreeSet<>(permitted);
        without.removeAll(called);
        assertThat(without).as("in Policies.table(), but called in no test").isEmpty();
    }

    private static SortedSet<String> called() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("calls.noted", "")))) {
            return files.flatMap(CallsCheck::lines).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** IAM calls CloudWatch by another name than its signatures do. */
    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(line -> line.replaceFirst("^monitoring:", "cloudwatch:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
