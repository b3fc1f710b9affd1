package dev.belay.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "**/*.html, index.html, true",
        "**/*.html, docs/a/index.html, true",
        "**/*.html, index.html.bak, false",
        "**/*.html, index-html, false",
        "*.html, index.html, true",
        "*.html, docs/index.html, false",
        "uploads/**, uploads/a/b.png, true",
        "uploads/**, uploads.txt, false",
        "uploads/**, other/uploads/a, false",
        "**/uploads/**, other/uploads/a, true",
        "/index.html, index.html, true",
        "a?.js, ab.js, true",
        "a?.js, a/.js, false",
        "a+(b).js, a+(b).js, true",
        "**, any/thing, true",
        "assets/*/x.css, assets/v1/x.css, true",
        "assets/*/x.css, assets/v1/y/x.css, false",
    })
    void a_pattern_matches_whole_keys(String glob, String key, boolean matches) {
        assertThat(Glob.of(List.of(glob)).matches(key)).isEqualTo(matches);
    }
}
