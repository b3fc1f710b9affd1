package dev.belay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** {@code helm lint --strict}: of the chart as it is, and with the values of each example. */
class LintTest {
    @TempDir
    private Path copy;

    @Test
    void there_is_nothing_to_warn_of() {
        lint(Chart.PATH);
    }

    static Stream<String> examples() {
        return Chart.examples().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void nor_is_there_with_the_values_of_an_example(String example) throws IOException {
        copyChart();
        var values = merged(
                StrictKubernetes.document(Chart.read("values.yaml")),
                StrictKubernetes.document(Chart.example(example)));
        Files.writeString(copy.resolve("values.yaml"), new Yaml().dump(values));
        lint(copy);
    }

    private static void lint(Path chart) {
        var result = new Helm(chart).lint().strict().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    /** The library's lint takes no values files, so the values become the chart's own. */
    private static Object merged(Object under, Object over) {
        if (!(under instanceof Map<?, ?> a && over instanceof Map<?, ?> b)) {
            return over;
        }
        var all = new LinkedHashMap<Object, Object>(a);
        b.forEach((key, value) -> all.merge(key, value, LintTest::merged));
        return all;
    }

    private void copyChart() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(Chart.PATH)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path to = copy.resolve(Chart.PATH.relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        }
    }
}
