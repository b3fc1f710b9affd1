package dev.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.store.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code belay validate}, as people and pipelines use it. */
class ValidateTest {
    private static final Path EXAMPLES = Path.of("config");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void the_examples_are_valid() {
        assertThat(belay("validate", EXAMPLES.toString())).as(out.toString()).isZero();
        assertThat(out).hasToString("config: 2 records, all valid\n");
    }

    @Test
    void every_problem_is_printed_and_counted() throws IOException {
        misspell();
        assertThat(belay("validate", folder.toString())).isEqualTo(1);
        assertThat(out.toString().lines().map(line -> line.replace(folder.toString(), "DIR")))
                .containsExactly(
                        "DIR/targets/shop-production.yaml:16:9: spec.components.api.ecs.clutser: unknown field; did you mean"
                                + " \"cluster\"?",
                        "DIR/pins/shop-production.yaml: not compared with its target, which is invalid",
                        "DIR: 2 records, 1 invalid, 1 problem");
    }

    @Test
    void programs_get_json() throws IOException {
        misspell();
        assertThat(belay("validate", "-o", "json", folder.toString())).isEqualTo(1);
        var json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("valid").asBoolean(true)).isFalse();
        var problem = json.path("directories").path(0).path("problems").path(0);
        assertThat(problem.path("line").asInt()).isEqualTo(16);
        assertThat(problem.path("path").asText()).isEqualTo("spec.components.api.ecs.clutser");
        assertThat(problem.path("suggestion").asText()).isEqualTo("cluster");
    }

    @Test
    void github_is_told_the_line() throws IOException {
        misspell();
        assertThat(belay("validate", "-o", "github", folder.toString())).isEqualTo(1);
        assertThat(out.toString().lines().map(line -> line.replace(folder.toString(), "DIR")))
                .containsExactly(
                        "::error file=DIR/targets/shop-production.yaml,line=16,col=9,title=belay validate::"
                                + "DIR/targets/shop-production.yaml:16:9: spec.components.api.ecs.clutser: unknown field;"
                                + " did you mean \"cluster\"?",
                        "DIR: 2 records, 1 invalid, 1 problem");
    }

    @Test
    void a_record_can_not_speak_to_github_itself() {
        var problem = new Problem("pins/a,b:c%.yaml", null, "spec", "50%\r\n::warning::x", "it", null);
        assertThat(Annotation.of(problem))
                .isEqualTo("::error file=pins/a%2Cb%3Ac%25.yaml,title=belay validate::"
                        + "pins/a,b:c%25.yaml: spec: 50%25%0D%0A::warning::x; expected it");
    }

    @Test
    void directories_are_stores_of_their_own() {
        assertThat(belay("validate", "config", "config")).isZero();
        assertThat(out).hasToString("config: 2 records, all valid\nconfig: 2 records, all valid\n");
    }

    @Test
    void wrong_usage_is_told_apart_from_invalid_records() {
        assertThat(belay("validate")).isEqualTo(2);
        assertThat(belay("validate", folder.resolve("gone").toString())).isEqualTo(2);
        assertThat(belay("validate", folder.toString())).isEqualTo(2);
        assertThat(belay("validate", "-o", "xml", "config")).isEqualTo(2);
        assertThat(belay("validte")).isEqualTo(2);
        assertThat(belay()).isEqualTo(2);
    }

    @Test
    void help_lists_the_daemon_too() {
        assertThat(belay("--help")).isZero();
        assertThat(out.toString()).contains("serve", "validate");
    }

    /** The examples, with one field of the target misspelt. */
    private void misspell() throws IOException {
        for (String file : new String[] {"targets/shop-production.yaml", "pins/shop-production.yaml"}) {
            Files.createDirectories(folder.resolve(file).resolveSibling("."));
            Files.writeString(
                    folder.resolve(file),
                    Files.readString(EXAMPLES.resolve(file)).replace("cluster: shop", "clutser: shop"));
        }
    }

    private int belay(String... args) {
        return Belay.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
