package dev.belay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The version of the program stands in {@code pom.xml}; who raises it there must raise it in the chart. */
class ChartVersionTest {
    private static final Pattern PROJECT_VERSION = Pattern.compile("(?m)^  <version>(.+)</version>$");

    @Test
    void the_chart_installs_the_version_that_it_stands_beside() throws IOException {
        var version = PROJECT_VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(((Map<?, ?>) StrictKubernetes.document(Chart.read("Chart.yaml"))).get("appVersion"))
                .isEqualTo(version.group(1));
    }
}
