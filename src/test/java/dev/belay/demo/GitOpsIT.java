package dev.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.demo.Runner.Result;
import dev.belay.localcloud.demo.DemoWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ring 4, the pull request: the very scripts of docs/examples, as their files have them, with a bare repository, the packaged daemon and
 * the packaged command. In place of GitHub stands {@code src/test/sh/gh}.
 */
class GitOpsIT {
    private static final String TARGET = Stage.TARGET;
    private static final String PIN = "records/pins/" + TARGET + ".yaml";
    private static final Path EXAMPLES = Path.of("docs/examples").toAbsolutePath();
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final String ADMIN = "publisher-of-the-demo";

    @TempDir
    Path scratch;

    private Stage stage;
    private PackagedDaemon daemon;
    private World world;
    private Forge forge;
    private int jobs;

    @BeforeEach
    void start() throws Exception {
        stage = Stage.set("directory", Ports.free(), 10);
        world = new World(stage.ports());
        stage.target("PT1S", "hold", "PT4S", "");
        stage.cloud().ecs().behaveWell();
        var environment = stage.brisk();
        environment.putAll(Tokens.ENVIRONMENT);
        environment.put("BELAY_API_TOKENS_PUBLISHER_SHA256", sha256(ADMIN.getBytes(StandardCharsets.UTF_8)));
        environment.put("BELAY_API_TOKENS_PUBLISHER_ROLE", "admin");
        daemon = PackagedDaemon.start(stage.ports(), environment, stage.log().toFile());
        daemon.awaitReady();
        awaitSynced(DemoWorld.GOOD);
        forge = Forge.of(scratch.resolve("forge"), ((Shelf.Directory) stage.shelf()).folder());
    }

    @AfterEach
    void stop() {
        if (daemon != null) {
            daemon.close();
        }
        if (world != null) {
            world.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void a_record_that_is_not_in_order_is_refused_at_its_line() throws Exception {
        forge.propose("typo", PIN, pin(DemoWorld.EARLIER).replace("version:", "verison:"), "Back to 20261118-0800");
        Result said = job("", Map.of()).run(workflow("records").step("Validate"), forge.checkout("typo"));
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.output())
                .contains("::error file=" + PIN + ",line=5,col=3,title=belay validate::")
                .contains("did you mean \"version\"?");
    }

    @Test
    void a_pull_request_is_planned_in_a_comment_and_its_merge_moves_the_world() throws Exception {
        publish(0);

        forge.propose("back", PIN, pin(DemoWorld.EARLIER), "Back to 20261118-0800");
        assertThat(validated("back").code()).isZero();
        assertThat(planned("back").code()).isZero();
        assertThat(forge.comments()).hasSize(1);
        assertThat(forge.comments().at("/0/body").asText())
                .startsWith("<!-- belay plan -->")
                .contains(TARGET, DemoWorld.EARLIER);

        forge.propose("back", PIN, pin(DemoWorld.EARLIER).replace("reason", "by: alice\n  reason"), "Say who");
        assertThat(planned("back").code()).isZero();
        assertThat(forge.comments()).as("the comment is updated").hasSize(1);

        forge.merge("back", "Back to 20261118-0800");
        publish(0);
        assertThat(world.differences(DemoWorld.EARLIER, taskDefinition())).isEmpty();
    }

    @Test
    void a_merged_pin_that_names_nobody_gets_the_commit_as_its_reason() throws Exception {
        publish(0);
        forge.propose("back", PIN, pin(DemoWorld.EARLIER).replaceAll("(?m)^  reason.*\n", ""), "x");
        forge.merge("back", "Back to 20261118-0800 (#1)");
        publish(0);
        var pinned = daemon.json("/targets/" + TARGET).path("pin");
        assertThat(pinned.path("by").asText()).isEqualTo("alice");
        assertThat(pinned.path("reason").asText()).startsWith("Back to 20261118-0800 (#1) (");
    }

    @Test
    void the_pipeline_bumps_the_pin_and_stops_at_a_freeze() throws Exception {
        publish(0);
        assertThat(deploy(DemoWorld.EARLIER).code()).isZero();
        var pull = forge.pulls().at("/0");
        assertThat(pull.path("auto").asBoolean()).isTrue();
        assertThat(validated(pull.path("head").asText()).code()).isZero();
        forge.merge(pull.path("head").asText(), "shop-production: " + DemoWorld.EARLIER);
        publish(0);

        assertThat(daemon.send(
                                "PUT",
                                "/holds/inc-482",
                                Tokens.OPERATOR,
                                "",
                                "{\"targets\": [\"" + TARGET + "\"], \"mode\": \"freeze\", \"reason\": \"INC-482\"}")
                        .statusCode())
                .isLessThan(300);
        Result frozen = deploy(DemoWorld.BAD);
        assertThat(frozen.code()).isEqualTo(1);
        assertThat(frozen.output()).contains("::error title=Deploys of shop-production wait (423)::", "INC-482");
        assertThat(forge.pulls()).hasSize(1);
    }

    @Test
    void while_github_is_down_the_glass_is_broken_and_the_repository_catches_up() throws Exception {
        publish(0);
        forge.propose("forth", PIN, pin(DemoWorld.EARLIER), "x");
        forge.merge("forth", "20261118-0800");
        publish(0);

        Path here = Files.createDirectories(scratch.resolve("laptop"));
        Result rollback = job(Tokens.OPERATOR, Map.of())
                .type("belay rollback shop-production --reason 'INC-482: login fails' --yes --wait", here);
        assertThat(rollback.code()).as(rollback.output()).isZero();
        awaitSynced(DemoWorld.GOOD);

        forge.propose("other", "records/holds/README", "No holds.\n", "Something else");
        forge.merge("other", "Something else");
        assertThat(publish(4)).contains("kept       pins/shop-production", "by alice: INC-482: login fails");
        assertThat(world.differences(DemoWorld.GOOD, taskDefinition())).isEmpty();

        Path clone = forge.checkout("main");
        Result fetched = job(Tokens.VIEWER, Map.of("NAME", TARGET))
                .type(
                        "curl -sf -H \"Authorization: Bearer $BELAY_TOKEN\" -H 'Accept: application/yaml'"
                                + " \"$BELAY_URL/api/v1/pins/$NAME\" > \"records/pins/$NAME.yaml\"",
                        clone);
        assertThat(fetched.code()).as(fetched.output()).isZero();
        forge.propose("catch-up", PIN, Files.readString(clone.resolve(PIN)), "As it was rolled back");
        assertThat(validated("catch-up").code()).isZero();
        forge.merge("catch-up", "INC-482: as it was rolled back");
        assertThat(publish(0)).contains("Nothing to write. All is as the directory says.");
        assertThat(deploy(DemoWorld.BAD).output()).contains("wait (423)");
        Result released = job(Tokens.OPERATOR, Map.of()).type("belay release rollback-shop-production", here);
        assertThat(released.code()).as(released.output()).isZero();
        assertThat(deploy(DemoWorld.BAD).code()).isZero();
        assertThat(world.differences(DemoWorld.GOOD, taskDefinition())).isEmpty();
    }

    @Test
    void what_the_docs_say_to_try_can_be_tried_as_written() throws Exception {
        String page = Files.readString(EXAMPLES.resolveSibling("gitops.md"));
        String commands =
                BLOCK.matcher(page).results().map(block -> block.group(1)).collect(Collectors.joining());
        Path store = ((Shelf.Directory) stage.shelf()).folder();
        String here = commands.replace(
                        "127.0.0.1:8080", "127.0.0.1:" + stage.ports().http())
                .replace("/tmp/belay-1234/records ", store + " ");
        assertThat(here).contains(store.toString());
        var runner = job("", Map.of());
        Result tried = runner.type("set -x\n" + here, Path.of("").toAbsolutePath());
        assertThat(tried.code()).as(tried.output()).isZero();
        assertThat(tried.output())
                .contains("records: 2 records, all valid", "### Belay: what publishing this would do")
                .contains("\nexit code 4\n")
                .contains("Nothing to write. All is as the directory says.");
        assertThat(world.differences(DemoWorld.GOOD, taskDefinition())).isEmpty();
    }

    private Result validated(String branch) throws Exception {
        return job("", Map.of()).run(workflow("records").step("Validate"), forge.checkout(branch));
    }

    /** As the two workflows do it: the records alone reach the one with the token. */
    private Result planned(String branch) throws Exception {
        Path proposed = forge.checkout(branch).resolve("records");
        Path main = forge.checkout("main");
        Files.move(proposed, main.resolve("proposed"));
        var runner = job(Tokens.VIEWER, Map.of("github.event.workflow_run.head_sha", forge.head(branch)));
        Result plan = runner.run(workflow("plan").step("Plan"), main);
        assertThat(plan.code()).as(plan.output()).isZero();
        return runner.run(workflow("plan").step("Comment"), main);
    }

    /**
     * Both steps of the job, the second of which finds the world as it should be.
     *
     * @param code with which the first one ends
     * @return what that one said
     */
    private String publish(int code) throws Exception {
        Path main = forge.checkout("main");
        var runner = job(ADMIN, Map.of());
        Result published = runner.run(workflow("publish").step("Publish"), main);
        assertThat(published.code()).as(published.output()).isEqualTo(code);
        Result waited = runner.run(workflow("publish").step("Wait until it is so"), main);
        assertThat(waited.code()).as(waited.output()).isZero();
        return published.output();
    }

    private Result deploy(String version) throws Exception {
        var workflow = Workflow.read(EXAMPLES.resolve("app/.github/workflows/deploy.yml"));
        var runner = job(Tokens.VIEWER, Map.of("inputs.version", version));
        Path records = forge.checkout("main");
        Result asked = runner.run(workflow.step("Ask the gate"), records);
        return asked.code() == 0 ? runner.run(workflow.step("Propose the pin"), records) : asked;
    }

    private static Workflow workflow(String name) {
        return Workflow.read(EXAMPLES.resolve("gitops/.github/workflows/" + name + ".yml"));
    }

    /** A runner of its own, with the command fetched as the workflows fetch it, and with a token. */
    private Runner job(String token, Map<String, String> more) throws Exception {
        var expressions = new HashMap<>(Map.of(
                "vars.BELAY_URL", "http://127.0.0.1:" + stage.ports().http(),
                "secrets.BELAY_TOKEN", token,
                "github.server_url", "https://github.example",
                "github.repository", "shop/records",
                "github.run_id", "7",
                "github.actor", "alice",
                "github.token", "not-a-token",
                "steps.token.outputs.token", "not-a-token"));
        expressions.putAll(more);
        var environment = new HashMap<>(Forge.GIT);
        environment.putAll(more);
        environment.put("FORGE", forge.folder().toString());
        environment.put("GITHUB_RUN_ID", "7");
        environment.put("BELAY_URL", "http://127.0.0.1:" + stage.ports().http());
        environment.put("BELAY_TOKEN", token);
        environment.keySet().removeIf(name -> name.contains("."));
        if (token.isEmpty()) {
            environment.remove("BELAY_TOKEN");
        }
        var runner = new Runner(scratch.resolve("job-" + ++jobs), environment, expressions);
        runner.path(List.of(
                Path.of("target/belay/bin").toAbsolutePath(),
                Path.of("src/test/sh").toAbsolutePath()));
        return runner;
    }

    @Test
    void belay_is_fetched_and_what_is_not_what_was_reviewed_is_not_run() throws Exception {
        Path archive = scratch.resolve("belay.tar.gz");
        assertThat(new ProcessBuilder("tar", "czf", archive.toString(), "-C", "target/belay", ".")
                        .start()
                        .waitFor())
                .isZero();
        var fetch = Workflow.read(EXAMPLES.resolve("gitops/.github/actions/belay/action.yml"))
                .step("Fetch belay");
        var good = fetching(archive, sha256(Files.readAllBytes(archive)));
        assertThat(good.run(fetch, scratch).code()).isZero();
        assertThat(good.type("belay --version", scratch).output()).startsWith("belay ");
        assertThat(fetching(archive, "0".repeat(64)).run(fetch, scratch).code()).isNotZero();
    }

    private Runner fetching(Path archive, String sha256) throws IOException {
        return new Runner(
                scratch.resolve("job-" + ++jobs),
                Map.of(),
                Map.of("inputs.url", archive.toUri().toString(), "inputs.sha256", sha256));
    }

    private static String pin(String version) {
        return """
                apiVersion: belay.dev/v1
                kind: Pin
                metadata: {name: shop-production}
                spec:
                  version: "%s"
                  reason: a pull request
                """.formatted(version);
    }

    private String taskDefinition() {
        return daemon.json("/targets/" + TARGET).at("/components/api/running").asText();
    }

    private void awaitSynced(String version) throws InterruptedException {
        daemon.awaitStatus(
                TARGET,
                version + " is in force and proved",
                status -> status.path("summary").asText().equals("Synced")
                        && status.at("/components/web/running").asText().equals(version));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
