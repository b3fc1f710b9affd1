package dev.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publishing a directory, and planning one, from the command line. */
class PublishTest {
    private static final String PIN =
            "apiVersion: belay.dev/v1\nkind: Pin\nmetadata: {name: shop}\nspec: {version: v2}\n";
    private static final String PLAN =
            "{'items': [{'component': 'api', 'what': 'update service shop-api'}, {'what': 'check it'}]}";
    private static final String UPDATE =
            "{'kind': 'Pin', 'name': 'shop', 'change': 'update', 'differences': ['spec.version: v1 → v2'], 'written': false}";
    private static final String UNCHANGED = "{'kind': 'Target', 'name': 'shop', 'change': 'unchanged'}";
    private static final String KEPT =
            "{'kind': 'Pin', 'name': 'shop', 'change': 'kept', 'why': 'it was changed by alice', 'differences': []}";
    private static final String HELD = "{'kind': 'Pin', 'name': 'shop', 'change': 'create', 'heldBack': 'hold freeze'}";
    private static final String DELETE = "{'kind': 'Hold', 'name': 'old', 'change': 'delete'}";

    private final FakeDaemon daemon = new FakeDaemon();
    private final Typed typed = Typed.at(daemon);

    @TempDir
    Path folder;

    @BeforeEach
    void aDirectory() throws IOException {
        write("pins/shop.yaml", PIN);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private void write(String place, String text) throws IOException {
        Path file = folder.resolve(place);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private void answers(String... items) {
        daemon.on("POST /publish", 200, "{'items': [%s]}".formatted(String.join(",", items)));
    }

    private int publish(String... options) {
        var words = new java.util.ArrayList<>(java.util.List.of("publish", folder.toString()));
        words.addAll(java.util.List.of(options));
        return typed.belay(words.toArray(String[]::new));
    }

    private long asked() {
        return daemon.asked().stream()
                .filter(one -> one.what().equals("POST /publish"))
                .count();
    }

    @Test
    void in_a_pipeline_it_shows_what_differs_and_writes_it_on_what_was_shown() {
        answers(UPDATE, UNCHANGED);
        assertThat(publish("--by", "c1", "--reason", "release", "--take", "a*", "--take", "b"))
                .isZero();
        assertThat(typed.out())
                .contains("update     pins/shop", "spec.version: v1 → v2", "1 record", "Wrote 1 record.");
        var first = daemon.asked().getFirst();
        assertThat(first.body())
                .contains(
                        "\"place\":\"pins/shop.yaml\"",
                        "\"dryRun\":true",
                        "\"take\":[\"a*\",\"b\"]",
                        "\"by\":\"c1\"",
                        "release");
        assertThat(first.header("If-Match")).isEmpty();
        assertThat(daemon.asked().getLast().body()).contains("\"dryRun\":false");
        assertThat(daemon.asked().getLast().header("If-Match")).isEqualTo("\"r2\"");
    }

    @Test
    void a_dry_run_asks_once_and_writes_nothing() {
        answers(UPDATE);
        assertThat(publish("--dry-run")).isZero();
        assertThat(asked()).isEqualTo(1);
        assertThat(daemon.asked().getFirst().body()).contains("\"dryRun\":true");
    }

    @ParameterizedTest
    @CsvSource({"y, 0, 2", "n, 1, 1"})
    void at_a_terminal_it_asks(String answer, int code, int requests) {
        answers(UPDATE);
        typed.atTerminal(100, answer + "\n");
        assertThat(publish()).isEqualTo(code);
        assertThat(asked()).isEqualTo(requests);
    }

    @Test
    void what_is_to_be_deleted_wants_a_yes_where_nobody_can_be_asked() {
        answers(DELETE);
        assertThat(publish("--prune")).isEqualTo(2);
        assertThat(asked()).isEqualTo(1);
        assertThat(publish("--prune", "--yes")).isZero();
    }

    @Test
    void what_is_kept_is_4_and_what_a_hold_keeps_back_is_5() {
        answers(KEPT, HELD);
        assertThat(publish()).isEqualTo(4);
        assertThat(typed.out()).contains("kept       pins/shop", "it was changed by alice", "see what is kept");
        answers(HELD);
        publish();
        assertThat(publish()).isEqualTo(5);
        assertThat(typed.out()).contains("pending: kept back by hold freeze");
        assertThat(publish("--dry-run")).isEqualTo(5);
    }

    @Test
    void a_store_that_moved_meanwhile_is_4() {
        daemon.problem("POST /publish", 412, "it was changed meanwhile");
        assertThat(publish()).isEqualTo(4);
    }

    @Test
    void nothing_is_sent_while_anything_is_invalid() throws IOException {
        write("pins/shop.yaml", PIN.replace("version:", "verson:"));
        assertThat(publish()).isEqualTo(1);
        assertThat(typed.err()).contains("pins/shop.yaml:4:", "did you mean \"version\"?");
        assertThat(daemon.asked()).isEmpty();
        assertThat(typed.belay("publish", folder.resolve("nothing").toString())).isEqualTo(2);
    }

    @Test
    void for_programs_it_is_what_the_daemon_answered() {
        answers(UPDATE);
        assertThat(publish("-o", "json")).isZero();
        assertThat(typed.out())
                .startsWith("{")
                .contains("\"change\" : \"update\"")
                .doesNotContain("Wrote");
    }

    @Test
    void a_pin_that_is_not_written_is_planned() throws IOException {
        daemon.on("POST /targets/shop/plan", 200, PLAN);
        assertThat(typed.belay("plan", "-f", folder.resolve("pins/shop.yaml").toString()))
                .isZero();
        assertThat(typed.out()).contains("update service shop-api");
        assertThat(daemon.asked().getLast().body()).isEqualTo(PIN);
        assertThat(typed.belay("plan", "shop", "-f", folder.resolve("nothing").toString()))
                .isEqualTo(2);
        write("pins/shop.yaml", "verson: v1");
        assertThat(typed.belay("plan", "-f", folder.resolve("pins/shop.yaml").toString()))
                .isEqualTo(1);
    }

    @Test
    void the_plan_of_a_directory_has_the_steps_of_each_pin_that_changes() {
        answers(UPDATE, UNCHANGED);
        daemon.on("POST /targets/shop/plan", 200, PLAN);
        assertThat(typed.belay("plan", folder.toString())).isZero();
        assertThat(typed.out()).contains("update     pins/shop", "shop: Belay would", "api: update service shop-api");
        assertThat(typed.belay("plan", folder.toString(), "-o", "json")).isZero();
        assertThat(typed.out()).contains("\"plans\"", "\"publish\"");
        assertThat(daemon.asked()).noneMatch(one -> one.body().contains("\"dryRun\":false"));
    }

    @Test
    void a_pin_of_a_new_target_can_not_be_planned_yet_and_that_is_said() {
        answers(UPDATE);
        assertThat(typed.belay("plan", folder.toString())).isZero();
        assertThat(typed.out()).contains("can't be planned before it is published");
    }

    @Test
    void in_a_comment_no_difference_formats_or_calls_anybody() {
        answers("{'kind': 'Pin', 'name': 'shop', 'change': 'update', "
                + "'differences': ['spec.reason: a → ```` @team <img src=x> \\n# big']}");
        assertThat(typed.belay("plan", folder.toString(), "-o", "markdown")).isZero();
        assertThat(typed.out())
                .contains("**update** `pins/shop`\n`````text\nspec.reason: a → ```` @team <img src=x> # big\n`````\n");
    }

    @Test
    void records_of_what_exists_are_printed_and_what_could_not_be_told_beside_them() {
        daemon.on(
                "POST /adopt",
                200,
                "{'records': [{'place': 'targets/shop.yaml', 'text': 'kind: Target\\n'}, "
                        + "{'place': 'pins/shop.yaml', 'text': 'kind: Pin\\n'}], 'notes': ['A note.']}");
        assertThat(typed.belay("adopt", "shop", "--cluster", "c", "--service", "s", "--container", "app"))
                .isZero();
        assertThat(typed.out())
                .isEqualToIgnoringNewLines("# targets/shop.yaml\nkind: Target\n---\n# pins/shop.yaml\nkind: Pin\n");
        assertThat(typed.err()).contains("A note.");
        assertThat(daemon.asked().getLast().body()).contains("\"cluster\":\"c\"", "\"containers\":[\"app\"]");
        assertThat(typed.belay("adopt", "shop", "--cluster", "c")).isEqualTo(2);
        assertThat(typed.belay("adopt", "shop")).isEqualTo(2);
    }

    @Test
    void records_of_what_exists_are_written_into_a_directory_and_replace_nothing_there() throws Exception {
        daemon.on(
                "POST /adopt",
                200,
                "{'records': [{'place': 'targets/shop.yaml', 'text': 'kind: Target\\n'}, "
                        + "{'place': 'pins/shop.yaml', 'text': 'kind: Pin\\n'}], 'notes': ['A note.']}");
        String records = folder.resolve("adopted").toString();
        String[] words = {"adopt", "shop", "--cluster", "c", "--service", "s", "--to", records};
        assertThat(typed.belay(words)).isZero();
        assertThat(typed.err()).contains("A note.");
        assertThat(folder.resolve("adopted/targets/shop.yaml")).hasContent("kind: Target");
        Path pin = folder.resolve("adopted/pins/shop.yaml");
        assertThat(pin).hasContent("kind: Pin");
        Files.writeString(pin, "mine");
        Files.delete(folder.resolve("adopted/targets/shop.yaml"));
        assertThat(typed.belay(words)).isEqualTo(1);
        assertThat(typed.err()).contains("shop.yaml is there already; nothing was written.");
        assertThat(pin).hasContent("mine");
        assertThat(folder.resolve("adopted/targets/shop.yaml")).doesNotExist();
    }
}
