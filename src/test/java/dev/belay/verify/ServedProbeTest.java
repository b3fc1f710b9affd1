package dev.belay.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Check;
import dev.belay.model.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedProbeTest {
    private static final String PAGE =
            "<!doctype html><script type=module src=/assets/app.js></script><link rel=stylesheet href=\"assets/app.css\">";

    private final Origin origin = new Origin();
    private final Map<String, BuildFile> build = new HashMap<>();
    private final Prober probes = new Probes(
            new InTurn(),
            new Vault(),
            service -> {
                throw new AssertionError("nobody asks for " + service);
            },
            (scope, name) -> {
                throw new AssertionError("nobody asks for " + name);
            });

    @BeforeEach
    void build() {
        built("index.html", PAGE, "text/html; charset=utf-8");
        built("assets/app.js", "go()", "text/javascript");
        built("assets/app.css", "a{}", "text/css");
    }

    @AfterEach
    void stop() {
        origin.close();
    }

    @Test
    void a_site_that_is_served_as_built_passes() {
        servesTheBuild();
        assertThat(probe()).isEqualTo(Answer.passed("index.html and 2 scripts and styles are served as built"));
    }

    @Test
    void caches_are_asked_as_users_ask_them() {
        servesTheBuild();
        probe();
        assertThat(origin.asked).containsExactly("/ identity", "/assets/app.js identity", "/assets/app.css identity");
    }

    @Test
    void an_entry_of_another_build_fails() {
        serves("/", "<!doctype html>old", "text/html");
        assertThat(probe().passed()).isFalse();
        assertThat(probe().words())
                .startsWith("index.html is served as of another build: sha256 ")
                .contains("… (18 bytes) is not "
                        + BuildFile.sha256(PAGE.getBytes(UTF_8)).substring(0, 12) + "…");
    }

    @Test
    void a_script_with_another_content_type_fails() {
        serves("/", PAGE, "text/html; charset=utf-8");
        serves("/assets/app.js", "go()", "text/plain");
        serves("/assets/app.css", "a{}", "text/css");
        assertThat(probe())
                .isEqualTo(Answer.failed("assets/app.js: content type text/plain, expected text/javascript"));
    }

    @Test
    void all_that_differs_is_counted() {
        serves("/", PAGE, "text/html; charset=utf-8");
        assertThat(probe()).isEqualTo(Answer.failed("assets/app.js answered 404, expected 200 (and 1 more)"));
    }

    @Test
    void a_page_standing_in_for_a_missing_script_is_seen_through() {
        String page = "<script src=/config.js></script>";
        built("index.html", page, "text/html");
        serves("/", page, "text/html");
        serves("/config.js", page, "text/html");
        assertThat(probe().words())
                .isEqualTo("config.js, which index.html names and the build does not have, is served as text/html");
    }

    @Test
    void a_script_that_somebody_else_serves_has_only_to_be_there() {
        String page = "<script src=/config.js></script>";
        built("index.html", page, "text/html");
        serves("/", page, "text/html");
        serves("/config.js", "config()", "text/javascript");
        assertThat(probe().passed()).isTrue();
    }

    @Test
    void an_entry_stored_compressed_is_compared_as_stored_and_read_through() throws IOException {
        byte[] stored = gzip(PAGE);
        build.put("index.html", BuildFile.of(stored, "text/html"));
        origin.answers("/", 200, stored, "Content-Type: text/html", "Content-Encoding: gzip");
        assertThat(probe().words()).startsWith("assets/app.js answered 404");
    }

    @Test
    void an_entry_in_an_encoding_that_cannot_be_read_is_not_green() {
        origin.answers(
                "/", 200, PAGE.getBytes(UTF_8), "Content-Type: text/html; charset=utf-8", "Content-Encoding: br");
        assertThat(probe().words()).startsWith("index.html is served encoded as br, which can't be read");
    }

    @Test
    void a_redirect_is_not_the_entry() {
        origin.answers("/", 301, new byte[0], "Location: https://elsewhere.example/");
        assertThat(probe().words())
                .isEqualTo("index.html answered 301 and a redirect to https://elsewhere.example/, expected 200");
    }

    @Test
    void a_build_without_the_entry_is_said() {
        build.clear();
        assertThat(probe().words()).isEqualTo("the build has no index.html to compare " + origin.at("/") + " with");
    }

    @Test
    void a_build_that_cannot_be_read_is_not_held_against_the_version() {
        var answer = probes.probe(check(origin.at("/")), World.of(key -> {
            throw new Failure.Denied("s3 GetObject: AccessDenied").asException();
        }));
        assertThat(answer).isEqualTo(Answer.open("the build can't be read: s3 GetObject: AccessDenied"));
    }

    @Test
    void a_component_that_is_left_alone_is_not_asked() {
        assertThat(probes.probe(check(origin.at("/")), World.of(null)))
                .isEqualTo(Answer.passed("web is left alone: nothing to compare with"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, index.html",
        "https://shop.example/, index.html",
        "https://shop.example/a/, a/index.html",
        "https://shop.example/a/b.html?x=1, a/b.html",
        "https://shop.example/a%20b.js, a b.js"
    })
    void an_address_names_a_file_of_the_build(URI address, String key) {
        assertThat(ServedProbe.key(address)).isEqualTo(key);
    }

    private void servesTheBuild() {
        serves("/", PAGE, "text/html;charset=UTF-8");
        serves("/assets/app.js", "go()", "text/javascript");
        serves("/assets/app.css", "a{}", "text/css");
    }

    private Answer probe() {
        return probes.probe(check(origin.at("/")), World.of(build::get));
    }

    private static Check check(URI url) {
        return new Check("served", false, Check.WITHIN, Duration.ofSeconds(1), 3, new Check.Served("web", url));
    }

    private void built(String key, String text, @Nullable String type) {
        build.put(key, BuildFile.of(text.getBytes(UTF_8), type));
    }

    private void serves(String path, String text, String type) {
        origin.answers(path, 200, text.getBytes(UTF_8), "Content-Type: " + type);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
