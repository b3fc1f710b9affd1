package dev.belay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the chart renders for each of its examples, word for word, so that a change of it is seen in review. {@code make goldens}
 * writes them anew. Alerts and dashboard are left out: they are files of their own, and another test compares them.
 */
class GoldenTest {
    private static final Path GOLDENS = Path.of("src/test/resources/dev/belay/helm");

    static Stream<String> examples() {
        return Chart.examples().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void each_example_renders_as_reviewed(String example) throws IOException {
        Path golden = GOLDENS.resolve(example + ".yaml");
        String rendered = withoutFiles(Chart.render(Chart.example(example)));
        if ("write".equals(System.getProperty("goldens"))) {
            Files.writeString(golden, rendered);
        }
        assertThat(rendered)
                .as("%s; after a wanted change: make goldens", golden)
                .isEqualTo(Files.readString(golden));
    }

    private static String withoutFiles(String rendered) {
        return Stream.of(rendered.split("(?m)^---\n"))
                .filter(document -> !document.contains("templates/prometheusrule.yaml")
                        && !document.contains("templates/dashboard.yaml"))
                .collect(Collectors.joining("---\n"));
    }
}
