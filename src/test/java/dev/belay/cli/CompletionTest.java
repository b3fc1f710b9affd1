package dev.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Completion: what is offered, and that a real bash takes it. */
class CompletionTest {
    private final FakeDaemon daemon = new FakeDaemon()
            .on(
                    "GET /targets",
                    200,
                    "{'items': [{'metadata': {'name': 'shop-production'}}, {'metadata': {'name': 'shop-staging'}}]}")
            .on(
                    "GET /targets/shop-staging/versions",
                    200,
                    "{'items': [{'version': 'v1'}, {'version': 'api v1, web v2'}]}")
            .on("GET /targets/shop-staging/rollouts", 200, "{'items': [{'id': '2026.1'}]}")
            .on("GET /holds", 200, "{'items': [{'name': 'inc-482'}]}");

    @AfterEach
    void stop() {
        daemon.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ro                              | rollback rollouts
                    __                              |
                    status shop-p                   | shop-production
                    rollback s                      | shop-production shop-staging
                    rollback shop-staging --to v    | v1
                    rollback shop-staging --reas    | --reason
                    plan --context x shop-staging v | v1
                    pin shop-staging v              | v1
                    rollouts shop-staging _         |
                    rollouts shop-staging l         | last
                    release i                       | inc-482
                    mark shop-staging v1 k          | known-good
                    status -o j                     | json
                    status --summary Dr             | Drifted
                    completion b                    | bash
                    nonsense x                      |
                    """)
    void what_fits_is_offered(String line, String offered) {
        var typed = Typed.at(daemon);
        String[] words = ("__complete -- " + line).split(" ", -1);
        assertThat(typed.belay(words)).isZero();
        // With a context that is not there, names can't be had, and nothing is said of it.
        String expected = offered == null || line.contains("--context") ? "" : offered.replace(' ', '\n') + "\n";
        assertThat(typed.out()).isEqualTo(expected);
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void without_a_daemon_it_is_quiet() {
        daemon.close();
        var typed = Typed.at(daemon);
        assertThat(typed.belay("__complete", "--", "status", "")).isZero();
        assertThat(typed.out() + typed.err()).isEmpty();
    }

    @Test
    void a_real_bash_completes_with_it(@TempDir Path folder) throws IOException, InterruptedException {
        var typed = Typed.at(daemon);
        assertThat(typed.belay("completion", "bash")).isZero();
        Path script = Files.writeString(folder.resolve("belay.bash"), typed.out());
        // Stands for the program: what matters here is what bash hands it and takes from it.
        String asked = """
                source %s
                belay() { printf '%%s|' "$@" >%s; printf 'shop-production\\nshop staging\\n'; }
                COMP_WORDS=(belay status "shop p" sh) COMP_CWORD=3
                _belay
                printf '%%s;' "${COMPREPLY[@]}"
                complete -p belay
                """.formatted(script, folder.resolve("args"));
        var bash = new ProcessBuilder("bash", "-c", asked).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        assertThat(said).isEqualTo("shop-production;shop staging;complete -o default -F _belay belay\n");
        assertThat(folder.resolve("args")).hasContent("__complete|--|status|shop p|sh|");
    }
}
