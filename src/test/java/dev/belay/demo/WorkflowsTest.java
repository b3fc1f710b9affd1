package dev.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The workflows that people copy from docs/examples: in order, and as safe as docs/gitops.md says. {@link GitOpsIT} runs them. */
class WorkflowsTest {
    private static final Path EXAMPLES = Path.of("docs/examples");

    @TempDir
    Path folder;

    static Stream<Path> workflows() throws IOException {
        try (var files = Files.walk(EXAMPLES)) {
            return files
                    .filter(file -> file.toString().matches(".*/\\.github/(workflows|actions)/.*\\.yml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Stream<Workflow> onlyWorkflows() throws IOException {
        return workflows().map(Workflow::read).filter(file -> file.content().containsKey("jobs"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void actions_of_others_are_pinned_to_a_commit(Path file) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.strip().startsWith("- uses:")) {
                assertThat(line.strip())
                        .matches("- uses: (\\./\\S+|[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+\\b.*)");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void what_others_wrote_is_never_part_of_a_script(Path file) {
        for (var step : Workflow.read(file).steps()) {
            assertThat(step.run()).as(step.name()).doesNotContain("${{");
        }
    }

    @ParameterizedTest
    @MethodSource("onlyWorkflows")
    void each_job_may_do_little_and_ends(Workflow workflow) {
        var permissions = Workflow.map(workflow.content().get("permissions"));
        assertThat(workflow.content()).containsKey("permissions");
        assertThat(permissions.values()).as("for all jobs").allMatch("read"::equals);
        workflow.jobs()
                .forEach((name, job) -> assertThat(Workflow.map(job)).as(name).containsKey("timeout-minutes"));
    }

    @ParameterizedTest
    @MethodSource("onlyWorkflows")
    void what_a_pull_request_can_change_has_no_secrets(Workflow workflow) throws IOException {
        var on = Workflow.map(workflow.content().get("on"));
        assertThat(on).isNotEmpty().doesNotContainKey("pull_request_target");
        if (on.containsKey("pull_request")) {
            assertThat(Files.readString(workflow.file())).doesNotContain("secrets.", "vars.", "github.token");
        }
    }

    @ParameterizedTest
    @MethodSource("onlyWorkflows")
    void a_job_with_a_secret_has_an_environment_and_leaves_no_credentials_behind(Workflow workflow) {
        for (var step : workflow.steps()) {
            boolean secret = step.content().toString().contains("secrets.");
            assertThat(!secret || Workflow.map(workflow.jobs().get(step.job())).containsKey("environment"))
                    .as(workflow.file() + ": " + step.name())
                    .isTrue();
            if (step.uses().startsWith("actions/checkout@")) {
                var with = Workflow.map(step.content().get("with"));
                assertThat(with.get("persist-credentials")).isEqualTo(with.containsKey("token") ? "true" : "false");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void bash_understands_every_script(Path file) throws Exception {
        for (var step : Workflow.read(file).steps()) {
            assertThat(bash("-n", step.run())).as(file + ": " + step.name()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void shellcheck_finds_nothing(Path file) throws Exception {
        assumeThat(Path.of("/usr/bin/shellcheck")).exists();
        for (var step : Workflow.read(file).steps()) {
            assertThat(said(List.of("shellcheck", "-s", "bash", "-"), step.run()))
                    .as(file + ": " + step.name())
                    .isEmpty();
        }
    }

    @Test
    void the_plan_follows_the_records() {
        var plan = Workflow.read(EXAMPLES.resolve("gitops/.github/workflows/plan.yml"));
        var records = Workflow.read(EXAMPLES.resolve("gitops/.github/workflows/records.yml"));
        var on = Workflow.map(Workflow.map(plan.content().get("on")).get("workflow_run"));
        assertThat(on.get("workflows")).isEqualTo(List.of(records.content().get("name")));
        assertThat(Map.of("types", on.get("types"))).isEqualTo(Map.of("types", List.of("completed")));
    }

    @Test
    void the_gitlab_variant_is_in_order() throws Exception {
        var gitlab = Workflow.read(EXAMPLES.resolve("gitops/.gitlab-ci.yml")).content();
        for (String job : List.of("validate", "plan", "publish")) {
            var script = (List<?>) Workflow.map(gitlab.get(job)).get("script");
            assertThat(bash(
                            "-n",
                            String.join(
                                    "\n", script.stream().map(String::valueOf).toList())))
                    .isEmpty();
        }
    }

    private String bash(String option, String script) throws Exception {
        Path file = Files.writeString(folder.resolve("script.sh"), script);
        return said(List.of("bash", option, file.toString()), "");
    }

    private static String said(List<String> command, String input) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
