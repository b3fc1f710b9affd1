package dev.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which daemon is asked, with which token, and what is said when it can't be. */
class ContextsTest {
    private static final String SECRET = "s3cr3t-of-the-test";

    @TempDir
    Path home;

    private final FakeDaemon daemon = new FakeDaemon().on("GET /targets", 200, "{'items': []}");

    @AfterEach
    void stop() {
        daemon.close();
    }

    private Path configure(String text) throws IOException {
        Path file = home.resolve("belay/config.yaml");
        Files.createDirectories(home.resolve("belay"));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private Typed typed() {
        return Typed.nowhere().with("XDG_CONFIG_HOME", home.toString()).with("HOME", home.toString());
    }

    private String sent() {
        return daemon.asked().getLast().header("Authorization");
    }

    @Test
    void the_environment_names_daemon_and_token() {
        var typed = typed().with("BELAY_URL", daemon.url() + "/").with("BELAY_TOKEN", SECRET);
        assertThat(typed.belay("status")).as(typed.err()).isZero();
        assertThat(sent()).isEqualTo("Bearer " + SECRET);
    }

    @Test
    void a_context_is_named_by_option_by_variable_or_by_the_file() throws IOException {
        configure("current: a\ncontexts:\n  a: {url: '%s', token: of-a}\n  b: {url: '%s', token: of-b}\n"
                .formatted(daemon.url(), daemon.url()));
        assertThat(typed().belay("status")).isZero();
        assertThat(sent()).isEqualTo("Bearer of-a");
        assertThat(typed().with("BELAY_CONTEXT", "b").belay("status")).isZero();
        assertThat(sent()).isEqualTo("Bearer of-b");
        assertThat(typed().with("BELAY_CONTEXT", "a").belay("status", "--context", "b"))
                .isZero();
        assertThat(sent()).isEqualTo("Bearer of-b");
    }

    @Test
    void the_token_of_the_environment_never_goes_to_a_context_with_one_of_its_own() throws IOException {
        configure("contexts:\n  a: {url: '%s', token: of-a}\n  b: {url: '%s'}\n".formatted(daemon.url(), daemon.url()));
        typed().with("BELAY_TOKEN", SECRET).belay("status", "--context", "a");
        assertThat(sent()).isEqualTo("Bearer of-a");
        typed().with("BELAY_TOKEN", SECRET).belay("status", "--context", "b");
        assertThat(sent()).isEqualTo("Bearer " + SECRET);
    }

    @Test
    void a_token_may_be_in_a_file_of_its_own_or_be_printed_by_a_program() throws IOException {
        Path token = Files.writeString(home.resolve("token"), "of-file\n");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        configure(
                "contexts:\n  a: {url: '%s', tokenFile: ~/token}\n  b: {url: '%s', tokenCommand: [echo, of-command]}\n"
                        .formatted(daemon.url(), daemon.url()));
        var typed = typed();
        assertThat(typed.belay("status", "--context", "a")).as(typed.err()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(sent()).isEqualTo("Bearer of-file");
        assertThat(typed().belay("status", "--context", "b")).isZero();
        assertThat(sent()).isEqualTo("Bearer of-command");
    }

    @Test
    void a_file_with_a_token_that_others_can_read_is_warned_of() throws IOException {
        Path file = configure("current: a\ncontexts:\n  a: {url: '%s', token: of-a}\n".formatted(daemon.url()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        var typed = typed();
        assertThat(typed.belay("status")).isZero();
        assertThat(typed.err())
                .contains("warning: " + file)
                .contains("chmod 600")
                .doesNotContain("of-a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contexts:\n  a: {url: 'http://x', tokn: t0ken}|2: tokn: unknown field",
                "contexts:\n  a: {}|2: a has no url",
                "contexts:\n  a:\n    url: ftp://x|3: url is expected to be like https://belay.example",
                "contexts:\n  a:\n    url: https://me:t0ken@x|3: url is expected to have no user",
                "contexts:\n  a: {url: 'http://x', token: t0ken, tokenFile: y}|2: a has more than one of token",
                "contexts:\n  a: {url: 'http://x', tokenCommand: pass t0ken}|2: tokenCommand is expected to be a list",
                "contexts:\n  a: {url: 'http://x', insecure: maybe}|2: insecure is expected to be true or false",
                "contexts: {}\ncurrent: b|2: current names no context",
                "contexts:\n  a: {url: 'http://x'}\n  a: {url: 'http://y'}|3: a is there twice",
                "contexts: [}|1: is not YAML",
                "- t0ken|1: the file is expected to be a mapping"
            })
    void what_is_wrong_with_the_file_is_said_with_its_line_and_without_the_token(String textAndError)
            throws IOException {
        int bar = textAndError.lastIndexOf('|');
        Path file = configure(textAndError.substring(0, bar));
        var typed = typed();
        assertThat(typed.belay("status")).isEqualTo(2);
        assertThat(typed.err())
                .contains(file + ":" + textAndError.substring(bar + 1))
                .doesNotContain("t0ken");
    }

    @Test
    void a_context_that_is_not_there_and_two_at_once_are_wrong_usage() throws IOException {
        configure("contexts:\n  a: {url: 'http://x'}\n");
        var typed = typed();
        assertThat(typed.belay("status", "--context", "b")).isEqualTo(2);
        assertThat(typed.err()).contains("no context b").contains("has a");
        typed.with("BELAY_URL", "http://x").with("BELAY_CONTEXT", "a");
        assertThat(typed.belay("status")).isEqualTo(2);
        assertThat(typed.err()).contains("both set");
    }

    @Test
    void a_token_goes_nowhere_unencrypted_unless_the_context_says_so() throws IOException {
        var typed = typed().with("BELAY_URL", "http://192.0.2.1:8080").with("BELAY_TOKEN", SECRET);
        assertThat(typed.belay("status")).isEqualTo(2);
        assertThat(typed.err()).contains("unencrypted").doesNotContain(SECRET);
    }

    @Test
    void who_is_not_let_in_learns_what_to_set() {
        daemon.problem("GET /targets/x/plan", 401, "a valid token is needed");
        var typed = typed().with("BELAY_URL", daemon.url());
        assertThat(typed.belay("plan", "x")).isEqualTo(1);
        assertThat(typed.err())
                .contains("wants a token")
                .contains("BELAY_TOKEN")
                .contains("config.yaml");
        typed.with("BELAY_TOKEN", SECRET);
        assertThat(typed.belay("plan", "x")).isEqualTo(1);
        assertThat(typed.err())
                .contains("does not accept the token from BELAY_TOKEN")
                .doesNotContain(SECRET);
    }

    @Test
    void who_may_not_learns_why_and_as_whom() {
        daemon.problem("GET /targets/x/plan", 403, "ci may not see x");
        var typed = typed().with("BELAY_URL", daemon.url()).with("BELAY_TOKEN", SECRET);
        assertThat(typed.belay("plan", "x")).isEqualTo(1);
        assertThat(typed.err()).contains("Not allowed: ci may not see x.").contains("Asked with BELAY_TOKEN.");
    }

    @Test
    void a_daemon_that_is_not_there_is_said_plainly() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var typed = typed().with("BELAY_URL", "http://127.0.0.1:" + port);
        assertThat(typed.belay("status")).isEqualTo(1);
        assertThat(typed.err()).contains("No Belay answers at http://127.0.0.1:" + port + ": connection refused.");
    }

    @Test
    void the_contexts_are_listed_without_tokens() throws IOException {
        configure("current: a\ncontexts:\n  a: {url: 'https://a', token: of-a}\n  b: {url: 'https://b'}\n");
        var typed = typed();
        assertThat(typed.belay("contexts")).isZero();
        assertThat(typed.out()).isEqualTo("""
                   NAME  URL        TOKEN
                *  a     https://a  in the file
                   b     https://b  none, or BELAY_TOKEN
                """);
    }
}
